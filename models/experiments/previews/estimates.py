"""From a few replications of a sample to what the full run should say, with an interval.

A control variate on the last full run: the full run says where a metric stands, the sample says by
how much the edit moves it.  With F the full run of the scenario as it was, and P the sample of both
in the same replications and with the same keyed agents::

    estimate = F(before) + mean over replications of [w' P(edited) - w P(before)]

where w = agents / agents of the sample for totals, and 1 for all else (w' is that of the edited
scenario).  Nearly all noise is common to both P and goes; what remains is held by the half-width

    h^2 = t^2 s^2 (1/k + 1/n) + (SCALE |shift|)^2 + (FLOOR half-width of F)^2

    s   spread of the shift over k replications, shrunk to a guess until there are several
    SCALE  how much of a shift may be owed to the sample being smaller (found at the bundled
           scenarios; `tests/honesty/test_preview_coverage.py` holds the result)
    FLOOR  what a sample may overlook altogether, such as an event that no agent of it met

and the interval of the full run is widened by h, as independent: a preview is never surer than a
full run.  Without a full run the sample is all there is: it is weighted back, and the text says so.

Source of the method: Law, A. M. (2015), "Simulation Modeling and Analysis", 5th ed., section 11.4.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.comparison.intervals import interval_of, t_quantile
from models.comparison.result import Interval

if TYPE_CHECKING:
    from models.comparison.result import FloatArray

SCALE = 0.3
FLOOR = 0.25

GUESSED = 1
"""Degrees of freedom that the guessed spread counts for: few, so that what is seen soon decides."""

NAN = math.nan
UNKNOWN = Interval(NAN, NAN, NAN, "none", 0)


@dataclass(frozen=True, slots=True)
class Shift:
    """By how much an edit moves something, as seen in the sample.

    Attributes:
        values: One number per replication, (k,), at the scale of the full run.
    """

    values: FloatArray

    @property
    def known(self) -> bool:
        """Whether every replication says something finite."""
        return len(self.values) > 0 and bool(np.isfinite(self.values).all())

    def half_width(self, replications: int, guess: float) -> float:
        """Return how far the mean of a full run may be from the mean of the sample.

        Args:
            replications: Of the full run.
            guess: Spread to begin with, before several replications tell it.
        """
        k = len(self.values)
        squares = float(((self.values - self.values.mean()) ** 2).sum())
        degrees = GUESSED + k - 1
        spread2 = (GUESSED * guess * guess + squares) / degrees
        noise2 = t_quantile(degrees) ** 2 * spread2 * (1.0 / k + 1.0 / max(replications, 1))
        scale = SCALE * abs(float(self.values.mean()))
        return math.sqrt(noise2 + scale * scale)


def moved(full: Interval, shift: Shift) -> Interval:
    """Return the interval of a full run, moved and widened by a shift.

    Args:
        full: What the last full run said.
        shift: What an edit does to it; `known`.
    """
    if not math.isfinite(full.estimate):
        return UNKNOWN
    by = float(shift.values.mean())
    middle = full.estimate + by
    below, above = full.estimate - full.low, full.high - full.estimate
    if math.isnan(below) or math.isnan(above):  # never surer than what it is added to
        return Interval(middle, NAN, NAN, "none", len(shift.values))
    own = max(below, above) if math.isfinite(below + above) else 0.0
    guess = math.hypot(by, FLOOR * own / 2.0) / 4.0
    wider = math.hypot(shift.half_width(full.n, guess), FLOOR * own)
    low, high = middle - _hypot(below, wider), middle + _hypot(above, wider)
    return Interval(middle, low, high, full.method, len(shift.values))


def alone(values: FloatArray) -> Interval:
    """Return what a sample says without a full run, (k,) values at the scale of the full run."""
    found = interval_of(values)
    if found.method not in ("t", "median") or not math.isfinite(found.low + found.high):
        return Interval(found.estimate, NAN, NAN, "none", found.n)
    wider = SCALE * abs(found.estimate)
    low = found.estimate - math.hypot(found.estimate - found.low, wider)
    high = found.estimate + math.hypot(found.high - found.estimate, wider)
    return Interval(found.estimate, low, high, found.method, found.n)


def _hypot(one: float, other: float) -> float:
    return math.hypot(one, other) if math.isfinite(one) else other
