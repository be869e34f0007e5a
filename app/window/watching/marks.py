"""Marks of events: they move between cards as hops do, larger and with a sign, and cards flash."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.window.look.fonts import sized_font
from models.engine.events import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.tokens import Theme
    from app.window.watching.recording import Passing

FLASH_S = 1.2
"""How long an event is on its way on the screen."""

MOST_MARKS = 60
"""Of more at once the latest are shown."""

_RADIUS = 6.5


class Look(NamedTuple):
    """How a sort of events looks.

    Attributes:
        sign: What stands in the mark.
        tint: Which colour of the theme it has.
        inward: Whether it goes from platform to fleet, as what an agent is given does.
    """

    sign: str
    tint: str
    inward: bool = False


LOST, ENDED, STAYS = Look("✕", "bad"), Look("✓", "ok"), Look("▲", "bad")
ORDER, GIVEN, LIFE = Look("◆", "warn"), Look("+", "accent", inward=True), Look("●", "muted")

LOOKS: dict[Kind, Look] = {
    Kind.CREDENTIAL_LOST: LOST,
    Kind.STORE_COMPROMISED: LOST,
    Kind.FIRST_USE: LOST,
    Kind.ATTACK_STEP: LOST,
    Kind.ORDERED: ORDER,
    Kind.ROUTED: ORDER,
    Kind.DISABLED: ORDER,
    Kind.PROPAGATED: ORDER,
    Kind.ACCESS_ENDED: ENDED,
    Kind.ATTACK_ENDED: ENDED,
    Kind.CREDENTIAL_REMOVED: ENDED,
    Kind.ACCESS_STAYS: STAYS,
    Kind.KEY_LEFT: STAYS,
    Kind.CREDENTIAL_ISSUED: GIVEN,
    Kind.CREDENTIAL_REPLACED: GIVEN,
    Kind.BORN: LIFE,
    Kind.RETIRED: LIFE,
}
"""What is marked; all else is in the list only."""

MARKED = np.isin(np.arange(len(Kind)), [int(kind) for kind in LOOKS])
"""Whether a kind is marked, by its number."""


def paint_events(
    painter: QPainter,
    passing: Passing,
    card: Callable[[str, int], QRectF],
    theme: Theme,
    *,
    moves: bool,
) -> int:
    """Paint what happens, and return how many marks were painted.

    Args:
        painter: Where.
        passing: The events that are on their way.
        card: Returns where the card of a fleet or platform is, by its kind and place.
        theme: Colours.
        moves: Whether marks move, or stand where they go to.
    """
    painter.setFont(sized_font(9, bold=True))
    for kind, fleet, platform, done in zip(
        passing.kind.tolist(),
        passing.fleet.tolist(),
        passing.platform.tolist(),
        passing.done.tolist(),
        strict=True,
    ):
        look = LOOKS[Kind(kind)]
        colour = QColor(getattr(theme, look.tint))
        ends = [card(*end) for end in (("fleet", fleet), ("platform", platform)) if end[1] >= 0]
        if look.inward:
            ends.reverse()
        _flash(painter, ends[-1], colour, done if moves else 0.0)
        _paint_mark(painter, _place(ends, done if moves else 1.0), look.sign, colour, theme)
    return len(passing.kind)


def _place(ends: list[QRectF], done: float) -> QPointF:
    """Return where a mark is between its cards; at the corner of its only one."""
    if len(ends) == 1:
        return ends[0].topRight()
    start, end = (
        rect.center() + QPointF(side * rect.width() / 2, 0.0)
        for rect, side in zip(ends, _sides(ends), strict=True)
    )
    return start + (end - start) * done


def _sides(ends: list[QRectF]) -> tuple[int, int]:
    """Return at which side of each card the way between them begins and ends."""
    leftward = ends[0].left() > ends[1].left()
    return (-1, 1) if leftward else (1, -1)


def _flash(painter: QPainter, rect: QRectF, colour: QColor, done: float) -> None:
    fading = QColor(colour)
    fading.setAlphaF(1.0 - done)
    painter.setPen(QPen(fading, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 5, 5)


def _paint_mark(painter: QPainter, at: QPointF, sign: str, colour: QColor, theme: Theme) -> None:
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(QColor(theme.surface))
    painter.drawEllipse(at, _RADIUS, _RADIUS)
    room = QRectF(at.x() - _RADIUS, at.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, sign)
