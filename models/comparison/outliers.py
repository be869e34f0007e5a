"""Replications that are far from the others: which ones somebody wants to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.comparison.result import MetricComparison
    from models.compiled.world import BoolArray, FloatArray

OUTLIER = 3.5
"""Robust standard deviations from the median from which a replication is marked.

Source: Iglewicz, B., Hoaglin, D. C. (1993), "How to Detect and Handle Outliers".
"""

_ROBUST = 0.6745


def differences_of(metric: MetricComparison, baseline: str, target: str) -> FloatArray:
    """Return target - baseline of each replication, (n,); ``nan`` where one is not told."""
    levels = {level.design: level.values for level in metric.levels}
    with np.errstate(invalid="ignore"):
        found = np.asarray(levels[target] - levels[baseline], dtype=np.float64)
    return np.where(np.isfinite(found), found, np.nan)


def outliers(values: FloatArray) -> BoolArray:
    """Return which values are far from the others, (n,)."""
    told = np.isfinite(values)
    found = np.zeros(len(values), dtype=np.bool_)
    if np.count_nonzero(told) < 5:
        return found
    middle = np.median(values[told])
    spread = np.median(np.abs(values[told] - middle))
    if spread > 0.0:
        found[told] = _ROBUST * np.abs(values[told] - middle) / spread > OUTLIER
    return found
