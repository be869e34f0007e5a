"""The table of metrics: levels, paired differences, and what they come from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.comparison.phrases import brief_unit, crossing_told
from models.metrics import FAMILIES, NUMBERS
from models.metrics.wording import (
    UNDEFINED,
    format_difference,
    format_interval,
    format_ratio,
    format_value,
)

if TYPE_CHECKING:
    from models.comparison import (
        Call,
        Comparison,
        Difference,
        Interval,
        Level,
        Method,
        MetricComparison,
    )
    from models.metrics import Number

_METHODS: dict[Method, str] = {
    "t": "mean, t",
    "median": "median",
    "identical": "identical",
    "none": "no interval",
}
_CALLS: dict[Call, str] = {
    "better": "better",
    "worse": "worse",
    "undecided": "undecided",
    "exploratory": "",
    "equal": "the same",
}
_DIRECTIONS = {"lower": "↓ lower is better", "higher": "↑ higher is better", "neutral": ""}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its interval in words; the interval is empty where there is none."""

    value: str
    interval: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One metric against one target.

    Attributes:
        name: Name of the metric.
        unit: Unit, where the numbers do not carry it.
        direction: Which way is better, in words.
        text: Definition.
        call: ``better``, ``worse``, ``undecided``, ``the same`` or nothing.
        levels: Of baseline and target.
        effects: In all, structure, settings, interaction.
        ratio: Target over baseline; empty where it has none.
        assumptions: Share of the difference that rests on assumption values.
        method: How the interval was made, with how many replications.
        correlation: Achieved correlation of the pairs.
        remark: Anything more to be said.
    """

    name: str
    unit: str
    direction: str
    text: str
    call: str
    levels: tuple[Amount, ...]
    effects: tuple[Amount, ...]
    ratio: str
    assumptions: Amount
    method: str
    correlation: str
    remark: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One metric in every design, with the paired differences of the targets in all."""

    name: str
    unit: str
    direction: str
    text: str
    levels: tuple[Amount, ...]
    differences: tuple[Amount, ...]


def headline_rows(comparison: Comparison, place: int) -> list[Row]:
    """Return the headline metrics against the target at *place*, from 0."""
    metrics = [metric for metric in comparison.metrics if metric.headline]
    return [_row(comparison, metric, metric.differences[place], place) for metric in metrics]


def _row(comparison: Comparison, compared: MetricComparison, difference: Difference, place: int
) -> Row:  # fmt: skip
    metric, total = NUMBERS[compared.id], difference.effects["total"]
    levels = (compared.levels[0], compared.levels[place + 1])
    known = not math.isnan(difference.correlation)
    return Row(
        name=metric.name,
        unit=_unit_beside(metric),
        direction=_DIRECTIONS[metric.direction],
        text=metric.text,
        call=_CALLS[difference.call],
        levels=tuple(_level(comparison, metric, level) for level in levels),
        effects=tuple(
            _difference(difference.effects.get(name), metric)
            for name in ("total", "structure", "settings", "interaction")
        ),
        ratio="" if difference.ratio is None else format_ratio(difference.ratio.estimate),
        assumptions=_share(difference.assumption_share),
        method=f"{_METHODS[total.method]}, n = {total.n}",
        correlation=f"r = {difference.correlation:.2f}".replace("-", "−") if known else "",
        remark=" ".join(filter(None, (_weights_told(difference), crossing_told(compared, place)))),
    )


def _weights_told(difference: Difference) -> str:
    if not difference.sign_changes:
        return ""
    return "Under equal sensitivity weights the difference has the other sign."


def all_rows(comparison: Comparison) -> list[tuple[str, list[LevelRow]]]:
    """Return every metric that is no headline metric, by family."""
    families: list[tuple[str, list[LevelRow]]] = []
    for family in FAMILIES:
        rows = [
            _level_row(comparison, metric)
            for metric in comparison.metrics
            if not metric.headline and NUMBERS[metric.id].family == family
        ]
        if rows:
            families.append((family, rows))
    return families


def _level_row(comparison: Comparison, compared: MetricComparison) -> LevelRow:
    metric = NUMBERS[compared.id]
    return LevelRow(
        name=metric.name,
        unit=_unit_beside(metric),
        direction=_DIRECTIONS[metric.direction],
        text=metric.text,
        levels=tuple(_level(comparison, metric, level) for level in compared.levels),
        differences=tuple(_difference(d.effects["total"], metric) for d in compared.differences),
    )


def _unit_beside(metric: Number) -> str:
    return "" if metric.unit in ("h", "share", "n") else metric.unit


def _level(comparison: Comparison, metric: Number, level: Level) -> Amount:
    limit_h = comparison.follow_up_h if metric.limit else None
    interval, unit = level.interval, brief_unit(metric.unit)
    endless = sum(math.isinf(value) for value in level.values.tolist())
    if math.isnan(interval.estimate):
        if endless:
            return Amount("no end", f"in {endless} of {len(level.values)} replications")
        return Amount(UNDEFINED)
    value = format_value(interval.estimate, unit, limit_h)
    return Amount(value, _ends(interval, unit, difference=False))


def _difference(interval: Interval | None, metric: Number) -> Amount:
    if interval is None or math.isnan(interval.estimate):
        return Amount(UNDEFINED)
    if interval.method == "identical" and interval.estimate == 0.0:
        return Amount("none")
    unit = brief_unit(metric.unit)
    return Amount(
        format_difference(interval.estimate, unit), _ends(interval, unit, difference=True)
    )


def _ends(interval: Interval, unit: str, *, difference: bool) -> str:
    if interval.method == "none" or math.isnan(interval.low) or math.isnan(interval.high):
        return "no interval"
    if interval.low == interval.high:
        return "in every replication" if interval.method == "identical" else ""
    return format_interval(interval.low, interval.high, unit, difference=difference)


def _share(interval: Interval | None) -> Amount:
    if interval is None or math.isnan(interval.estimate):
        return Amount(UNDEFINED)
    return Amount(
        format_value(interval.estimate, "share"), _ends(interval, "share", difference=False)
    )
