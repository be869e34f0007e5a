"""Painting one card: icon, name, subtitle, chips."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.tokens import CARD_RADIUS, SMALL_PX, TITLE_PX, blend
from app.window.canvas.layout import CARD_WIDTH, snap
from app.window.look.fonts import sized_font
from app.window.look.icons import paint_icon

if TYPE_CHECKING:
    from app.tokens import Theme
    from app.window.canvas.nodes import CardContent
    from app.window.governed import Tone

INSET = 12
COMPACT = ("vault", "log_sink")
"""Kinds whose cards are one line."""

_ICON = 20
_TEXT_LEFT = INSET + _ICON + 8
_CHIPS_TOP = 56
_CHIP_HEIGHT = 18
_CHIP_GAP = 4
_CHIP_PAD = 6
MARGIN = 6
"""Room around a card for its shadow and the ring of a selected one."""


class ChipPlace(NamedTuple):
    """Where a chip stands in its card, and the text that fits."""

    rect: QRectF
    text: str
    tone: Tone
    hint: str


@lru_cache(maxsize=4096)
def chip_places(content: CardContent) -> tuple[ChipPlace, ...]:
    """Return the chips of a card, wrapped into rows; long ones are elided."""
    metrics = QFontMetricsF(sized_font(SMALL_PX))
    room = CARD_WIDTH - 2 * INSET
    x, y, found = 0.0, float(_CHIPS_TOP), []
    for chip in content.chips:
        text = metrics.elidedText(chip.shown, Qt.TextElideMode.ElideRight, room - 2 * _CHIP_PAD)
        width = metrics.horizontalAdvance(text) + 2 * _CHIP_PAD
        if x and x + width > room:
            x, y = 0.0, y + _CHIP_HEIGHT + _CHIP_GAP
        rect = QRectF(INSET + x, y, width, _CHIP_HEIGHT)
        found.append(ChipPlace(rect, text, chip.tone, chip.hint))
        x += width + _CHIP_GAP
    return tuple(found)


@lru_cache(maxsize=4096)
def card_height(content: CardContent) -> int:
    """Return the height of a card, a multiple of the grid."""
    if content.kind in COMPACT and not content.group:
        return 40
    places = chip_places(content)
    bottom = places[-1].rect.bottom() + INSET if places else _CHIPS_TOP
    return snap(bottom + 3)


def paint_card(
    painter: QPainter, content: CardContent, theme: Theme, *, selected: bool, hovered: bool
) -> None:
    """Paint a card with its upper left corner at the origin."""
    height = card_height(content)
    frame = QRectF(0.5, 0.5, CARD_WIDTH - 1, height - 1)
    _paint_frame(painter, frame, theme, selected=selected, hovered=hovered, group=content.group)
    colour = theme.kinds[content.kind]
    compact = height == 40
    tile = QRectF(INSET, 9 if compact else INSET - 1, _ICON + 2, _ICON + 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(blend(colour, theme.raised, 0.14)))
    painter.drawRoundedRect(tile, 5, 5)
    paint_icon(painter, content.icon, colour, tile.adjusted(2.5, 2.5, -2.5, -2.5))
    room = CARD_WIDTH - _TEXT_LEFT - INSET - (18 if content.group else 0)
    title = QPointF(_TEXT_LEFT + 2, 25 if compact else 27)
    _paint_line(painter, content.title, title, room, theme.text, bold=True)
    if compact:
        return
    _paint_line(painter, content.subtitle, QPointF(_TEXT_LEFT + 2, 45), room, theme.muted)
    for place in chip_places(content):
        _paint_chip(painter, place, theme)
    if content.group:
        name = "chevron-down" if content.unfolded else "chevron-right"
        paint_icon(painter, name, theme.muted, QRectF(CARD_WIDTH - 28, 13, 16, 16))


def _paint_frame(
    painter: QPainter,
    frame: QRectF,
    theme: Theme,
    *,
    selected: bool,
    hovered: bool,
    group: bool,
) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if theme.name == "light":
        for spread, alpha in ((3.0, 8), (1.5, 12)):
            painter.setPen(QPen(QColor(23, 32, 43, alpha), spread))
            painter.drawRoundedRect(frame.translated(0, 1), CARD_RADIUS, CARD_RADIUS)
    if selected:
        halo = QColor(theme.accent)
        halo.setAlpha(60)
        painter.setPen(QPen(halo, 6))
        painter.drawRoundedRect(frame, CARD_RADIUS, CARD_RADIUS)
    painter.setBrush(QColor(theme.raised))
    if group:
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawRoundedRect(frame.translated(3, 3), CARD_RADIUS, CARD_RADIUS)
    edge = theme.accent if selected else theme.faint if hovered else theme.line
    painter.setPen(QPen(QColor(edge), 1.6 if selected else 1.0))
    painter.drawRoundedRect(frame, CARD_RADIUS, CARD_RADIUS)


def _paint_line(  # one line of text needs all of these
    painter: QPainter, text: str, at: QPointF, room: float, colour: str, *, bold: bool = False
) -> None:
    font = sized_font(TITLE_PX if bold else SMALL_PX + 1, bold=bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(at, shown)


def _paint_chip(painter: QPainter, place: ChipPlace, theme: Theme) -> None:
    back = theme.line_soft if place.tone == "plain" else getattr(theme, f"{place.tone}_soft")
    front = theme.muted if place.tone == "plain" else getattr(theme, place.tone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(back))
    painter.drawRoundedRect(place.rect, 5, 5)
    painter.setFont(sized_font(SMALL_PX))
    painter.setPen(QColor(front))
    painter.drawText(place.rect, Qt.AlignmentFlag.AlignCenter, place.text)
