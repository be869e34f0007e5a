"""Clauses of the verdict: what an interval allows to say, and no more."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from models.comparison.intervals import excludes_zero
from models.metrics.wording import format_difference, format_interval, format_value

if TYPE_CHECKING:
    from models.comparison.result import Difference, Interval, MetricComparison
    from models.metrics import Number


def levels_told(metric: Number, compared: MetricComparison, target: str, tau_h: float) -> str:
    """Return ``from 47 d to 21 h``, or nothing where a level has no estimate."""
    levels = {level.design: level.interval.estimate for level in compared.levels}
    baseline = compared.levels[0].interval.estimate
    if math.isnan(baseline) or math.isnan(levels[target]):
        return ""
    limit_h = tau_h if metric.limit else None
    before = format_value(baseline, metric.unit, limit_h)
    return f"from {before} to {format_value(levels[target], metric.unit, limit_h)}"


def size_told(interval: Interval, unit: str) -> str:
    """Return the size of an effect whose interval lies on one side of 0, without its sign."""
    size = format_difference(interval.estimate, unit, signed=False)
    if interval.method == "identical":
        return f"{size} in every replication"
    ends = sorted((abs(interval.low), abs(interval.high)))
    text = f"{size} (95 % interval {format_interval(ends[0], ends[1], unit, difference=True)})"
    return f"{text} in the median replication" if interval.method == "median" else text


def signed_told(interval: Interval, unit: str) -> str:
    """Return an effect with its sign and interval, whatever it shows."""
    size = format_difference(interval.estimate, unit)
    ends = format_interval(interval.low, interval.high, unit, difference=True)
    return f"{size}, 95 % interval {ends}"


def is_nothing(interval: Interval) -> bool:
    """Return whether an effect is 0 in every replication."""
    return interval.method == "identical" and interval.estimate == 0.0


def part_told(part: str, interval: Interval, total: Interval, metric: Number) -> str:
    """Return a sentence on what one part of a difference contributes."""
    name = part.capitalize()
    if is_nothing(interval):
        return f"{name} contributes nothing."
    if interval.method == "none":
        return f"What {part} contributes cannot be told."
    if not excludes_zero(interval):
        return (
            f"{name}: no effect that {interval.n} replications can show "
            f"({signed_told(interval, metric.unit)})."
        )
    size = size_told(interval, metric.unit)
    if interval.estimate * total.estimate < 0:
        verb = "raises" if interval.estimate > 0 else "lowers"
        return f"{name} works the other way: on its own it {verb} it by {size}."
    return f"{name} contributes {size}."


def parts_told(difference: Difference, metric: Number) -> str:
    """Return sentences on structure, settings and their interaction."""
    effects = difference.effects
    total, interaction = effects["total"], effects["interaction"]
    told = [
        part_told("structure", effects["structure"], total, metric),
        part_told("settings", effects["settings"], total, metric),
    ]
    if excludes_zero(interaction) and not is_nothing(interaction):
        size = size_told(interaction, metric.unit)
        told.append(f"How much either does depends on the other: interaction {size}.")
    return " ".join(told)


def assumptions_told(difference: Difference) -> str:
    """Return a sentence on what rests on assumption values."""
    share = difference.assumption_share
    if is_nothing(difference.effects["assumptions"]):
        return "None of it rests on assumed values."
    if share is None or math.isnan(share.estimate):
        return "What share of it rests on assumed values cannot be given."
    size = format_value(share.estimate, "share")
    if share.method == "identical":
        return f"The share of it that rests on assumed values is {size}."
    ends = format_interval(share.low, share.high, "share")
    return f"The share of it that rests on assumed values is {size} (95 % interval {ends})."


def undefined_told(compared: MetricComparison, target: str, titles: dict[str, str]) -> str:
    """Return why there is no difference to speak of."""
    for level in compared.levels:
        if level.design not in (compared.levels[0].design, target):
            continue
        endless = sum(math.isinf(value) for value in level.values.tolist())
        if endless:
            of = f"{endless} of {len(level.values)} replications"
            where = f"in {of} of {titles[level.design]}"
            return f"no difference can be given, because it has no end {where}"
    return "no difference can be given, because too few replications define it"
