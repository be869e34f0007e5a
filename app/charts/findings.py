"""Titles that state a finding: made from the numbers, never stronger than their intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.charts.looks import decided
from models.metrics import NUMBERS, metric_of
from models.metrics.wording import format_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.charts.looks import Floats, Look, Subject
    from models.comparison import Difference, Layer, MetricComparison, TableComparison

_NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Words:
    """How the finding on one metric is told.

    Attributes:
        moved: With a difference; knows ``{target}``, ``{after}``, ``{baseline}``, ``{before}``.
        still: What it is that does not differ, as in "No difference in ...".
        alone: With one design only; knows ``{baseline}`` and ``{before}``.
    """

    moved: str
    still: str
    alone: str


def brief(name: str) -> str:
    """Return a name cut to what a title has room for."""
    return name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1].rstrip() + "…"


def told_levels(metric: MetricComparison, difference: Difference) -> tuple[float, float]:
    """Return both levels: means, or medians where the difference is a median."""
    place = [level.design for level in metric.levels].index(difference.target)
    values = np.stack([metric.levels[0].values, metric.levels[place].values])
    told = values[:, ~np.isnan(values).any(axis=0)]
    if not told.size:
        return float("nan"), float("nan")
    by_median = difference.effects["total"].method == "median"
    before, after = np.median(told, axis=1) if by_median else told.mean(axis=1)
    return float(before), float(after)


def focus(metric: MetricComparison) -> Difference | None:
    """Return the largest difference of which the interval lies on one side of 0, if any."""
    shown = [d for d in metric.differences if decided(d.effects["total"])]
    return max(shown, key=lambda d: abs(d.effects["total"].estimate), default=None)


def finding(subject: Subject, key: str, words: Words, otherwise: str) -> str:
    """Return the finding on a metric.

    Args:
        subject: What is shown.
        key: Id of the metric.
        words: How it is told.
        otherwise: Title where nothing can be told of the metric.
    """
    metric = subject.metric(key)
    if metric is None or not metric.levels:
        return otherwise
    limit_h = subject.comparison.follow_up_h if NUMBERS[key].limit else None

    def amount(value: float) -> str:
        return format_value(value, NUMBERS[key].unit, limit_h)

    baseline = brief(subject.looks[0].title)
    if not metric.differences:
        level = metric.levels[0].interval.estimate
        return words.alone.format(baseline=baseline, before=amount(level))
    largest = focus(metric)
    if largest is not None:
        before, after = told_levels(metric, largest)
        return words.moved.format(
            target=brief(subject.look(largest.target).title),
            after=amount(after),
            baseline=baseline,
            before=amount(before),
        )
    return _nothing_told(subject, metric, words) or otherwise


def _nothing_told(subject: Subject, metric: MetricComparison, words: Words) -> str:
    """Return how it is told that no difference is decided; empty where none has an interval."""
    without = [d.effects["total"].method == "none" for d in metric.differences]
    if all(without):
        return ""
    if all(d.call == "equal" for d in metric.differences):
        return f"{words.still[:1].upper()}{words.still[1:]}: the same in every replication"
    if any(without):
        return f"{replications(subject)} cannot tell all differences in {words.still}"
    return f"{replications(subject)} can show no difference in {words.still}"


def replications(subject: Subject) -> str:
    """Return ``1 replication`` or ``40 replications``."""
    count = subject.comparison.replications
    return f"{count} replication{'' if count == 1 else 's'}"


def leader(layer: Layer, among: Sequence[int] | None = None) -> int | None:
    """Return the place of the largest value if its band lies above all others, else None."""
    places = list(among) if among is not None else list(range(layer.value.size))
    value: Floats = layer.value.ravel()
    known = [place for place in places if np.isfinite(value[place])]
    if not known:
        return None
    top = max(known, key=lambda place: float(value[place]))
    others = [float(layer.high.ravel()[place]) for place in known if place != top]
    if others and float(layer.low.ravel()[top]) <= max(others):
        return None
    return top


def telling(subject: Subject, table: TableComparison) -> list[tuple[Look, Layer]]:
    """Return the baseline and the design of which the lag differs most, with their layers."""
    layers = subject.layers(table)
    metric = subject.metric("last_domain_lag")
    largest = None if metric is None else focus(metric)
    wanted = largest.target if largest else layers[-1][0].id
    return [pair for place, pair in enumerate(layers) if place == 0 or pair[0].id == wanted]


def better_arrow(key: str) -> str:
    """Return which way is better, as an arrow and a word; empty where neither is."""
    direction = metric_of(key).direction
    return {"lower": "↓ lower is better", "higher": "↑ higher is better"}.get(direction, "")
