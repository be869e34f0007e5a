"""Rows of a panel: one platform or metric each, the worst ones where not all have room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.charts.lettering import fit, readable, width_px
from app.charts.sheet import SMALL_PX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.charts.looks import Floats
    from app.charts.sheet import Area, Sheet
    from models.comparison import TableComparison

MOST_ROWS = 12
LEAST_ROW_PX = 14.0
_SHARE = 0.36
_SIZES, _SPACING = (SMALL_PX, 9.0, 8.5, 8.0), 1.12


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


def label_room(area: Area, names: Sequence[str], share: float = _SHARE) -> float:
    """Return how wide names at the left of *area* may be."""
    return min(share * area.width, max(width_px(name, SMALL_PX) for name in names) + 1.0)


def left_labels(
    sheet: Sheet,
    area: Area,
    names: Sequence[str],
    middles: Sequence[float],
    share: float = _SHARE,
) -> float:
    """Write names at the left of *area*, in lines where need and room are; return their end.

    Args:
        sheet: Where to write.
        area: What rows and labels share.
        names: A name a row.
        middles: The middle of each row.
        share: How much of the width names may have.
    """
    room = label_room(area, names, share)
    high = middles[1] - middles[0] if len(middles) > 1 else area.height
    sizes = tuple((size, max(1, int(high / (size * _SPACING)))) for size in _SIZES)
    for name, middle in zip(names, middles, strict=True):
        size, lines = fit(readable(name), room, sizes)
        spacing = size * _SPACING
        first = middle - (len(lines) - 1) * spacing / 2
        for place, line in enumerate(lines):
            sheet.text(
                area.left + room, first + place * spacing, line, size=size,
                color=sheet.theme.muted, ha="right", middle=True,
            )  # fmt: skip
    return area.left + room


def shown_of(total: int, count: int, which: str, what: str = "platforms") -> str:
    """Return which rows are shown, such as ``The slowest 12 of 99 platforms``; empty: all are."""
    return "" if count >= total else f"{which} {count} of {total} {what}"
