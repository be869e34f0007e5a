"""A picture of an organisation without chips: blocks, outlines and wires."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from app.tokens import blend
from app.window.canvas.layout import CARD_WIDTH, SLOT
from app.window.canvas.nodes import draw
from app.window.canvas.outlines import outlines_of
from app.window.canvas.wires import paint_flows

if TYPE_CHECKING:
    from app.tokens import Theme
    from app.window.canvas.nodes import Plan
    from app.window.governed import Governed


@dataclass(frozen=True)
class Sketch:
    """A picture and where things are on it.

    Attributes:
        picture: The picture.
        rects: Where the card of each node is, in device-independent pixels, by its key.
        plan: What was drawn.
    """

    picture: QPixmap
    rects: dict[str, QRectF]
    plan: Plan


def sketch(
    governed: Governed,
    theme: Theme,
    width: int,
    height: int,
    ratio: float,
) -> Sketch:
    """Return a picture of *width* x *height* device-independent pixels.

    Args:
        governed: The scenario under a design.
        theme: Colours.
        width: Pixels.
        height: Pixels.
        ratio: Device pixels in a pixel.
    """
    plan = draw(governed, frozenset(), governed)
    rects = {
        key: QRectF(*plan.positions[key], CARD_WIDTH, max(SLOT[node.kind] * 0.66, 48))
        for key, node in plan.nodes.items()
    }
    box = QRectF()
    for rect in rects.values():
        box = box.united(rect)
    box.adjust(-40, -50, 40, 40)
    picture = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(theme.background))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = min(width / box.width(), height / box.height())
    painter.translate(width / 2, height / 2)
    painter.scale(scale, scale)
    painter.translate(-box.center())
    _paint_outlines(painter, governed, plan, rects, theme)
    paint_flows(painter, plan, rects, theme, 4.0)
    for key, node in plan.nodes.items():
        _paint_block(painter, rects[key], theme, theme.kinds[node.kind])
    placed = {key: painter.transform().mapRect(rect) for key, rect in rects.items()}
    painter.resetTransform()
    painter.end()
    return Sketch(picture, placed, plan)


def _paint_outlines(
    painter: QPainter, governed: Governed, plan: Plan, rects: dict[str, QRectF], theme: Theme
) -> None:
    groups: dict[str, tuple[str, bool, list[QRectF]]] = {}
    for key, node in plan.nodes.items():
        if node.kind == "platform":
            bound = governed.directory_of(node.members[0])
            local = governed.is_local(node.members[0])
            groups.setdefault(bound, ("", local, []))[2].append(rects[key])
    for outline in outlines_of(groups):
        tint = theme.faint if outline.local else theme.kinds["directory"]
        painter.setPen(QPen(QColor(blend(tint, theme.background, 0.6)), 4))
        painter.setBrush(QColor(blend(tint, theme.background, 0.08)))
        painter.drawRoundedRect(outline.rect, 16, 16)


def _paint_block(painter: QPainter, rect: QRectF, theme: Theme, colour: str) -> None:
    painter.setPen(QPen(QColor(theme.line), 3))
    painter.setBrush(QColor(theme.surface))
    painter.drawRoundedRect(rect, 16, 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    side = min(44.0, rect.height() - 16)
    painter.drawRoundedRect(QRectF(rect.left() + 16, rect.top() + 14, side, side), 10, 10)
    painter.setBrush(QColor(blend(theme.text, theme.surface, 0.25)))
    painter.drawRoundedRect(QRectF(rect.left() + 76, rect.top() + 20, 110, 12), 6, 6)
    painter.setBrush(QColor(blend(theme.text, theme.surface, 0.12)))
    painter.drawRoundedRect(QRectF(rect.left() + 76, rect.top() + 42, 76, 10), 5, 5)
