"""Intervals of one sample of replications, by the rules for heavy tails (DESIGN 5b).

A mean is shown with Student's t where n >= 25 x skewness^2, the skewness taken one standard error
larger than it looks: else skewed data whose long tail has not shown yet would pass for symmetric.
Otherwise the median is shown with an interval of order statistics, interpolated between ranks so
that it holds what it says, which asks next to nothing of the distribution.

Intervals are called 95 % and computed at 96.5 %: runs that may stop at 10, 20, 40 ... replications
stop a little more often at intervals that are too short.  So what is shown holds the truth in 93
to 97 of 100, stopped early or not; ``tests/honesty`` measures it.

Source: Cochran, W. G. (1977), "Sampling Techniques", 3rd ed., section 2.15 (n > 25 G1^2);
Hettmansperger, T. P., Sheather, S. J. (1986), "Confidence intervals based on interpolated order
statistics", Statistics & Probability Letters 4, 75-79.
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
"""What intervals are called."""

LEVEL = 0.965
"""At which they are computed, to pay for the looks of the stopping rule."""

NAN = float("nan")


@lru_cache(maxsize=256)
def t_quantile(degrees: int, probability: float = 0.5 + LEVEL / 2) -> float:
    """Return a quantile of Student's t; ``degrees`` at least 1."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, probability))


@lru_cache(maxsize=256)
def order_rank(n: int) -> int:
    """Return k so that the k-th smallest and k-th largest of n bracket the median; 0: none do."""
    from scipy.special import bdtr

    below = bdtr(np.arange(n // 2 + 1, dtype=np.float64), n, 0.5)
    return int(np.count_nonzero(below <= (1.0 - LEVEL) / 2.0))


@lru_cache(maxsize=256)
def _rank_share(n: int) -> float:
    """Return how far the interval reaches from one rank around the median to the next inner one."""
    from scipy.special import bdtr

    rank = order_rank(n)
    outer, inner = (1.0 - 2.0 * float(bdtr(float(k - 1), n, 0.5)) for k in (rank, rank + 1))
    part = (outer - LEVEL) / (outer - inner)
    return (n - rank) * part / (rank + (n - 2 * rank) * part)


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
    low = _between(float(ordered[rank - 1]), float(ordered[rank]), n)
    high = _between(float(ordered[n - rank]), float(ordered[n - rank - 1]), n)
    return Interval(middle, low, high, "median", n)


def _between(outer: float, inner: float, n: int) -> float:
    """Return the end of an interval between two ranks; the outer one where that is endless."""
    if outer == inner or not math.isfinite(outer):
        return outer
    return outer + _rank_share(n) * (inner - outer)


def shows_mean(values: FloatArray) -> bool:
    """Return whether n finite numbers are symmetric enough, for sure, to tell of their mean."""
    n = len(values)
    if n < 3:
        return False
    error = math.sqrt(6.0 * (n - 2) / ((n + 1) * (n + 3)))
    return n >= 25.0 * (abs(skewness(values)) + error) ** 2


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
    if np.isfinite(used).all() and shows_mean(used):
        return mean_interval(used)
    return median_interval(used)


def half_width(interval: Interval) -> float:
    """Return half the length of an interval, ``nan`` where there is none."""
    return (interval.high - interval.low) / 2.0


def excludes_zero(interval: Interval) -> bool:
    """Return whether the interval lies on one side of 0; never where there is none."""
    return interval.low > 0.0 or interval.high < 0.0
