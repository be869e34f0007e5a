"""A place for a new card, near where it was let go, where it covers no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.tokens import GRID
from app.window.canvas.layout import CARD_WIDTH, Position, snap

if TYPE_CHECKING:
    import numpy.typing as npt

ACROSS, DOWN = 4 * GRID, 6 * GRID
"""Left free beside a new card, and above and below it: boxes of domains have names."""

_MOST, _AT_ONCE = 40, 64
"""Columns and rows that are tried, the nearest first; places that are looked at in one go."""


def free_spot(wish: Position, height: int, taken: npt.NDArray[np.float64]) -> Position:
    """Return the place nearest to *wish* where a card covers no other.

    Args:
        wish: Upper left corner that is asked for.
        height: Height of the card, in scene units.
        taken: The other cards, one a row: left, top, right, bottom.

    That is the wish, or a place in line with a card or beside, above or below one; where all of
    these near the wish are taken, a place below everything.
    """
    x, y = snap(wish[0]), snap(wish[1])
    left, top, right, bottom = taken.T
    columns = _nearest(x, [left - CARD_WIDTH - ACROSS, left, right + ACROSS])
    rows = _nearest(y, [top - height - DOWN, top, bottom + DOWN])
    spots = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
    away = np.abs(spots - (x, y)).sum(axis=1)
    spots = spots[np.lexsort((spots[:, 1], spots[:, 0], away))]
    for some in np.array_split(spots, max(len(spots) // _AT_ONCE, 1)):
        free = some[~_covers(some, height, taken)]
        if len(free):
            return int(free[0, 0]), int(free[0, 1])
    return x, snap(bottom.max() + DOWN + GRID)


def _nearest(wish: int, lines: list[npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
    """Return the wish and the lines nearest to it, on the grid."""
    every = np.unique(np.round(np.concatenate([*lines, [wish]]) / GRID) * GRID)
    return every[np.argsort(np.abs(every - wish), kind="stable")[:_MOST]]


def _covers(
    spots: npt.NDArray[np.float64], height: int, taken: npt.NDArray[np.float64]
) -> npt.NDArray[np.bool_]:
    """Return for each place whether a card there would come too near to another."""
    across, down = ACROSS - GRID, DOWN - GRID  # lower edges need not lie on the grid
    x, y = spots[:, :1], spots[:, 1:]
    covered = (
        (taken[:, 0] < x + CARD_WIDTH + across)
        & (taken[:, 2] > x - across)
        & (taken[:, 1] < y + height + down)
        & (taken[:, 3] > y - down)
    )
    found: npt.NDArray[np.bool_] = np.logical_or.reduce(covered, axis=1)
    return found
