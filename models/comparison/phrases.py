"""Clauses of the verdict: what an interval allows to say, and no more."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from models.comparison.intervals import excludes_zero
from models.metrics.wording import (
    format_change,
    format_difference,
    format_interval,
    format_value,
)

if TYPE_CHECKING:
    from models.comparison.result import Difference, Interval, MetricComparison
    from models.metrics import Number


def levels_told(metric: Number, compared: MetricComparison, place: int, tau_h: float) -> str:
    """Return ``from 47 d to 21 h``: means, or medians where the difference is a median.

    Args:
        metric: The metric.
        compared: Its comparison.
        place: Which target, from 0.
        tau_h: Follow-up time, at which some metrics are cut.
    """
    values = np.stack([compared.levels[0].values, compared.levels[place + 1].values])
    told = values[:, ~np.isnan(values).any(axis=0)]
    by_median = compared.differences[place].effects["total"].method == "median"
    before, after = np.median(told, axis=1) if by_median else told.mean(axis=1)
    limit_h = tau_h if metric.limit else None
    return f"from {format_change(float(before), float(after), metric.unit, limit_h)}"


PAIRED = "Differences are of pairs; the two levels by themselves differ the other way."


def crossing_told(compared: MetricComparison, place: int) -> str:
    """Return that two levels by themselves differ the other way than their pairs; empty: no.

    A median of differences is not the difference of two medians; where noise is large the two may
    even point to different sides.

    Args:
        compared: The comparison of a metric.
        place: Which target, from 0.
    """
    before, after = (compared.levels[at].interval.estimate for at in (0, place + 1))
    by = compared.differences[place].effects["total"].estimate
    if (after - before) * by < 0.0:
        return PAIRED
    return ""


def brief_unit(unit: str) -> str:
    """Return the unit of sizes that stand beside levels: a long one is not said again."""
    return unit if unit in ("h", "share") else "n"


def replications_told(count: int) -> str:
    """Return ``1 replication`` or ``40 replications``."""
    return f"{count} replication{'' if count == 1 else 's'}"


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


NEGLIGIBLE = 0.01
"""Parts below this share of the whole are told as next to nothing."""


def part_told(part: str, interval: Interval, total: Interval, unit: str) -> str:
    """Return a sentence on what one part of a difference contributes.

    Args:
        part: ``structure`` or ``settings``.
        interval: The part.
        total: The whole, of which the interval lies on one side of 0.
        unit: Unit of both.
    """
    name, s = part.capitalize(), "" if part.endswith("s") else "s"
    if is_nothing(interval):
        return f"{name} contribute{s} nothing."
    if interval.method == "none":
        return f"What {part} contribute{s} cannot be told."
    signed = signed_told(interval, unit)
    if not excludes_zero(interval):
        return f"{name}: no effect that {replications_told(interval.n)} can show ({signed})."
    if max(abs(interval.low), abs(interval.high)) < NEGLIGIBLE * abs(total.estimate):
        return f"{name} contribute{s} next to nothing ({signed})."
    if interval.estimate * total.estimate < 0:
        return f"{name} work{s} against it ({signed})."
    return f"{name} contribute{s} {size_told(interval, unit)}."


def parts_told(difference: Difference, unit: str) -> str:
    """Return sentences on structure, settings and their interaction."""
    effects = difference.effects
    total, interaction = effects["total"], effects["interaction"]
    told = [
        part_told("structure", effects["structure"], total, unit),
        part_told("settings", effects["settings"], total, unit),
    ]
    if excludes_zero(interaction):
        signed = signed_told(interaction, unit)
        told.append(f"What either does depends on the other (interaction {signed}).")
    return " ".join(told)


def assumptions_told(difference: Difference, unit: str, title: str) -> str:
    """Return a sentence on what rests on values that are assumed for the target."""
    part, share = difference.effects["assumptions"], difference.assumption_share
    if is_nothing(part):
        return f"None of it rests on values assumed for {title}."
    if share is not None and share.method == "identical":
        size = format_value(share.estimate, "share")
        return f"{size} of it rests on values assumed for {title}."
    if share is not None:
        size = format_value(share.estimate, "share")
        ends = format_interval(share.low, share.high, "share")
        return f"{size} of it rests on values assumed for {title} (95 % interval {ends})."
    if part.method == "none":
        return f"What rests on values assumed for {title} cannot be told."
    if not excludes_zero(part):
        return (
            f"No part of it that {replications_told(part.n)} can show rests on values assumed for "
            f"{title} ({signed_told(part, unit)})."
        )
    return f"Values assumed for {title} move it by {signed_told(part, unit)}."


def undefined_told(compared: MetricComparison, target: str, titles: dict[str, str]) -> str:
    """Return why there is no difference to speak of."""
    for level in compared.levels:
        if level.design not in (compared.levels[0].design, target):
            continue
        endless = sum(math.isinf(value) for value in level.values.tolist())
        if endless:
            of = f"{endless} of {replications_told(len(level.values))}"
            where = f"in {of} of {titles[level.design]}"
            return f"no difference can be given, because it has no end {where}"
    return "no difference can be given, because too few replications define it"
