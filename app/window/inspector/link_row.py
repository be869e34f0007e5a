"""A row that leads to another object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.window.inspector.moving import movers
from app.window.look.wrapped_button import WrappedButton
from app.window.objects import SINGULARS, ObjectRef
from models.scenario.ordering import order_of

if TYPE_CHECKING:
    from app.window.inspector.relations import Relation

_EDGES_PX = 20


class LinkRow(QWidget):
    """Leads to an object; where order has a meaning, two buttons move it among its like."""

    chosen = Signal(object)
    moved = Signal(object, int)

    def __init__(self, relation: Relation, title: str) -> None:
        """Show an object by its title, with a remark."""
        super().__init__()
        self.ref, remark = relation
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._make_link(self.ref, title), 1)
        if remark:
            label = QLabel(remark)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "small")
            across.addWidget(label)
        meaning = order_of(self.ref.path[:-1]) if self.ref.design else ""
        if meaning:
            for button in movers(title, meaning, self.move_by):
                across.addWidget(button)

    def _make_link(self, ref: ObjectRef, title: str) -> WrappedButton:
        button = WrappedButton(title, _EDGES_PX)
        button.setObjectName("link")
        button.setAccessibleName(f"Go to {title}")
        button.setToolTip(f"Select the {SINGULARS[ref.kind].lower()} {title}.")
        button.setStyleSheet("QPushButton#link{text-align:left;padding:4px 8px;}")
        button.clicked.connect(self._choose)
        return button

    def _choose(self) -> None:
        self.chosen.emit(self.ref)

    def move_by(self, by: int) -> None:
        """Ask for another place among its like."""
        self.moved.emit(self.ref, by)
