"""The verdict: generated sentences, and what they rest on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.window.comparing.panel_tools import PanelTools
from app.window.look.saving import TEXTS, ask_where
from models.metrics import NUMBERS
from models.metrics.wording import format_value

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog

    from app.window.comparing.enlarged_verdict import EnlargedVerdict
    from app.window.comparing.standing import Shown
    from models.comparison import Comparison, Sentence

_SIGNS = {"finding": "", "cost": "▲ ", "undecided": "", "note": ""}
_END = re.compile(r"(?<=[.])\s+(?=[A-Z“])")


class Verdict(QFrame):
    """Short at first: what each headline metric says; the whole text on request.

    `said` carries a sentence for the status bar; `table_asked` asks for the figures.
    """

    said = Signal(str)
    table_asked = Signal()

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
        self.tools = PanelTools("Verdict", self)
        self.tools.add("table", "The figures as a table", self.table_asked.emit)
        self.tools.add("fit", "Enlarge", self.enlarge)
        self.tools.add("copy", "Copy the whole verdict", self.copy)
        self.tools.add("save", "Save as text…", self.ask_save)
        self.enlarged: EnlargedVerdict | None = None
        self.dialog: QFileDialog | None = None
        self._sentences: list[Sentence] = []
        self._rests_on: list[str] = []
        self._before = ""
        outer = QHBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(24)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._left.setSpacing(5)
        self._right.setSpacing(3)
        outer.addLayout(self._left, 5)
        right, buttons = QVBoxLayout(), QHBoxLayout()
        right.addLayout(self._right)
        right.addStretch(1)
        right.addLayout(buttons)
        buttons.addStretch(1)
        buttons.addWidget(self.tools)
        buttons.addWidget(self.more)
        outer.addLayout(right, 2)

    def show_target(self, shown: Shown, target: str) -> None:
        """Show the sentences about one target, and those about none."""
        comparison = shown.comparison
        self._before = f"{shown.before}: " if shown.before else ""
        _clear(self._right)
        self._rests_on = _facts(comparison)
        for line in self._rests_on:
            label = _label(line, "small")
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._right.addWidget(label)
        about = [s for s in comparison.verdict if s.target == target]
        rest = [s for s in comparison.verdict if not s.target]
        self._sentences = [*about, *rest] if about else rest
        self.setAccessibleDescription(" ".join(one.text for one in self._sentences))
        self._show()

    @property
    def _told(self) -> list[str]:
        """Every sentence, as it is said outside of this page."""
        told = [f"{_SIGNS[one.strength]}{one.text}" for one in self._sentences]
        return [f"{self._before}{line}" for line in told[:1]] + told[1:]

    @property
    def _text(self) -> str:
        """The whole verdict, a line each: its sentences, what they rest on."""
        return "\n".join([*self._told, "", *self._rests_on])

    def copy(self) -> None:
        """Put the whole verdict on the clipboard."""
        QGuiApplication.clipboard().setText(self._text)
        self.said.emit("The verdict is on the clipboard")

    def enlarge(self) -> None:
        """Show the whole verdict in a window of its own."""
        from app.window.comparing.enlarged_verdict import EnlargedVerdict

        self.enlarged = EnlargedVerdict(self._told, self._rests_on, self.window())
        self.enlarged.show()

    def ask_save(self) -> None:
        """Let the user choose where the verdict goes."""
        self.dialog = ask_where(self, "Save the verdict", TEXTS, "verdict.txt", self.save)

    def save(self, path: Path) -> None:
        """Write the whole verdict to a file."""
        from models.formats import replace_file

        try:
            replace_file(path, f"{self._text}\n".encode())
        except OSError as error:
            self.said.emit(f"{path.name} was not written: {error.strerror or error}")
        else:
            self.said.emit(f"Saved {path.name}")

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
            label.setToolTip(_hint(sentence, text))
            self._left.addWidget(label)
            self.labels.append(label)
        self._left.addStretch(1)


_QUIET = ("undecided", "note")


def _hint(sentence: Sentence, shown: str) -> str:
    """Return the whole of a sentence, and what the metric is that it speaks of."""
    metric = NUMBERS.get(sentence.metric)
    about = "" if metric is None else f"{metric.name}: {metric.text}"
    whole = sentence.text if shown != sentence.text else ""
    return "\n".join(filter(None, (whole, about)))


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
