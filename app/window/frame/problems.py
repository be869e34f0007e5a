"""The list of problems: what is wrong, where, and a way to the object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem

from app.window.look import appearance, icon
from app.window.look.list_panel import ListPanel
from models.errors import MOST_SHOWN, ScenarioError, ScenarioErrors

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATH = Qt.ItemDataRole.UserRole


class Problems(ListPanel):
    """A panel below the page; hidden while there is nothing to say."""

    asked_for = Signal(str)

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__("strip", "Problems", "problems", 150)
        self.list.setToolTip("Enter or a click shows the object, where there is one.")
        self.list.itemActivated.connect(self._activate)
        self.list.itemClicked.connect(self._activate)

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
        self.show_rows(len(errors) - MOST_SHOWN)

    def _activate(self, item: QListWidgetItem) -> None:
        path = item.data(_PATH)
        if path:
            self.asked_for.emit(path)


def errors_of(error: Exception) -> list[Exception]:
    """Return the single errors in *error*."""
    return list(error.errors) if isinstance(error, ScenarioErrors) else [error]
