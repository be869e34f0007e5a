"""The list of problems: what is wrong, where, and a way to the object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
)

from app.window.look import appearance, icon
from models.errors import MOST_SHOWN, ScenarioError, ScenarioErrors

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATH = Qt.ItemDataRole.UserRole


class Problems(QFrame):
    """A panel below the page; hidden while there is nothing to say."""

    asked_for = Signal(str)

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__()
        self.setObjectName("strip")
        self.heading = QLabel()
        self.heading.setProperty("role", "title")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.close_button = QToolButton()
        self.close_button.setAccessibleName("Close the list of problems")
        self.close_button.setToolTip("Close this list.")
        self.close_button.clicked.connect(self.hide)
        self.list = QListWidget()
        self.list.setAccessibleName("Problems")
        self.list.setToolTip("Enter or a click shows the object, where there is one.")
        self.list.setWordWrap(True)
        self.list.setMaximumHeight(150)
        self.list.itemActivated.connect(self._activate)
        self.list.itemClicked.connect(self._activate)
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

    def show_errors(self, heading: str, errors: Sequence[Exception]) -> None:
        """List errors; those of a scenario lead to their object."""
        self.heading.setText(heading)
        self.list.clear()
        picture = icon("error", appearance().theme.bad)
        for error in errors[:MOST_SHOWN]:
            item = QListWidgetItem(picture, str(error))
            if isinstance(error, ScenarioError) and error.place.path:
                item.setData(_PATH, error.place.path)
                item.setToolTip("Click: show the object, where the file is open.")
            self.list.addItem(item)
        if len(errors) > MOST_SHOWN:
            self.list.addItem(f"and {len(errors) - MOST_SHOWN} more")
        self.list.setFixedHeight(min(150, 26 * self.list.count() + 8))
        self.show()

    def _activate(self, item: QListWidgetItem) -> None:
        path = item.data(_PATH)
        if path:
            self.asked_for.emit(path)


def errors_of(error: Exception) -> list[Exception]:
    """Return the single errors in *error*."""
    return list(error.errors) if isinstance(error, ScenarioErrors) else [error]
