"""A list of names is put together from a menu, so that nobody must know ids by heart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton

from app.window.inspector.editors import SmallButton

if TYPE_CHECKING:
    from app.window.inspector.field import Field


class ItemsButton(SmallButton):
    """Shows everything that a list may hold, what it holds with a tick; a choice changes one.

    `chosen` carries the list as it is typed.
    """

    chosen = Signal(str)

    def __init__(self, field: Field) -> None:
        """Offer the options of *field*."""
        super().__init__(
            "▾", f"Choose {field.label}", f"Choose what “{field.label}” names, one after the other."
        )
        self._held: list[str] = []
        self.offered = QMenu(self)
        self.offered.setAccessibleName(f"What {field.label} may name")
        for value, shown in field.options:
            action = self.offered.addAction(shown.replace("&", "&&"))
            action.setData(value)
            action.setCheckable(True)
        self.show_list(field.text)
        self.offered.triggered.connect(self._change)
        self.setMenu(self.offered)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet("QToolButton{padding:0 6px;} QToolButton::menu-indicator{image:none;}")

    def show_list(self, text: str) -> None:
        """Tick what a list names."""
        self._held = [each.strip() for each in text.split(",") if each.strip()]
        for action in self.offered.actions():
            action.setChecked(action.data() in self._held)

    def _change(self) -> None:
        """Keep the order that is there; what is new comes last."""
        ticked = [a.data() for a in self.offered.actions() if a.isChecked()]
        offered = {a.data() for a in self.offered.actions()}
        kept = [each for each in self._held if each in ticked or each not in offered]
        self.chosen.emit(", ".join([*kept, *(each for each in ticked if each not in kept)]))
