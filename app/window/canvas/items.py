"""The items of the scene: cards, all wires in one, all outlines in one, and far dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
    QStyle,
    QStyleOptionGraphicsItem,
    QWidget,
)

from app.tokens import CARD_RADIUS
from app.window.canvas.card_painting import MARGIN, card_height, chip_places, paint_card
from app.window.canvas.layout import CARD_WIDTH, snap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QGraphicsSceneHoverEvent, QGraphicsSceneMouseEvent

    from app.window.canvas.card_painting import ChipPlace
    from app.window.canvas.nodes import Node
    from app.window.canvas.scene import OrganisationScene

FAR_SCALE = 0.25
"""Below this, cards are dots that one item draws."""

DIM = 0.28
"""How much is left of what is not lit while something is."""


class CardItem(QGraphicsRectItem):
    """A card; boxes and hit tests are Qt's own, painting copies a cached picture."""

    def __init__(self, node: Node, scene: OrganisationScene) -> None:
        """Stand for *node*."""
        super().__init__(0, 0, CARD_WIDTH, card_height(node.content))
        self.node = node
        self._owner = scene
        self.hovered = False
        self.setAcceptHoverEvents(True)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsMovable)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemSendsGeometryChanges)
        self.setPen(Qt.PenStyle.NoPen)
        self.setZValue(1)

    def show_node(self, node: Node) -> None:
        """Stand for a node with the same key and another content."""
        self.node = node
        self.setRect(0, 0, CARD_WIDTH, card_height(node.content))
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Copy the picture of the card, dimmed or ringed where some cards are lit."""
        owner = self._owner
        if owner.is_on_paper:
            paint_card(painter, self.node.content, owner.theme, selected=False, hovered=False)
            return
        if owner.lit is None:
            self._copy(painter, option, widget)
            return
        painter.setOpacity(1.0 if self.node.key in owner.lit else DIM)
        self._copy(painter, option, widget)
        painter.setOpacity(1.0)
        if self.node.key in owner.ringed:
            is_pointed = self.node.key == owner.pointed
            painter.setPen(QPen(QColor(owner.theme.accent), 4.0 if is_pointed else 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            out = 4.0 if is_pointed else 3.0
            ring = self.rect().adjusted(-out, -out, out, out)
            painter.drawRoundedRect(ring, CARD_RADIUS + out, CARD_RADIUS + out)

    def _copy(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None
    ) -> None:
        owner = self._owner
        ratio = painter.device().devicePixelRatioF() if widget is None else owner.ratio
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        picture = owner.shelf.picture(
            self.node.content,
            owner.theme,
            owner.crisp_scale * ratio,
            selected=selected,
            hovered=self.hovered,
        )
        if picture is None:
            painter.fillRect(self.rect(), QColor(owner.theme.raised))
            return
        whole = painter.worldTransform()
        scale = whole.m11()
        if abs(owner.crisp_scale - scale) > 1e-9:
            target = self.rect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
            painter.drawPixmap(target, picture, QRectF(picture.rect()))
            return
        x = round((whole.dx() - MARGIN * scale) * ratio) / ratio
        y = round((whole.dy() - MARGIN * scale) * ratio) / ratio
        picture.setDevicePixelRatio(ratio)
        painter.resetTransform()
        painter.drawPixmap(QPointF(x, y), picture)
        painter.setWorldTransform(whole)

    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: object) -> object:
        """Keep moved cards on the grid, and wires at their ends."""
        if change == QGraphicsItem.GraphicsItemChange.ItemPositionChange and isinstance(
            value, QPointF
        ):
            return QPointF(snap(value.x()), snap(value.y()))
        if change == QGraphicsItem.GraphicsItemChange.ItemPositionHasChanged:
            self._owner.card_moved(self)
        return super().itemChange(change, value)

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Light up the card and its wires."""
        self.hovered = True
        self._owner.hover(self.node.key)
        super().hoverEnterEvent(event)

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Say what the chip under the pointer means."""
        chip, content = self.chip_at(event.pos()), self.node.content
        self.setToolTip(chip.hint if chip else f"{content.title}\n{content.subtitle}")

    def chip_at(self, at: QPointF) -> ChipPlace | None:
        """Return the chip at a place of the card, if there is one."""
        places = chip_places(self.node.content)
        return next((place for place in places if place.rect.contains(at)), None)

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Go quiet again."""
        self.hovered = False
        self._owner.hover("")
        super().hoverLeaveEvent(event)

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Fold or unfold a group."""
        if self.node.content.group:
            self._owner.toggle(self.node.key)
            return
        super().mouseDoubleClickEvent(event)


class DotsItem(QGraphicsItem):
    """All cards as coloured blocks, for scales at which no text can be read."""

    def __init__(self, scene: OrganisationScene) -> None:
        """Belong to *scene*."""
        super().__init__()
        self._owner = scene
        self.setZValue(2)
        self.setVisible(False)

    def boundingRect(self) -> QRectF:
        """Cover everything."""
        return self._owner.extent

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Draw the visible blocks of each kind in one call."""
        owner = self._owner
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if owner.lit is not None:
            painter.setOpacity(DIM)
            self._draw_blocks(painter, owner.visible_blocks(owner.lit, others=True))
            painter.setOpacity(1.0)
        self._draw_blocks(painter, owner.visible_blocks(owner.lit))
        chosen = [item.sceneBoundingRect() for item in owner.selected_cards()]
        if chosen:
            painter.setBrush(QColor(owner.theme.accent))
            painter.drawRects(chosen)

    def _draw_blocks(self, painter: QPainter, blocks: Mapping[str, list[QRectF]]) -> None:
        for kind, rects in blocks.items():
            painter.setBrush(QColor(self._owner.theme.kinds[kind]))
            painter.drawRects(rects)
