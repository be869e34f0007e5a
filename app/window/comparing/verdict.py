"""The verdict: generated sentences, and what they rest on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.metrics.wording import format_value

if TYPE_CHECKING:
    from models.comparison import Comparison, Sentence

_SIGNS = {"finding": "", "cost": "▲ ", "undecided": "", "note": ""}
_END = re.compile(r"(?<=[.])\s+(?=[A-Z“])")


class Verdict(QFrame):
    """Short at first: what each headline metric says; the whole text on request."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName("Verdict")
        self.labels: list[QLabel] = []
        self.more = QPushButton()
        self.more.setCheckable(True)
        self.more.setToolTip("Structure, settings and assumptions behind each difference.")
        self.more.toggled.connect(self._show)
        self._sentences: list[Sentence] = []
        self._before = ""
        outer = QHBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(24)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._left.setSpacing(5)
        self._right.setSpacing(3)
        outer.addLayout(self._left, 5)
        outer.addLayout(self._right, 2)

    def show_comparison(self, comparison: Comparison, target: str, before: str = "") -> None:
        """Show the sentences about one target, and those about none.

        Args:
            comparison: What they are read from.
            target: The design they are about.
            before: What stands before the first, such as ``So far``; empty: a whole run.
        """
        self._before = f"{before}: " if before else ""
        _clear(self._right)
        for line in _facts(comparison):
            label = _label(line, "small")
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._right.addWidget(label)
        self._right.addStretch(1)
        self._right.addWidget(self.more, 0, Qt.AlignmentFlag.AlignRight)
        about = [s for s in comparison.verdict if s.target == target]
        rest = [s for s in comparison.verdict if not s.target]
        self._sentences = [*about, *rest] if about else rest
        self.setAccessibleDescription(" ".join(one.text for one in self._sentences))
        self._show()

    def _show(self) -> None:
        whole = self.more.isChecked()
        self.more.setText("Shorter" if whole else "Read the whole verdict")
        self.more.setAccessibleName(self.more.text())
        _clear(self._left)
        self.labels = []
        for at, sentence in enumerate(self._sentences):
            lead = at == 0
            if not whole and not lead and sentence.strength == "note":
                continue
            text = sentence.text if whole else _END.split(sentence.text, maxsplit=1)[0]
            role = "title" if lead else "muted" if sentence.strength in _QUIET else ""
            told = f"{self._before if lead else ''}{_SIGNS[sentence.strength]}{text}"
            label = _label(told, role)
            label.setToolTip(sentence.text if text != sentence.text else "")
            self._left.addWidget(label)
            self.labels.append(label)
        self._left.addStretch(1)


_QUIET = ("undecided", "note")


def _facts(comparison: Comparison) -> list[str]:
    """Return what the figures rest on; of a run so far or a preview, as much as there is."""
    horizon = format_value(comparison.horizon_h, "h")
    lines = [f"{comparison.replications} replications of {horizon}, seed {comparison.seed}"]
    if comparison.stopped:
        cells = f"{comparison.computed} cells computed, {comparison.reused} from the library"
        lines += [comparison.stopped, cells]
    return lines + [
        f"{one.title}: {one.facts} facts, {one.choices} choices, {one.assumptions} assumptions"
        for one in comparison.columns
        if one.facts or one.choices or one.assumptions
    ]


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget: QWidget | None = item.widget()
        if isinstance(widget, QLabel):
            widget.hide()
            widget.deleteLater()
