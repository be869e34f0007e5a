"""A window beside the main one that blocks nothing: sheets, glossary, version."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


class SideWindow(QDialog):
    """Closed by its button or Escape, and then gone."""

    def __init__(self, parent: QWidget, title: str) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.body = QVBoxLayout(self)

    def add_search(self, what: str) -> QLineEdit:
        """Add a line that narrows a list while one types."""
        search = QLineEdit()
        search.setAcceptDrops(False)
        search.setPlaceholderText(f"Search {what}")
        search.setAccessibleName(f"Search {what}")
        search.setToolTip(f"Shows only {what} that fit these letters.")
        search.setClearButtonEnabled(True)
        self.body.addWidget(search)
        return search

    def add_close(self) -> None:
        """Add the button that closes it."""
        buttons = QDialogButtonBox()
        close = QPushButton("Close")
        close.setAccessibleName("Close")
        close.setToolTip("Close this window (Escape).")
        close.clicked.connect(self.close)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        close.setAutoDefault(False)
        self.body.addWidget(buttons)
