"""Handles at the edges of cards from which wires are drawn, and the wire that is being drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.window.canvas.layout import CARD_WIDTH
from app.window.canvas.wires import ANCHOR_Y, add_curve

if TYPE_CHECKING:
    from app.window.canvas.scene import OrganisationScene

_RADIUS, _LEAST_PX = 8.0, 7.0
_REACH_PX = 4.0
"""Pixels around a handle that count as the handle."""

_MOST = 12
"""Of more selected cards only the one below the pointer shows its handle."""


class HandlesItem(QGraphicsItem):
    """Handles of the cards in focus, above all cards.

    Attributes:
        near: Key of a card that keeps its handle while the pointer is on the handle's outer half.
        wire: Both ends of the wire that is drawn, in scene units; None: no wire is drawn.
        fits: Whether that wire ends where it can.
    """

    def __init__(self, scene: OrganisationScene) -> None:
        """Belong to *scene*."""
        super().__init__()
        self._owner = scene
        self.near = ""
        self.wire: tuple[QPointF, QPointF] | None = None
        self.fits = False
        self.setZValue(3)
        self._scale = 1.0
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setToolTip("Drag to another card to join them.  By keyboard: Ctrl+Shift+J.")

    def boundingRect(self) -> QRectF:
        """Cover everything."""
        return self._owner.extent

    def shape(self) -> QPainterPath:
        """Be where the handles are: there the pointer changes."""
        path, radius = QPainterPath(), self._radius(self._scale)
        if self.wire is None:
            for key in self.shown():
                path.addEllipse(self.place(key), radius, radius)
        return path

    # -- where they are ------------------------------------------------------------------

    def shown(self) -> list[str]:
        """Return the cards that show a handle."""
        if self._owner.is_on_paper:
            return []
        near = {self.near, self._owner.hovered} & self._owner.cards.keys()
        chosen = {card.node.key for card in self._owner.selected_cards()}
        return sorted(near | chosen if len(chosen) <= _MOST else near)

    def place(self, key: str) -> QPointF:
        """Return the middle of the handle of a card."""
        return self._owner.cards[key].pos() + QPointF(CARD_WIDTH, ANCHOR_Y)

    def at(self, where: QPointF, scale: float) -> str:
        """Return the card whose handle lies at a place; empty: there is none.

        Args:
            where: In scene units.
            scale: Pixels per scene unit.
        """
        reach = self._radius(scale) + _REACH_PX / scale
        for key in self.shown():
            off = where - self.place(key)
            if off.x() ** 2 + off.y() ** 2 <= reach**2:
                return key
        return ""

    @staticmethod
    def _radius(scale: float) -> float:
        return max(_RADIUS, _LEAST_PX / scale)

    # -- painting ------------------------------------------------------------------------

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Draw the handles, or the wire while one is drawn."""
        theme = self._owner.theme
        self._scale = painter.worldTransform().m11()
        if self.wire is None:
            radius = self._radius(self._scale)
            for key in self.shown():
                self._paint_handle(painter, self.place(key), radius)
            return
        start, end = self.wire
        pen = QPen(QColor(theme.accent if self.fits else theme.muted), 2.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if not self.fits:
            pen.setDashPattern([3.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath()
        add_curve(path, start.x(), start.y(), end.x(), end.y())
        painter.drawPath(path)
        painter.setBrush(pen.color())
        painter.setPen(Qt.PenStyle.NoPen)
        for point in (start, end):
            painter.drawEllipse(point, 4.5, 4.5)

    def _paint_handle(self, painter: QPainter, at: QPointF, radius: float) -> None:
        theme = self._owner.theme
        painter.setPen(QPen(QColor(theme.raised), radius / 4))
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(at, radius, radius)
        painter.setPen(QPen(QColor(theme.on_accent), radius / 5, c=Qt.PenCapStyle.RoundCap))
        tip, arm = at + QPointF(radius * 0.5, 0), radius * 0.4
        painter.drawLine(at - QPointF(radius * 0.5, 0), tip)
        painter.drawLine(tip, tip + QPointF(-arm, -arm))
        painter.drawLine(tip, tip + QPointF(-arm, arm))
