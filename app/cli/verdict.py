"""A comparison as text: verdict, table of metrics with intervals, and the 2 x 2."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

from app.cli.grid import grid
from models.metrics import NUMBERS
from models.metrics.wording import format_difference, format_interval, format_value

if TYPE_CHECKING:
    from models.comparison import Comparison
    from models.comparison.result import Call, Difference, Interval, MetricComparison

WIDTH = 110
SIGNS: dict[Call, str] = {
    "better": "better",
    "worse": "WORSE",
    "undecided": "undecided",
    "exploratory": "",
    "equal": "equal",
}


def verdict_text(comparison: Comparison) -> str:
    """Return everything that `sprawl compare` prints of a comparison."""
    parts = [_head(comparison), *map(_paragraph, _sentences(comparison))]
    parts += ["", "Headline metrics", _levels(comparison, headline=True)]
    for number in range(len(comparison.columns) - 1):
        parts += ["", _effects(comparison, number)]
    if any(not metric.headline for metric in comparison.metrics):
        parts += [
            "",
            "Exploratory metrics: told, never called better or worse",
            _levels(comparison, headline=False),
        ]
    return "\n".join(parts)


def _head(comparison: Comparison) -> str:
    text = f"{comparison.scenario}\n{comparison.question}" if comparison.question else ""
    return "\n".join(
        textwrap.fill(line, WIDTH) for line in (text or comparison.scenario).splitlines()
    ) + (
        f"\n{comparison.replications} replications of {comparison.horizon_h / 24:g} days after "
        f"{comparison.warm_up_h / 24:g} days of warm-up, seed {comparison.seed}; "
        f"{comparison.stopped}\n"
    )


def _sentences(comparison: Comparison) -> list[str]:
    return [sentence.text for sentence in comparison.verdict]


def _paragraph(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _levels(comparison: Comparison, *, headline: bool) -> str:
    """Return one row a metric: its level in each design, with the interval of each."""
    titles = [column.title or column.id for column in comparison.columns]
    head = ["metric", *titles]
    rows = []
    for metric in comparison.metrics:
        if metric.headline is headline:
            unit = NUMBERS[metric.id].unit
            rows.append(
                [NUMBERS[metric.id].name, *(_level(x.interval, unit) for x in metric.levels)]
            )
    return grid(head, rows, widest=52)


def _level(interval: Interval, unit: str) -> str:
    if interval.method == "none" or math.isnan(interval.low):
        return format_value(interval.estimate, unit)
    if interval.low == interval.high:
        return format_value(interval.estimate, unit)
    span = format_interval(interval.low, interval.high, unit)
    return f"{format_value(interval.estimate, unit)} [{span}]"


def _effects(comparison: Comparison, number: int) -> str:
    """Return the 2 x 2 of one target: total, structure, settings, interaction."""
    column = comparison.columns[number + 1]
    baseline = comparison.columns[0]
    rows = [
        [NUMBERS[metric.id].name, *_parts(metric, metric.differences[number])]
        for metric in comparison.metrics
        if metric.headline
    ]
    head = ("difference", "in all", "", "owed to structure", "owed to settings", "interaction")
    title = f"{column.title or column.id} against {baseline.title or baseline.id}"
    return f"{title}: paired differences with 95 % intervals\n" + grid(head, rows, widest=48)


def _parts(metric: MetricComparison, difference: Difference) -> list[str]:
    unit = NUMBERS[metric.id].unit
    shown = {key: _difference(value, unit) for key, value in difference.effects.items()}
    return [
        shown.get("total", ""),
        SIGNS[difference.call],
        shown.get("structure", ""),
        shown.get("settings", ""),
        shown.get("interaction", ""),
    ]


def _difference(interval: Interval, unit: str) -> str:
    if interval.method == "identical" and interval.estimate == 0:
        return "none"
    if math.isnan(interval.estimate):
        return "not defined"
    text = format_difference(interval.estimate, unit)
    if interval.method == "none" or math.isnan(interval.low) or interval.low == interval.high:
        return text
    return f"{text} [{format_interval(interval.low, interval.high, unit, difference=True)}]"
