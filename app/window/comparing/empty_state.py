"""What the page says before anything was compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.window.look import appearance, pixmap

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class EmptyState(QWidget):
    """Offers to run."""

    def __init__(self, run: QAction) -> None:
        """Offer *run*."""
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(12)
        picture = QLabel()
        picture.setPixmap(pixmap("experiment", appearance().theme.faint, 56, 2.0))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = QLabel("Nothing has been compared yet")
        self.title.setProperty("role", "heading")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text = QLabel(
            "A run simulates the organisation under every design with the same chances, and\n"
            "says what differs and how sure that is."
        )
        text.setProperty("role", "muted")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton("Run comparison   Ctrl+R")
        self.button.setProperty("main", True)
        self.button.setAccessibleName("Run comparison now")
        self.button.setToolTip(run.toolTip())
        self.button.clicked.connect(run.trigger)
        for widget in (picture, self.title, text):
            layout.addWidget(widget)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        row.addStretch(1)
        layout.addLayout(row)

    def show_running(self, running: bool) -> None:
        """Say that a run is under way, or offer one."""
        first = "The first comparison is under way; you can go on editing"
        self.title.setText(first if running else "Nothing has been compared yet")
        self.button.setVisible(not running)
