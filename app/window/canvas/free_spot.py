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

_NEAR = 1500
"""Cards farther away than this are not looked at, in scene units."""


def free_spot(wish: Position, height: int, taken: npt.NDArray[np.float64]) -> Position:
    """Return the place nearest to *wish* where a card covers no other.

    Args:
        wish: Upper left corner that is asked for.
        height: Height of the card, in scene units.
        taken: The other cards, one a row: left, top, right, bottom.

    A place beside or below a card near the wish; where all of these are taken, the wish itself.
    """
    x, y = snap(wish[0]), snap(wish[1])
    near = taken[
        (np.abs(taken[:, 0] - x) < _NEAR) & (np.abs(taken[:, 1] - y) < _NEAR)
    ]  # an organisation may have thousands
    if _is_free(x, y, height, near):
        return x, y
    columns = {x, *(near[:, 0] - CARD_WIDTH - ACROSS), *near[:, 0], *(near[:, 2] + ACROSS)}
    rows = {y, *(near[:, 1] - height - DOWN), *near[:, 1], *(near[:, 3] + DOWN)}
    spots = sorted(
        ((snap(one), snap(other)) for one in columns for other in rows),
        key=lambda spot: (abs(spot[0] - x) + abs(spot[1] - y), spot),
    )
    return next((spot for spot in spots if _is_free(*spot, height, near)), (x, y))


def _is_free(x: int, y: int, height: int, taken: npt.NDArray[np.float64]) -> bool:
    across, down = ACROSS - GRID, DOWN - GRID  # lower edges need not lie on the grid
    covered = (
        (taken[:, 0] < x + CARD_WIDTH + across)
        & (taken[:, 2] > x - across)
        & (taken[:, 1] < y + height + down)
        & (taken[:, 3] > y - down)
    )
    return not bool(covered.any())
