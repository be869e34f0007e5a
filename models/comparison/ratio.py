"""Ratios of means over replications, by the jackknife.

Source: Law, A. M. (2015), "Simulation Modeling and Analysis", 5th ed., section 9.5.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.comparison.intervals import excludes_zero, interval_of, mean_interval, shows_mean
from models.comparison.result import Interval

if TYPE_CHECKING:
    from models.comparison.result import FloatArray


def ratio_of_means(numerator: FloatArray, denominator: FloatArray) -> Interval | None:
    """Return mean(numerator) / mean(denominator) over paired replications.

    Args:
        numerator: One number per replication, (n,); ``nan`` leaves the pair out.
        denominator: The same of what it is compared with.

    Returns:
        The ratio with its jackknife t interval; ``None`` where no mean can be told (infinite
        or skewed numbers, fewer than two pairs) or the denominator may be 0.
    """
    if np.isinf(numerator).any() or np.isinf(denominator).any():
        return None
    told = ~(np.isnan(numerator) | np.isnan(denominator))
    top, bottom = numerator[told], denominator[told]
    n = len(top)
    if n < 2 or not excludes_zero(interval_of(bottom)):
        return None
    left_out = bottom.sum() - bottom
    if np.any(np.sign(left_out) != np.sign(bottom.sum())):
        return None
    whole = float(top.sum() / bottom.sum())
    pseudo = n * whole - (n - 1) * (top.sum() - top) / left_out
    if np.ptp(pseudo) <= 1e-12 * abs(whole):
        return Interval(whole, whole, whole, "identical", n)
    return mean_interval(pseudo) if shows_mean(pseudo) else None
