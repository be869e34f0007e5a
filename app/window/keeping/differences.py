"""What differs between the open scenario and the file on the disk, in the words of `diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QToolButton, QVBoxLayout

from app.window.look import appearance, icon
from models.scenario.differences import diff

if TYPE_CHECKING:
    from models.scenario import Scenario

_MOST = 500


class Differences(QFrame):
    """A list below the notices; hidden while nobody asks for it."""

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__()
        self.setObjectName("bar")
        self.heading = QLabel()
        self.heading.setProperty("role", "title")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.close_button = QToolButton()
        self.close_button.setAccessibleName("Close the list of differences")
        self.close_button.setToolTip("Close this list.")
        self.close_button.clicked.connect(self.hide)
        self.list = QListWidget()
        self.list.setAccessibleName("Differences: mine, then theirs")
        self.list.setToolTip("What the file on the disk has otherwise than this window.")
        self.list.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.addLayout(head)
        layout.addWidget(self.list)
        appearance().changed.connect(self._tint)
        self._tint()
        self.hide()

    def _tint(self) -> None:
        self.close_button.setIcon(icon("close", appearance().theme.muted))

    def show_between(self, mine: Scenario, theirs: Scenario, name: str) -> None:
        """List what their file has otherwise than this window."""
        found = diff(mine, theirs)
        count = "1 difference" if len(found) == 1 else f"{len(found)} differences"
        self.heading.setText(
            f"{name}: {count} between yours and theirs ( ~ yours -> theirs, + only theirs, "
            "- only yours )"
        )
        self.list.clear()
        self.list.addItems([str(change) for change in found[:_MOST]])
        if len(found) > _MOST:
            self.list.addItem(f"and {len(found) - _MOST} more")
        self.list.setFixedHeight(min(180, 26 * max(1, self.list.count()) + 8))
        self.show()
        self.list.setFocus()
