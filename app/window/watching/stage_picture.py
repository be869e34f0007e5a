"""What stands still on a stage: cards with whole names, as wide as there is room for.

Cards stand in the columns and in the order that they have on the canvas, without the distances
there: so names fit that would be a few pixels high in a picture of the canvas.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from app.tokens import blend
from app.window.canvas.layout import CARD_WIDTH
from app.window.canvas.outlines import outlines_of
from app.window.canvas.wires import paint_flows
from app.window.look.fitting import fitted
from app.window.look.fonts import sized_font

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFont

    from app.tokens import Theme
    from app.window.canvas.nodes import Node, Plan
    from app.window.governed import Governed

SHOWN = ("directory", "platform", "fleet")
"""Kinds on a stage: vaults and log sinks have no state there."""

_STATES = {"directory": 0, "platform": 2, "fleet": 1}
"""Lines below the name: how many there are, then chips."""

_EDGE, _TOP, _NARROW, _WIDE, _APART = 8.0, 8.0, 10.0, 26.0, 4.0
_PAD, _STRIP, _TEXT_LEFT, _TEXT_RIGHT = 3.0, 3.0, 7.0, 3.0
_LEAST_PX, _MOST_PX, _NAME_SHARE = 9, 14, 0.068
_LEAST_WIDTH = 48.0
"""Narrower cards have no names: pointing at one tells it."""

_MOST_LINES = 6


@dataclass(frozen=True)
class Card:
    """Where a card is, and its name as it is written there.

    Attributes:
        rect: Pixels.
        font: Of the name.
        lines: Of the name; none where cards are too narrow.
    """

    rect: QRectF
    font: QFont
    lines: tuple[str, ...]

    @property
    def below(self) -> float:
        """Where the name ends."""
        return self.rect.top() + _PAD + len(self.lines) * _line_px(self.font)


@dataclass(frozen=True)
class Arrangement:
    """All cards of a stage.

    Attributes:
        plan: What is arranged.
        cards: By the key of their node.
        least_height: In how many pixels all are whole.
        text_px: How high what is written on them is.
    """

    plan: Plan
    cards: dict[str, Card]
    least_height: int
    text_px: int


def arranged(plan: Plan, width: float, height: float) -> Arrangement:
    """Return where the cards of a plan stand in *width* x *height* pixels."""
    columns = _columns(plan)
    gaps = [
        _NARROW if plan.nodes[one[0]].kind == plan.nodes[next_[0]].kind else _WIDE
        for one, next_ in itertools.pairwise(columns)
    ]
    wide = max(4.0, (width - 2 * _EDGE - sum(gaps)) / max(1, len(columns)))
    text_px = round(min(max(wide * _NAME_SHARE, _LEAST_PX), _MOST_PX))
    cards: dict[str, Card] = {}
    left, least = _EDGE, 0.0
    for column, gap in zip(columns, [*gaps, 0.0], strict=True):
        named = [_named(plan.nodes[key], wide, text_px) for key in column]
        heights = [_height(plan.nodes[key], *name) for key, name in zip(column, named, strict=True)]
        least = max(least, sum(heights) + _APART * (len(column) - 1) + 2 * _TOP)
        tops = _tops([plan.positions[key][1] for key in column], heights, plan, height)
        for key, name, top, high in zip(column, named, tops, heights, strict=True):
            cards[key] = Card(QRectF(left, top, wide, high), *name)
        left += wide + gap
    return Arrangement(plan, cards, round(least), text_px)


def _columns(plan: Plan) -> list[list[str]]:
    """Return the cards that are shown by column, from above; cards that overlap share one."""
    shown = [key for key, node in plan.nodes.items() if node.kind in SHOWN]
    columns: list[list[str]] = []
    start = 0
    for key in sorted(shown, key=lambda each: plan.positions[each]):
        x = plan.positions[key][0]
        if not columns or x >= start + CARD_WIDTH:
            columns.append([])
            start = x
        columns[-1].append(key)
    return [sorted(column, key=lambda each: plan.positions[each][1]) for column in columns]


def _named(node: Node, width: float, text_px: int) -> tuple[QFont, tuple[str, ...]]:
    """Return the name of a card with its font, in as few lines as it can be."""
    if width < _LEAST_WIDTH:
        return sized_font(text_px), ()
    room = width - _TEXT_LEFT - _TEXT_RIGHT
    return fitted(node.content.title, room, ((text_px, 2), (_LEAST_PX, _MOST_LINES)))


def _height(node: Node, font: QFont, lines: tuple[str, ...]) -> float:
    return (len(lines) + _STATES[node.kind]) * _line_px(font) + 2 * _PAD


def _line_px(font: QFont) -> float:
    metrics = QFontMetricsF(font)
    return metrics.ascent() + metrics.descent()


def _tops(wanted: list[int], heights: list[float], plan: Plan, room: float) -> list[float]:
    """Return the upper edges of a column: spread as on the canvas, apart at least."""
    every = [y for key, (_x, y) in plan.positions.items() if plan.nodes[key].kind in SHOWN]
    low, high = min(every), max(every)
    span = max(room - 2 * _TOP - heights[-1], 0.0)
    share = span / (high - low) if high > low else 0.0
    tops, floor = [], _TOP
    for y, height in zip(wanted, heights, strict=True):
        tops.append(max(floor, _TOP + (y - low) * share))
        floor = tops[-1] + height + _APART
    ceiling = room - _TOP
    for at in reversed(range(len(tops))):
        tops[at] = max(_TOP, min(tops[at], ceiling - heights[at]))
        ceiling = tops[at] - _APART
    return tops


def picture(
    governed: Governed,
    drawn: Arrangement,
    theme: Theme,
    size: tuple[int, int],
    ratio: float,
) -> QPixmap:
    """Return the picture of a stage.

    Args:
        governed: The scenario under a design.
        drawn: Where its cards stand.
        theme: Colours.
        size: Width and height, pixels.
        ratio: Device pixels in a pixel.
    """
    made = QPixmap(*(max(1, round(each * ratio)) for each in size))
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(theme.background))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_outlines(painter, governed, drawn, theme)
    rects = {key: card.rect for key, card in drawn.cards.items()}
    paint_flows(painter, drawn.plan, rects, theme, 1.2)
    for key, card in drawn.cards.items():
        _paint_block(painter, card.rect, theme, theme.kinds[drawn.plan.nodes[key].kind])
    paint_names(painter, drawn.cards.values(), theme)
    painter.end()
    return made


def paint_names(painter: QPainter, cards: Iterable[Card], theme: Theme) -> None:
    """Write the name of each card."""
    painter.setPen(QColor(theme.text))
    for card in cards:
        painter.setFont(card.font)
        metrics = QFontMetricsF(card.font)
        at = card.rect.topLeft() + QPointF(_TEXT_LEFT, _PAD + metrics.ascent())
        for line in card.lines:
            painter.drawText(at, line)
            at += QPointF(0.0, _line_px(card.font))


def _paint_outlines(
    painter: QPainter, governed: Governed, drawn: Arrangement, theme: Theme
) -> None:
    groups: dict[str, tuple[str, bool, list[QRectF]]] = {}
    for key, card in drawn.cards.items():
        node = drawn.plan.nodes[key]
        if node.kind == "platform":
            bound = governed.directory_of(node.members[0])
            local = governed.is_local(node.members[0])
            groups.setdefault(bound, ("", local, []))[2].append(card.rect)
    for outline in outlines_of(groups, pad=_APART, label=0.0):
        tint = theme.faint if outline.local else theme.kinds["directory"]
        painter.setPen(QPen(QColor(blend(tint, theme.background, 0.6)), 1.0))
        painter.setBrush(QColor(blend(tint, theme.background, 0.08)))
        painter.drawRoundedRect(outline.rect, 5, 5)


def _paint_block(painter: QPainter, rect: QRectF, theme: Theme, colour: str) -> None:
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.setBrush(QColor(theme.surface))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    strip = QRectF(rect.left() + 1, rect.top() + 3, _STRIP, rect.height() - 6)
    painter.drawRoundedRect(strip, 1.5, 1.5)
