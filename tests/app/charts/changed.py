"""The sample comparison with something changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from tests.models.comparison import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.comparison import (
        Comparison,
        Difference,
        Interval,
        MetricComparison,
        TableComparison,
    )


def with_metric(
    key: str,
    change: Callable[[MetricComparison], MetricComparison],
    whole: Comparison | None = None,
) -> Comparison:
    whole = samples.comparison() if whole is None else whole
    metrics = tuple(change(m) if m.id == key else m for m in whole.metrics)
    return replace(whole, metrics=metrics)


def with_table(key: str, change: Callable[[TableComparison], TableComparison]) -> Comparison:
    whole = samples.comparison()
    return replace(whole, tables=tuple(change(t) if t.id == key else t for t in whole.tables))


def _around_zero(interval: Interval) -> Interval:
    size = abs(interval.estimate)
    return replace(interval, low=interval.estimate - 2 * size, high=interval.estimate + 2 * size)


def undecided(metric: MetricComparison) -> MetricComparison:
    """Return a metric of which no interval tells anything."""

    def blur(difference: Difference) -> Difference:
        effects = {key: _around_zero(each) for key, each in difference.effects.items()}
        return replace(difference, effects=effects, call="undecided", structure_call="undecided")

    return replace(metric, differences=tuple(map(blur, metric.differences)))


def median(metric: MetricComparison) -> MetricComparison:
    """Return a metric of which the differences are told by their median."""
    return _told_by(metric, "median")


def mean(metric: MetricComparison) -> MetricComparison:
    """Return a metric of which the differences are told by their mean."""
    return _told_by(metric, "t")


def _told_by(metric: MetricComparison, method: Literal["median", "t"]) -> MetricComparison:
    def told(difference: Difference) -> Difference:
        effects = {key: replace(each, method=method) for key, each in difference.effects.items()}
        return replace(difference, effects=effects)

    return replace(metric, differences=tuple(map(told, metric.differences)))
