"""Intervals of one sample of replications, by the rules for heavy tails (DESIGN 5b).

A mean is shown with Student's t where n >= 25 x skewness^2.  Otherwise the median is shown
with an interval of order statistics, which asks nothing of the distribution.

Source: Cochran, W. G. (1977), "Sampling Techniques", 3rd ed., section 2.15 (n > 25 G1^2);
Conover, W. J. (1999), "Practical Nonparametric Statistics", 3rd ed., section 3.2.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from models.comparison.result import Interval

if TYPE_CHECKING:
    from models.comparison.result import FloatArray

CONFIDENCE = 0.95
NAN = float("nan")


@lru_cache(maxsize=256)
def t_quantile(degrees: int, probability: float = 0.5 + CONFIDENCE / 2) -> float:
    """Return a quantile of Student's t; ``degrees`` at least 1."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, probability))


@lru_cache(maxsize=256)
def order_rank(n: int) -> int:
    """Return k so that the k-th smallest and k-th largest of n bracket the median; 0: none do."""
    from scipy.special import bdtr

    below = bdtr(np.arange(n // 2 + 1, dtype=np.float64), n, 0.5)
    return int(np.count_nonzero(below <= (1.0 - CONFIDENCE) / 2.0))


def skewness(values: FloatArray) -> float:
    """Return the moment coefficient of skewness, 0 where nothing varies."""
    centred = values - values.mean()
    scale = float(np.abs(centred).max(initial=0.0))
    if scale == 0.0:
        return 0.0
    centred = centred / scale
    second = (centred**2).mean()
    return float((centred**3).mean() / second**1.5)


def mean_interval(values: FloatArray) -> Interval:
    """Return the mean with its t interval; at least two finite values."""
    n = len(values)
    mean = float(values.mean())
    half = t_quantile(n - 1) * float(values.std(ddof=1)) / math.sqrt(n)
    return Interval(mean, mean - half, mean + half, "t", n)


def median_interval(values: FloatArray) -> Interval:
    """Return the median with an interval of order statistics; values may be ``inf``.

    Fewer than six values bracket nothing at this confidence: then there is no interval.
    """
    ordered, n = np.sort(values), len(values)
    middle = float(np.median(ordered)) if np.isfinite(ordered).all() else float(ordered[n // 2])
    rank = order_rank(n)
    if rank == 0:
        return Interval(middle, NAN, NAN, "none", n)
    return Interval(middle, float(ordered[rank - 1]), float(ordered[n - rank]), "median", n)


def interval_of(values: FloatArray) -> Interval:
    """Return the interval of one number per replication.

    Args:
        values: One per replication, (n,); ``nan`` is left out, ``inf`` allows no mean.
    """
    used = np.asarray(values[~np.isnan(values)], dtype=np.float64)
    n = len(used)
    if n == 0:
        return Interval(NAN, NAN, NAN, "none", 0)
    if n > 1 and np.all(used == used[0]):
        only = float(used[0])
        return Interval(only, only, only, "identical", n)
    if n == 1:
        return Interval(float(used[0]), NAN, NAN, "none", 1)
    if not np.isfinite(used).all() or n < 25.0 * skewness(used) ** 2:
        return median_interval(used)
    return mean_interval(used)


def half_width(interval: Interval) -> float:
    """Return half the length of an interval, ``nan`` where there is none."""
    return (interval.high - interval.low) / 2.0


def excludes_zero(interval: Interval) -> bool:
    """Return whether the interval lies on one side of 0; never where there is none."""
    return interval.low > 0.0 or interval.high < 0.0
