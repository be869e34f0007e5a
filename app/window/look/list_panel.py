"""A list with a heading, below or above a page, that can be closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QToolButton, QVBoxLayout

from app.window.look.appearance import appearance
from app.window.look.icons import icon

_ROW_PX, _EDGE_PX = 26, 8


class ListPanel(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, style: str, name: str, what: str, most_px: int) -> None:
        """Start hidden.

        Args:
            style: Name of the style.
            name: What the list holds, for who cannot see it.
            what: The same in "Close the list of ...".
            most_px: Height from which it scrolls.
        """
        super().__init__()
        self._most_px = most_px
        self.setObjectName(style)
        self.heading = QLabel()
        self.heading.setProperty("role", "title")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(f"Close the list of {what}")
        self.close_button.setToolTip("Close this list.")
        self.close_button.clicked.connect(self.hide)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.list)
        appearance().changed.connect(self._tint)
        self._tint()
        self.hide()

    def _tint(self) -> None:
        self.close_button.setIcon(icon("close", appearance().theme.muted))

    def show_rows(self, left: int) -> None:
        """Show the list as high as it needs to be.

        Args:
            left: How many more there are than it holds.
        """
        if left > 0:
            self.list.addItem(f"and {left} more")
        self.list.setFixedHeight(min(self._most_px, _ROW_PX * max(1, self.list.count()) + _EDGE_PX))
        self.show()
