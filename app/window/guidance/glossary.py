"""The glossary: every term, searchable, and the answer to What's this?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QWidget

from app.window.guidance.matching import badness
from app.window.guidance.side_window import SideWindow
from app.window.guidance.terms import glossary

if TYPE_CHECKING:
    from app.window.guidance.terms import Term

_FROM = {
    "word": "",
    "metric": "A metric.",
    "control": "A setting of a control.",
}


class GlossaryWindow(SideWindow):
    """Terms above, the definition of the chosen one below."""

    def __init__(self, parent: QWidget) -> None:
        """List all terms."""
        super().__init__(parent, "Glossary")
        self._terms: list[Term] = []
        self.search = self.add_search("terms")
        self.search.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName("Terms")
        self.list.setToolTip("Choose a term to read its definition below.")
        self.list.currentRowChanged.connect(self._show_row)
        self.name = _text("title")
        self.text = _text("")
        self.origin = _text("small")
        self.body.addWidget(self.list, 1)
        for label in (self.name, self.text, self.origin):
            self.body.addWidget(label)
        self.add_close()
        self.resize(480, 560)
        self._narrow("")
        self.search.setFocus()

    def show_term(self, term: Term) -> None:
        """Show one term; it need not be in the list."""
        self.search.clear()
        if term in self._terms:
            self.list.setCurrentRow(self._terms.index(term))
        self._tell(term)

    def _narrow(self, wanted: str) -> None:
        found = [(badness(wanted, term.name), term) for term in glossary()]
        fitting = [(bad, at, term) for at, (bad, term) in enumerate(found) if bad is not None]
        if wanted:
            fitting.sort(key=lambda each: each[:2])
        self._terms = [term for _bad, _at, term in fitting]
        self.list.clear()
        self.list.addItems([term.name for term in self._terms])
        if self._terms:
            self.list.setCurrentRow(0)
        else:
            self.name.setText("No such term")
            self.text.setText("Try another word, or fewer letters.")
            self.origin.clear()

    def _show_row(self, row: int) -> None:
        if 0 <= row < len(self._terms):
            self._tell(self._terms[row])

    def _tell(self, term: Term) -> None:
        self.name.setText(term.name)
        self.text.setText(term.text)
        self.origin.setText(_FROM[term.subject])


def _text(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
