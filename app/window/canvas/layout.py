"""Where cards stand: columns by domain, ordered so that wires cross little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.tokens import GRID
from models.scenario.building import is_within_reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CARD_WIDTH = 216
"""Width of every card."""

LEFT, TOP = 40, 96
_COLUMN_GAP = 120
_WRAP_PITCH = CARD_WIDTH + 32
_SHAPE = 1.25
_HEIGHTS = (640, 820, 1040, 1320, 1680, 2140, 2720, 3460, 4400, 5600, 7200, 9200)

COLUMN_OF: Mapping[str, int] = {
    "directory": 0,
    "log_sink": 0,
    "vault": 0,
    "platform": 1,
    "fleet": 2,
}
"""Column of each kind, from the left."""

SLOT: Mapping[str, int] = {
    "directory": 112,
    "vault": 56,
    "log_sink": 56,
    "platform": 200,
    "fleet": 152,
}
"""Height that auto-layout reserves for a card of each kind and the gap below it."""

SECTION_GAP = 48
"""Between directories, vaults and log sinks."""

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A card to place.

    Attributes:
        key: Key of the node.
        kind: Kind of its object.
        wish: Position in the scenario, if it has one.
    """

    key: str
    kind: str
    wish: Position | None = None


def snap(value: float) -> int:
    """Return the nearest multiple of the grid."""
    return round(value / GRID) * GRID


def place(spots: Sequence[Spot], wires: Iterable[tuple[str, str]]) -> dict[str, Position]:
    """Return a position for every card.

    Args:
        spots: Cards in file order; platforms ordered by directory.
        wires: Pairs of keys (left card, right card).

    Cards keep the position that the scenario gives them; others follow below the cards of
    their column, and where nothing is given everything is laid out.
    """
    columns: dict[int, list[Spot]] = {0: [], 1: [], 2: []}
    for spot in spots:
        columns[COLUMN_OF[spot.kind]].append(spot)
    columns[2] = _ordered(columns[2], columns[1], wires)
    fixed = {
        spot.key: spot.wish
        for spot in spots
        if spot.wish is not None and is_within_reach(spot.wish)
    }
    if not fixed:
        return _best(columns)
    return _around(columns, fixed)


def _around(
    columns: Mapping[int, Sequence[Spot]], fixed: Mapping[str, Position]
) -> dict[str, Position]:
    """Return the given positions, and the other cards below them in their column."""
    placed = dict(fixed)
    left = LEFT
    for column in columns.values():
        taken = [fixed[spot.key] for spot in column if spot.key in fixed]
        free = [spot for spot in column if spot.key not in fixed]
        top = TOP
        if taken:
            left = min(x for x, _ in taken)
            top = snap(max(y for _, y in taken) + SLOT["platform"])
        _pack(free, left, top, _HEIGHTS[-1], placed)
        widest = max((placed[spot.key][0] for spot in column), default=left)
        left = widest + CARD_WIDTH + _COLUMN_GAP
    return placed


def _best(columns: Mapping[int, Sequence[Spot]]) -> dict[str, Position]:
    """Return the layout whose shape fits a screen best, of several column heights."""
    best: tuple[float, dict[str, Position]] | None = None
    for height in _HEIGHTS:
        placed: dict[str, Position] = {}
        left, ends = LEFT, {}
        for index, column in columns.items():
            right, ends[index] = _pack(column, left, TOP, height, placed)
            left = right + _COLUMN_GAP
        tallest = max(ends.values())
        size = max((left - _COLUMN_GAP) / _SHAPE, tallest)
        if best is None or size < best[0]:
            best = (size, _centred(columns, placed, ends, tallest))
    return best[1] if best else {}


def _pack(
    column: Sequence[Spot], left: int, top: int, height: int, placed: dict[str, Position]
) -> tuple[int, int]:
    """Place a column in as many strips as *height* asks for; return its right and lower end.

    Objects of one kind stay together: a strip ends early rather than split a short section.
    """
    sections: list[list[Spot]] = []
    for spot in column:
        if not sections or sections[-1][0].kind != spot.kind:
            sections.append([])
        sections[-1].append(spot)
    x, y, bottom = left, top, top
    for section in sections:
        slot = SLOT[section[0].kind]
        strips = max(1, -(-slot * len(section) // height))
        rows = -(-len(section) // strips)
        if y > top and (strips > 1 or y + SECTION_GAP + slot * rows > top + height):
            x, y = x + _WRAP_PITCH, top
        elif y > top:
            y += SECTION_GAP
        start = y
        for at, spot in enumerate(section):
            if at and at % rows == 0:
                x, y = x + _WRAP_PITCH, start
            placed[spot.key] = (x, snap(y))
            y += slot
            bottom = max(bottom, y)
    return x + CARD_WIDTH, bottom


def _centred(
    columns: Mapping[int, Sequence[Spot]],
    placed: dict[str, Position],
    ends: Mapping[int, int],
    tallest: int,
) -> dict[str, Position]:
    """Move short columns down so that the middles of all columns meet."""
    for index, column in columns.items():
        shift = snap((tallest - ends[index]) / 2) if index else 0
        for spot in column:
            x, y = placed[spot.key]
            placed[spot.key] = (x, y + shift)
    return placed


def _ordered(
    column: Sequence[Spot], left: Sequence[Spot], wires: Iterable[tuple[str, str]]
) -> list[Spot]:
    """Return *column* by the mean rank of its neighbours in the column to the left."""
    rank = {spot.key: at for at, spot in enumerate(left)}
    met: dict[str, list[int]] = {}
    for one, other in wires:
        if one in rank:
            met.setdefault(other, []).append(rank[one])

    def middle(spot: Spot) -> float:
        ranks = met.get(spot.key)
        return sum(ranks) / len(ranks) if ranks else float(len(left))

    return sorted(column, key=middle)
