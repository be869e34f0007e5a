"""Painting one card: icon, name, subtitle, chips."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.tokens import CARD_RADIUS, SMALL_PX, TITLE_PX, blend
from app.window.canvas.layout import CARD_WIDTH, snap
from app.window.look.fitting import fitted
from app.window.look.icons import paint_icon

if TYPE_CHECKING:
    from app.tokens import Theme
    from app.window.canvas.nodes import CardContent
    from app.window.governed import Tone

INSET = 12
COMPACT = ("vault", "log_sink")
"""Kinds whose cards are one line."""

Sizes = tuple[tuple[int, int], ...]
_TITLE: Sizes = ((TITLE_PX, 1), (SMALL_PX + 1, 2), (SMALL_PX - 1, 3))
_SUBTITLE: Sizes = ((SMALL_PX + 1, 1), (SMALL_PX, 1), (SMALL_PX - 2, 2))
_CHIP: Sizes = ((SMALL_PX, 1), (SMALL_PX - 1, 1), (SMALL_PX - 2, 1))
"""Pixels and most lines of each text, the preferred ones first."""

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
    term: str
    font: QFont


@lru_cache(maxsize=4096)
def chip_places(content: CardContent) -> tuple[ChipPlace, ...]:
    """Return the chips of a card, wrapped into rows; long ones are smaller."""
    room = CARD_WIDTH - 2 * INSET
    x, y, found = 0.0, float(_CHIPS_TOP), []
    for chip in content.chips:
        font, (text,) = fitted(chip.shown, room - 2 * _CHIP_PAD, _CHIP)
        width = QFontMetricsF(font).horizontalAdvance(text) + 2 * _CHIP_PAD
        if x and x + width > room:
            x, y = 0.0, y + _CHIP_HEIGHT + _CHIP_GAP
        rect = QRectF(INSET + x, y, width, _CHIP_HEIGHT)
        found.append(ChipPlace(rect, text, chip.tone, chip.hint, chip.term, font))
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
    title = QRectF(_TEXT_LEFT + 2, 1 if compact else 4, room, 38 if compact else 32)
    _paint_text(painter, content.title, title, _TITLE, theme.text, bold=True)
    if compact:
        return
    below = QRectF(_TEXT_LEFT + 2, 34, room, 20)
    _paint_text(painter, content.subtitle, below, _SUBTITLE, theme.muted)
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


def _paint_text(  # a text needs all of these
    painter: QPainter, text: str, where: QRectF, sizes: Sizes, colour: str, *, bold: bool = False
) -> None:
    """Paint a text as large as it fits, in the middle of the height of its place."""
    font, lines = fitted(text, where.width(), sizes, bold=bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    metrics = QFontMetricsF(font)
    spacing = metrics.ascent() + metrics.descent()
    top = where.center().y() - spacing * len(lines) / 2
    for at, line in enumerate(lines):
        painter.drawText(QPointF(where.left(), top + at * spacing + metrics.ascent()), line)


def _paint_chip(painter: QPainter, place: ChipPlace, theme: Theme) -> None:
    back = theme.line_soft if place.tone == "plain" else getattr(theme, f"{place.tone}_soft")
    front = theme.muted if place.tone == "plain" else getattr(theme, place.tone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(back))
    painter.drawRoundedRect(place.rect, 5, 5)
    painter.setFont(place.font)
    painter.setPen(QColor(front))
    painter.drawText(place.rect, Qt.AlignmentFlag.AlignCenter, place.text)
