"""Ratios over paired replications: the median replication's, which any distribution allows.

A ratio of means needs means, and its jackknife interval holds far less than it says where tails
are heavy (53 to 85 of 100 for a lognormal of sigma 1).  The median of the ratios of the pairs has
an interval of order statistics, which holds what it says whatever the distribution is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.comparison.intervals import median_interval
from models.comparison.result import Interval

if TYPE_CHECKING:
    from models.comparison.result import FloatArray

ROUNDING = 1e-12
"""Ratios that differ by less, relative to the largest, are the same."""


def ratio_of_pairs(numerator: FloatArray, denominator: FloatArray) -> Interval | None:
    """Return the ratio of two numbers of the same replication, in the median replication.

    Args:
        numerator: One number per replication, (n,); ``nan`` leaves the pair out.
        denominator: The same of what it is compared with.

    Returns:
        The median of the ratios with its interval; ``None`` where the denominator is 0, endless or
        of both signs, a numerator or a ratio is endless, or fewer than two pairs are told.
    """
    told = ~(np.isnan(numerator) | np.isnan(denominator))
    top, bottom = numerator[told], denominator[told]
    if len(top) < 2 or not np.isfinite(top).all() or not np.isfinite(bottom).all():
        return None
    if not ((bottom > 0.0).all() or (bottom < 0.0).all()):
        return None
    with np.errstate(over="ignore"):
        ratios = top / bottom
    if not np.isfinite(ratios).all():
        return None
    if np.ptp(ratios) <= ROUNDING * np.abs(ratios).max():
        whole = float(ratios[0])
        return Interval(whole, whole, whole, "identical", len(ratios))
    return median_interval(ratios)
