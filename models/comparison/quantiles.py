"""Quantiles read from a pooled distribution, so that nothing above computes any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.comparison.result import FloatArray, TableComparison


def quantiles_of(table: TableComparison, layer: int, share: float) -> FloatArray:
    """Return a quantile for each row of a table of cumulative shares.

    Args:
        table: Its last axis is the quantity, as numbers; its values rise along it, such as
            ``domain_lag_distribution``.
        layer: Which design, from 0.
        share: Share of the cases, 0 < share < 1.

    Returns:
        First point of the grid at which the share is reached, (rows,); ``inf`` where it is not,
        ``nan`` where nothing was observed.

    Raises:
        TypeError: The last axis holds labels.
    """
    grid = table.grid[-1]
    if isinstance(grid, tuple):
        raise TypeError(f"{table.id}: the last axis holds labels, no numbers")
    value = table.layers[layer].value
    reached = value >= share
    first = np.argmax(reached, axis=-1)
    found = np.where(reached.any(axis=-1), grid[first], np.inf)
    return np.asarray(np.where(np.isnan(value).all(axis=-1), np.nan, found), dtype=np.float64)
