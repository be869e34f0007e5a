"""The verdict: generated sentences, and what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.metrics.wording import format_value

if TYPE_CHECKING:
    from models.comparison import Comparison, Sentence

_SIGNS = {"finding": "", "cost": "▲ ", "undecided": "", "note": ""}


class Verdict(QFrame):
    """Findings first, costs marked, undecided and notes muted."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName("Verdict")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(20, 16, 20, 16)
        self._layout.setSpacing(24)

    def show_comparison(self, comparison: Comparison, target: str) -> None:
        """Show the sentences about one target, and those about none."""
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        sentences = [s for s in comparison.verdict if s.target in ("", target)]
        self._layout.addWidget(_sentences(sentences), 5)
        self._layout.addWidget(_facts(comparison), 2)
        self.setAccessibleDescription(" ".join(sentence.text for sentence in sentences))


def _sentences(sentences: list[Sentence]) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(5)
    first = True
    for sentence in sentences:
        lead = first and sentence.strength in ("finding", "cost")
        label = QLabel(_SIGNS[sentence.strength] + sentence.text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if lead:
            label.setProperty("role", "title")
            first = False
        elif sentence.strength in ("undecided", "note"):
            label.setProperty("role", "muted")
        layout.addWidget(label)
    layout.addStretch(1)
    return column


def _facts(comparison: Comparison) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(3)
    horizon = format_value(comparison.horizon_h, "h")
    lines = [
        f"{comparison.replications} replications, {comparison.stopped}",
        f"seed {comparison.seed} · {horizon} · 95 % intervals, paired",
        f"{comparison.computed} cells computed, {comparison.reused} from the library",
    ]
    lines += [
        f"{one.title}: {one.facts} facts, {one.choices} choices, {one.assumptions} assumptions"
        for one in comparison.columns
    ]
    for line in lines:
        label = QLabel(line)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "small")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        layout.addWidget(label)
    layout.addStretch(1)
    return column
