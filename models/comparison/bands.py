"""Pooled curves with bootstrap bands over whole replications.

Every design is resampled with the same replications, so bands are paired by seed.

Source: Efron, B., Tibshirani, R. J. (1993), "An Introduction to the Bootstrap", chapters 8, 13.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.comparison.intervals import CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.comparison.result import FloatArray

RESAMPLES = 500
CELLS_AT_ONCE = 2000
"""Entries of a table that are resampled at once, which bounds memory to some 16 MB."""


def resample_counts(replications: int, seed: int) -> FloatArray:
    """Return how often each replication is drawn, (`RESAMPLES`, replications); same for a seed."""
    generator = np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, replications])))
    drawn = generator.integers(0, replications, size=(RESAMPLES, replications))
    place = drawn + np.arange(RESAMPLES)[:, None] * replications
    counts = np.bincount(place.ravel(), minlength=RESAMPLES * replications)
    return counts.reshape(RESAMPLES, replications).astype(np.float64)


def pooled_band(
    cells: Sequence[tuple[FloatArray, FloatArray]], seed: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return sum(numerator) / sum(denominator) with the ends of its band.

    Args:
        cells: Numerator and denominator of each replication, equal shapes.
        seed: Seed of the resampling.

    Returns:
        Value, low, high in the shape of the table; ``nan`` where nothing was observed.
    """
    shape = cells[0][0].shape
    top = np.stack([numerator.ravel() for numerator, _ in cells])
    bottom = np.stack([denominator.ravel() for _, denominator in cells])
    value = _divided(top.sum(axis=0), bottom.sum(axis=0))
    counts = resample_counts(len(cells), seed)
    low, high = np.empty_like(value), np.empty_like(value)
    for start in range(0, len(value), CELLS_AT_ONCE):
        part = slice(start, start + CELLS_AT_ONCE)
        drawn = _divided(counts @ top[:, part], counts @ bottom[:, part])
        low[part], high[part] = _ends(drawn)
    return value.reshape(shape), low.reshape(shape), high.reshape(shape)


def _divided(top: FloatArray, bottom: FloatArray) -> FloatArray:
    out = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=out, where=bottom > 0.0)
    return out


def _ends(drawn: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the percentile ends by column over the resamples in which it was observed."""
    observed = ~np.isnan(drawn)
    count = observed.sum(axis=0)
    ordered = np.sort(np.where(observed, drawn, np.inf), axis=0)
    tail = (1.0 - CONFIDENCE) / 2.0
    first = np.floor(tail * count).astype(np.int64)
    last = np.maximum(count - 1 - first, 0)
    columns = np.arange(drawn.shape[1])
    none = count == 0
    low = np.where(none, np.nan, ordered[np.minimum(first, len(ordered) - 1), columns])
    high = np.where(none, np.nan, ordered[last, columns])
    return low, high
