"""A comparison as text: verdict, table of metrics with intervals, and the 2 x 2."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

from app.cli.grid import grid
from app.cli.terminal import columns
from models.metrics import NUMBERS
from models.metrics.wording import format_difference, format_estimate, format_value

if TYPE_CHECKING:
    from models.comparison import Comparison
    from models.comparison.result import (
        Call,
        Difference,
        Interval,
        MetricComparison,
        Sentence,
        Strength,
    )

MARKS: dict[Strength, str] = {"finding": "+", "cost": "-", "undecided": "?", "note": ""}
"""In front of a sentence: better, worse, not decided."""

SIGNS: dict[Call, str] = {
    "better": "better",
    "worse": "WORSE",
    "undecided": "undecided",
    "exploratory": "",
    "equal": "equal",
}


def verdict_text(comparison: Comparison, *, everything: bool = False) -> str:
    """Return what `sprawl compare` prints of a comparison.

    Args:
        comparison: The comparison.
        everything: True to print the exploratory metrics too.
    """
    parts = [_head(comparison), *_sentences(comparison)]
    parts += ["", "Headline metrics", _levels(comparison, headline=True)]
    for number in range(len(comparison.columns) - 1):
        parts += ["", _effects(comparison, number)]
    others = sum(not metric.headline for metric in comparison.metrics)
    if others and everything:
        title = "Exploratory metrics: told, never called better or worse"
        parts += ["", title, _levels(comparison, headline=False)]
    elif others:
        parts += [
            "",
            f"{others} exploratory metrics: see the report, metrics.csv or --all",
        ]
    return "\n".join(parts)


def _head(comparison: Comparison) -> str:
    what = (
        f"{comparison.replications} replications of {comparison.horizon_h / 24:g} days after "
        f"{comparison.warm_up_h / 24:g} days of warm-up, seed {comparison.seed}. "
        f"{comparison.stopped}"
    )
    lines = [comparison.scenario, comparison.question, what]
    return "\n".join(textwrap.fill(line, columns()) for line in lines if line) + "\n"


def _sentences(comparison: Comparison) -> list[str]:
    """Return the verdict in brief: parts of a difference stand in the table below it."""
    known = {comparison.stopped}
    return [_bullet(each) for each in comparison.verdict if each.text not in known]


def _bullet(sentence: Sentence) -> str:
    text = sentence.text
    if sentence.strength in ("finding", "cost"):
        text = text.split(". ")[0].removesuffix(".") + "."
    mark = MARKS[sentence.strength]
    first = f"  {mark} " if mark else ("\n" if sentence.target else "")
    return textwrap.fill(
        text, columns(), initial_indent=first, subsequent_indent="    " if mark else ""
    )


PER_TASKS = " per 1,000 tasks"
SCALED = ("h", "share", "n")
"""Units that each number carries itself: hours become minutes or days, shares per cent."""


def metric_name(metric: MetricComparison) -> str:
    """Return the name of a metric, with the unit that all its numbers share."""
    number = NUMBERS[metric.id]
    if number.unit in SCALED:
        return number.name
    unit = number.unit.removesuffix(PER_TASKS) if PER_TASKS in number.name else number.unit
    return f"{number.name}, {unit}"


def _bare(text: str, unit: str) -> str:
    """Return *text* without the unit that stands in the first column."""
    return text if unit in SCALED else text.replace(f" {unit}", "")


def _levels(comparison: Comparison, *, headline: bool) -> str:
    """Return one row a metric: its level in each design, with the interval of each."""
    titles = [column.title or column.id for column in comparison.columns]
    rows = [
        [
            metric_name(metric),
            *(level_text(metric, each.interval) for each in metric.levels),
        ]
        for metric in comparison.metrics
        if metric.headline is headline
    ]
    return grid(["metric", *titles], rows, fit=columns())


def level_text(metric: MetricComparison, interval: Interval) -> str:
    """Return the level of a metric in one design, with its interval."""
    unit = NUMBERS[metric.id].unit
    if interval.method == "none" or not interval.low < interval.high:
        return _bare(format_value(interval.estimate, unit), unit)
    return _bare(format_estimate(interval.estimate, interval.low, interval.high, unit), unit)


def _effects(comparison: Comparison, number: int) -> str:
    """Return the 2 x 2 of one target: total, structure, settings, interaction."""
    column = comparison.columns[number + 1]
    baseline = comparison.columns[0]
    rows = [
        [metric_name(metric), *_parts(metric, metric.differences[number])]
        for metric in comparison.metrics
        if metric.headline
    ]
    head = (
        "difference",
        "in all",
        "",
        "owed to structure",
        "owed to settings",
        "interaction",
        "owed to assumptions",
    )
    title = f"{column.title or column.id} against {baseline.title or baseline.id}"
    return f"{title}: paired differences with 95 % intervals\n" + grid(head, rows, fit=columns())


def _parts(metric: MetricComparison, difference: Difference) -> list[str]:
    shown = {key: difference_text(metric, value) for key, value in difference.effects.items()}
    return [
        shown.get("total", ""),
        SIGNS[difference.call],
        shown.get("structure", ""),
        shown.get("settings", ""),
        shown.get("interaction", ""),
        shown.get("assumptions", ""),
    ]


def difference_text(metric: MetricComparison, interval: Interval) -> str:
    """Return a paired difference of a metric, with its interval."""
    unit = NUMBERS[metric.id].unit
    if interval.method == "identical" and interval.estimate == 0:
        return "none"
    if math.isnan(interval.estimate):
        return "not defined"
    ends = interval.low, interval.high
    if interval.method == "none" or not interval.low < interval.high:
        return _bare(format_difference(interval.estimate, unit), unit)
    return _bare(format_estimate(interval.estimate, *ends, unit, difference=True), unit)
