"""What a page says while there is nothing to show: a picture, why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.window.look import appearance
from app.window.look.icons import pixmap

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_SIDE_PX = 56


class EmptyState(QWidget):
    """Offers one command.

    Attributes:
        title: What there is not.
        lead: What it would be.
        button: Calls the command.
    """

    def __init__(self, picture: str, title: str, text: str, offer: str, action: QAction) -> None:
        """Build it.

        Args:
            picture: Name of an icon; empty where there is no room for one.
            title: What there is not.
            text: What it would be, in a sentence or two.
            offer: Text of the button; the key of *action* is added.
            action: What the button calls.
        """
        super().__init__()
        self._name, self._picture = picture, QLabel()
        self.title, self.lead = QLabel(title), QLabel(text)
        self.title.setProperty("role", "heading")
        self.lead.setProperty("role", "muted")
        self.button = QPushButton(f"{offer}   {action.shortcut().toString()}")
        self.button.setProperty("main", True)
        self.button.setAccessibleName(f"{offer} now")
        self.button.setToolTip(action.toolTip())
        self.button.clicked.connect(action.trigger)
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(12)
        for label in (self._picture, self.title, self.lead):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        row.addStretch(1)
        layout.addLayout(row)
        self._picture.setVisible(bool(picture))
        appearance().changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        if self._name:
            picture = pixmap(self._name, appearance().theme.faint, _SIDE_PX, 3.0)
            self._picture.setPixmap(picture)
