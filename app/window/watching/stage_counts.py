"""How many work on a stage, are left over or draining: numbers and chips on its cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from app.tokens import blend
from app.window.look.fonts import sized_font
from app.window.objects import ObjectRef

if TYPE_CHECKING:
    from app.tokens import Theme
    from app.window.watching.recording import Counts, Recording
    from app.window.watching.stage_picture import Arrangement, Card

_CHIP = 0.12


class _Mark(NamedTuple):
    """A number on a card, with its sign."""

    sign: str
    number: int
    word: str
    colour: str


def paint_counts(
    painter: QPainter, recording: Recording, drawn: Arrangement, counts: Counts, theme: Theme
) -> None:
    """Paint how many work, are left over or draining; signs and words, not colour alone."""
    heading = recording.trace.heading
    painter.setFont(sized_font(drawn.text_px))
    marks: dict[str, list[_Mark]] = {}
    for at, key in enumerate(heading.platforms):
        found = marks.setdefault(drawn.plan.node_of[ObjectRef("platform", key)], [])
        found.append(_Mark("", int(counts.working[at]), "work", theme.muted))
        found.append(_Mark("▲", int(counts.left_over[at]), "left over", theme.bad))
        found.append(_Mark("◆", int(counts.draining[at]), "draining", theme.warn))
        found.append(_Mark("✓", int(counts.revoked[at]), "revoked", theme.ok))
    for at, key in enumerate(heading.fleets):
        found = marks.setdefault(drawn.plan.node_of[ObjectRef("fleet", key)], [])
        found.append(_Mark("", int(counts.alive[at]), "alive", theme.muted))
        found.append(_Mark("✕", int(counts.held[at]), "held", theme.bad))
    for node, found in marks.items():
        some = [mark for mark in found if mark.number or not mark.sign]
        _paint_card(painter, drawn.cards[node], some, theme)
    _paint_down(painter, recording, drawn, counts, theme)


def _paint_card(painter: QPainter, card: Card, marks: list[_Mark], theme: Theme) -> None:
    """Paint how many there are, then a chip a state; beside it where a card is low.

    Chips say their state in words where there is room.
    """
    metrics, rect, top = painter.fontMetrics(), card.rect, card.below
    line = metrics.height()
    x, first, chips = rect.left() + 7, marks[0], marks[1:]
    text = f"{first.number} {first.word}"
    painter.setPen(QColor(first.colour))
    painter.drawText(QPointF(x, top + line * 0.8), text)
    if top + 2 * line <= rect.bottom() + 3:
        top += line + 1
    else:
        x += metrics.horizontalAdvance(text) + 5
    said_of = _said(chips, metrics, rect.right() - x + 2)
    for mark, said in zip(chips, said_of, strict=True):
        width = metrics.horizontalAdvance(said) + 4
        chip = QRectF(x - 2, top, width, line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(blend(mark.colour, theme.surface, _CHIP)))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(QColor(mark.colour))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, said)
        x += width + 2


def _said(chips: list[_Mark], metrics: QFontMetrics, room: float) -> list[str]:
    """Return what the chips say: in words, by sign and number, or those close together."""
    ways = (
        [f"{mark.sign} {mark.number} {mark.word}" for mark in chips],
        [f"{mark.sign} {mark.number}" for mark in chips],
        [f"{mark.sign}{mark.number}" for mark in chips],
    )
    fitting = (way for way in ways if sum(metrics.horizontalAdvance(w) + 6 for w in way) <= room)
    return next(fitting, ways[-1])


def _paint_down(
    painter: QPainter, recording: Recording, drawn: Arrangement, counts: Counts, theme: Theme
) -> None:
    for at in counts.down:
        key = recording.trace.heading.directories[at]
        node = drawn.plan.node_of.get(ObjectRef("directory", key))
        if node is None:
            continue
        painter.setPen(QPen(QColor(theme.bad), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(drawn.cards[node].rect, 5, 5)
        painter.drawText(drawn.cards[node].rect.bottomLeft() + QPointF(4, 11), "✕ down")
