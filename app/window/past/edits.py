"""All states of the document by the names of the edits; choose one to go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.window.look import appearance

if TYPE_CHECKING:
    from app.window.document import Document


class EditList(QListWidget):
    """The newest state below; ▶ is where one is, ● what the file holds."""

    def __init__(self, document: Document) -> None:
        """Follow *document*."""
        super().__init__()
        self._document = document
        self.setWordWrap(True)
        self.setAccessibleName("History of edits")
        self.setToolTip("Enter or a click goes to that state; nothing is lost before a new edit.")
        self.itemClicked.connect(self._go)
        self.itemActivated.connect(self._go)
        document.opened.connect(self.show_history)
        document.scenario_changed.connect(self.show_history)
        document.stored.connect(self.show_history)
        appearance().changed.connect(self.show_history)

    def show_history(self) -> None:
        """Show all states."""
        if not self._document.is_open:
            self.clear()
            return
        history = self._document.history
        while self.count() > len(history.steps):
            self.takeItem(self.count() - 1)
        while self.count() < len(history.steps):
            self.addItem(QListWidgetItem())
        theme = appearance().theme
        for row, step in enumerate(history.steps):
            here = "▶ " if row == history.at else "   "
            saved = "  ● saved" if row == history.saved else ""
            item = self.item(row)
            item.setText(f"{here}{step.name or 'As it was opened'}{saved}")
            item.setForeground(QColor(theme.muted if row > history.at else theme.text))
        self.setCurrentRow(history.at)

    def _go(self, item: QListWidgetItem) -> None:
        self._document.go_to(self.row(item))
