"""A paired difference as a share of the baseline, and how it is coloured."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from app.charts.looks import decided, is_drawable
from models.metrics import NUMBERS

if TYPE_CHECKING:
    from app.tokens import Theme
    from models.comparison import Difference, Effect, Interval, MetricComparison

Sense = Literal["better", "worse", "undecided", "neutral", "none"]

PARTS: tuple[tuple[Effect, str], ...] = (
    ("total", "In all"),
    ("structure", "Structure"),
    ("settings", "Settings"),
    ("interaction", "Interaction"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One effect relative to the baseline.

    Attributes:
        estimate: Share of the baseline's level; ``nan``: cannot be drawn.
        low: Lower end.
        high: Upper end.
        sense: What it says.
    """

    estimate: float
    low: float
    high: float
    sense: Sense


def sense_of(metric: MetricComparison, difference: Difference, effect: Effect) -> Sense:
    """Return what an effect says; the calls of the comparison decide where it makes one."""
    interval = difference.effects.get(effect)
    if interval is None or not math.isfinite(interval.estimate):
        return "none"
    if not decided(interval):
        return "undecided"
    direction = NUMBERS[metric.id].direction
    if not metric.headline or direction == "neutral":
        return "neutral"
    return "better" if (interval.estimate < 0) == (direction == "lower") else "worse"


def relative(metric: MetricComparison, difference: Difference, effect: Effect) -> Shown:
    """Return an effect as a share of the baseline's level, if that is neither 0 nor endless."""
    sense = sense_of(metric, difference, effect)
    interval = difference.effects.get(effect)
    base = baseline_of(metric, difference.effects["total"])
    if interval is None or sense == "none" or not base > 0:
        return Shown(float("nan"), float("nan"), float("nan"), sense)
    if not is_drawable(interval):
        share = interval.estimate / base
        return Shown(share, share, share, "undecided")
    return Shown(interval.estimate / base, interval.low / base, interval.high / base, sense)


def baseline_of(metric: MetricComparison, total: Interval) -> float:
    """Return the size of the baseline's level; ``nan`` where it is not told or has no end."""
    values = metric.levels[0].values
    known = values[np.isfinite(values)]
    if not len(known) or len(known) < np.count_nonzero(~np.isnan(values)):
        return float("nan")
    return abs(float(np.median(known) if total.method == "median" else known.mean()))


def colour_of(sense: Sense, theme: Theme) -> str:
    """Return the colour of a sense; grey where nothing is decided."""
    return {"better": theme.ok, "worse": theme.bad, "neutral": theme.accent}.get(sense, theme.faint)


def squeezed(share: float) -> float:
    """Return a share on a scale that is about even to 100 % and logarithmic beyond."""
    return math.asinh(share / 0.25)
