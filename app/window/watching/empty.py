"""What the page Playback says before anything is recorded."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.window.look import appearance, pixmap


class EmptyState(QWidget):
    """Says what a recording is, and offers to make one."""

    def __init__(self) -> None:
        """Build it."""
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(12)
        picture = QLabel()
        picture.setPixmap(pixmap("run", appearance().theme.faint, 56, 2.0))
        title = QLabel("Nothing is recorded yet")
        title.setProperty("role", "heading")
        text = QLabel(
            "A recording is one replication of two designs, with every leak, order, end of access\n"
            "and its cause. Play it, go to any moment, ask why, or revoke a fleet's access."
        )
        text.setProperty("role", "muted")
        for label in (picture, title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        self.record = QPushButton("Record   Ctrl+Shift+E")
        self.record.setProperty("main", True)
        self.record.setAccessibleName("Record one replication")
        self.record.setToolTip("Run one replication of two designs and keep what happens.")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.record)
        row.addStretch(1)
        layout.addLayout(row)
