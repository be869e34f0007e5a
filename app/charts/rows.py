"""Rows of a panel: one platform or metric each, the worst ones where not all have room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.charts.lettering import readable, width_px, wrap
from app.charts.sheet import SMALL_PX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.charts.looks import Floats
    from app.charts.sheet import Area, Sheet
    from models.comparison import TableComparison

MOST_ROWS = 12
LEAST_ROW_PX = 14.0
_LINE_PX = 12.5


def worst_rows(badness: Floats, most: int) -> list[int]:
    """Return the rows that are worst, in the order in which they stand in the table.

    Args:
        badness: One number a row, larger is worse; ``nan``: unknown, which comes last.
        most: How many at most.
    """
    known = np.where(np.isnan(badness), -np.inf, badness)
    order = np.argsort(-known, kind="stable")[:most]
    return sorted(order.tolist())


def rows_with_room(height: float) -> int:
    """Return how many rows fit, at most `MOST_ROWS`."""
    return max(1, min(MOST_ROWS, int(height / LEAST_ROW_PX)))


def platforms_of(table: TableComparison) -> list[str]:
    """Return the ids along the first axis."""
    return [str(key) for key in table.grid[0]]


def left_labels(sheet: Sheet, area: Area, names: Sequence[str], middles: Sequence[float]) -> float:
    """Write names at the left of *area*, in two lines where need and room are; return their end."""
    room = min(0.34 * area.width, max(width_px(name, SMALL_PX) for name in names) + 1.0)
    high = middles[1] - middles[0] if len(middles) > 1 else area.height
    for name, middle in zip(names, middles, strict=True):
        lines = wrap(readable(name), room, SMALL_PX, lines=2 if high >= 2 * LEAST_ROW_PX else 1)
        first = middle - (len(lines) - 1) * _LINE_PX / 2
        for place, line in enumerate(lines):
            sheet.text(
                area.left + room, first + place * _LINE_PX, line, size=SMALL_PX,
                color=sheet.theme.muted, ha="right", middle=True,
            )  # fmt: skip
    return area.left + room


def shown_of(total: int, count: int, which: str, what: str = "platforms") -> str:
    """Return which rows are shown, such as ``The slowest 12 of 99 platforms``; empty: all are."""
    return "" if count >= total else f"{which} {count} of {total} {what}"
