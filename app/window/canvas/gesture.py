"""What the mouse can do on a canvas besides moving cards: one class for each gesture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPolygonF

from app.window.canvas.items import CardItem

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.window.canvas.view import CanvasView


class Gesture(Protocol):
    """Is asked before the canvas itself; what it takes, nobody else sees."""

    def take_mouse(self, event: QMouseEvent) -> bool:
        """Take a press, a move or a release; return whether it was taken."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Take a key; return whether it was taken."""


class Lasso:
    """Alt and a drag on the ground draw a free line that selects what it surrounds."""

    def __init__(self, view: CanvasView) -> None:
        """Select cards of *view*."""
        self._view = view
        self._line: QPolygonF | None = None

    def take_mouse(self, event: QMouseEvent) -> bool:
        """Draw the line."""
        at = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if free and not isinstance(self._view.itemAt(at), CardItem):
                self._line = QPolygonF([self._view.mapToScene(at)])
        elif self._line is None:
            return False
        elif event.type() == QEvent.Type.MouseMove:
            self._line.append(self._view.mapToScene(at))
        else:
            self._catch(self._line)
            self._line = None
            self._view.viewport().update()
            return True
        self._view.viewport().update()
        return self._line is not None

    def take_key(self, event: QKeyEvent) -> bool:
        """Escape lets go of the line."""
        taken = self._line is not None and event.key() == Qt.Key.Key_Escape
        if taken:
            self._line = None
            self._view.viewport().update()
        return taken

    def _catch(self, line: QPolygonF) -> None:
        """Select the cards whose middle a free line surrounds."""
        scene = self._view.organisation
        inside, rule = line.boundingRect(), Qt.FillRule.OddEvenFill
        middles = {key: card.sceneBoundingRect().center() for key, card in scene.cards.items()}
        scene.choose(
            key
            for key, middle in middles.items()
            if inside.contains(middle) and line.containsPoint(middle, rule)
        )

    def paint(self, painter: QPainter) -> None:
        """Draw the free line while it is drawn."""
        if self._line is not None:
            pen = QPen(QColor(self._view.organisation.theme.accent), 1.5, Qt.PenStyle.DashLine)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawPolyline(self._line)


def adding(event: QMouseEvent) -> QMouseEvent:
    """Return a click with Shift as one with Ctrl, which is what Qt adds to a selection by."""
    keys = event.modifiers()
    if not keys & Qt.KeyboardModifier.ShiftModifier:
        return event
    return QMouseEvent(
        event.type(), event.position(), event.globalPosition(), event.button(), event.buttons(),
        keys | Qt.KeyboardModifier.ControlModifier,
    )  # fmt: skip
