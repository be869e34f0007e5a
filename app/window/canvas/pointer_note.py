"""A few words at the pointer while something is dragged over the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.window.look.restyle import set_look

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from app.window.canvas.view import CanvasView

Mood = Literal["ok", "bad", "muted"]
"""Whether it can be, cannot be, or depends on where one goes."""

_WIDTH, _ASIDE, _MARGIN = 300, 16, 4


class PointerNote(QLabel):
    """Hidden while nothing is dragged."""

    def __init__(self, view: CanvasView, name: str) -> None:
        """Lie over *view*; *name* says what it is to who cannot see it."""
        super().__init__(view.viewport())
        self._view = view
        self.setObjectName("panel")
        self.setAccessibleName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(9)
        self.setFixedWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str, at: QPoint, mood: Mood) -> None:
        """Say something beside a place; a sign stands before what cannot be.

        Args:
            text: One sentence.
            at: In pixels of the viewport.
            mood: Whether it can be.
        """
        self.setText(f"✕  {text}" if mood == "bad" else text)
        set_look(self, "mood", mood)
        self.setFixedHeight(self.heightForWidth(_WIDTH))
        room = self._view.viewport().size()
        x = at.x() + _ASIDE
        if x + _WIDTH > room.width():
            x = at.x() - _ASIDE - _WIDTH
        y = min(at.y() + _ASIDE, room.height() - self.height() - _MARGIN)
        self.move(max(x, _MARGIN), max(y, _MARGIN))
        self.show()
        self.raise_()
