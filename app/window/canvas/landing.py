"""Where something new would land: a ghost of its card, and what it would be joined to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.tokens import CARD_RADIUS, PANEL_RADIUS

if TYPE_CHECKING:
    from app.window.canvas.scene import OrganisationScene


class LandingItem(QGraphicsItem):
    """Drawn above all cards while something is dragged in.

    Attributes:
        ghost: Where its card would stand; null: it has none, or none here.
        target: The card or the box that it would belong to; null: none.
    """

    def __init__(self, scene: OrganisationScene) -> None:
        """Belong to *scene*."""
        super().__init__()
        self._owner = scene
        self.ghost = QRectF()
        self.target = QRectF()
        self.setZValue(4)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_at(self, ghost: QRectF, target: QRectF) -> None:
        """Show where it would land, nothing where both are null."""
        self.prepareGeometryChange()
        self.ghost, self.target = ghost, target
        self.update()

    def boundingRect(self) -> QRectF:
        """Cover both; a ghost may stand beyond all cards."""
        return self.ghost.united(self.target).adjusted(-6, -6, 6, 6)

    def shape(self) -> QPainterPath:
        """Be nowhere: clicks go to what lies below."""
        return QPainterPath()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Draw the ghost and a ring around the target."""
        theme = self._owner.theme
        tint = QColor(theme.accent)
        if not self.target.isNull():
            painter.setPen(QPen(tint, 3.0))
            tint.setAlpha(24)
            painter.setBrush(tint)
            ring = self.target.adjusted(-3, -3, 3, 3)
            painter.drawRoundedRect(ring, PANEL_RADIUS, PANEL_RADIUS)
        if not self.ghost.isNull():
            painter.setPen(QPen(QColor(theme.accent), 2.0, Qt.PenStyle.DashLine))
            ground = QColor(theme.raised)
            ground.setAlpha(200)
            painter.setBrush(ground)
            painter.drawRoundedRect(self.ghost, CARD_RADIUS, CARD_RADIUS)
