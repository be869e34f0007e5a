"""Numbers: each value is one that its setting can have."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from models.formats.checks.finding import Finding, settings_in, values_in
from models.profile import value_text
from models.scenario.distributions import Distribution, Quantiles
from models.scenario.leaves import flatten, leaves
from models.units import Duration, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.formats.tree import Path
    from models.scenario.controls import Settings
    from models.scenario.scenario import Scenario

MAY_BE_NEVER = ("lifetime", "every", "access_ttl", "lasts")
"""Drawn lengths of time that may be constantly `never`."""


def check_ranges(scenario: Scenario) -> Iterator[Finding]:
    """Find values outside what their setting can have."""
    for path, settings in settings_in(scenario):
        yield from _ttl(path, settings)
        yield from _above_zero(path, settings)
        yield from _shares(path, settings)
        yield from _revocation(path, settings)
    yield from _distributions(scenario)
    hops = scenario.workload.hops_per_task.value
    if hops.kind == "constant" and hops.constant is not None and hops.constant < 1:
        path = ("workload", "hops_per_task")
        yield Finding(path, "at least 1", value_text(hops), "a task has at least one hop")
    if not any(scenario.organisation.sensitivity.values()):
        advice = "give at least one class a weight above 0"
        yield Finding(("organisation", "sensitivity"), "a weight above 0", "none", advice)


def _ttl(path: Path, settings: Settings) -> Iterator[Finding]:
    if settings.access_ttl is None:
        return
    drawn = settings.access_ttl.value
    if drawn.kind not in ("constant", "uniform"):
        advice = "write `60 min` or `{uniform: {low: 60 min, high: 90 min}}`"
        yield Finding((*path, "access_ttl"), "a constant or uniform", f"`{drawn.kind}`", advice)
        return
    lowest = drawn.chosen if drawn.kind == "constant" else drawn.chosen.low
    if lowest.hours <= 0:
        advice = "a token that lives no time is renewed without end"
        yield Finding((*path, "access_ttl"), "a life above 0", str(lowest), advice)


def _above_zero(path: Path, settings: Settings) -> Iterator[Finding]:
    for name, leaf in flatten(settings).items():
        value, limit = leaf.value, leaves()[name].limit
        if limit == "above 0" and isinstance(value, Quantity) and value.number <= 0:
            yield Finding((*path, *name.split(".")), "more than 0", str(value), "raise it")
    if settings.renewal is not None and settings.renewal.value.chosen.point.value <= 0:
        at = (*path, "renewal", settings.renewal.value.kind, "point")
        yield Finding(at, "a fraction above 0", "0", "0 would renew without end")


def _shares(path: Path, settings: Settings) -> Iterator[Finding]:
    for name, leaf in flatten(settings).items():
        if leaves()[name].limit != "0 to 1" or not isinstance(leaf.value, Distribution):
            continue
        bounds = _bounds(leaf.value)
        if bounds is None or not 0 <= bounds[0] <= bounds[1] <= 1:
            advice = "write a share, a uniform within 0 and 1, or a beta"
            found = value_text(leaf.value)
            yield Finding((*path, *name.split(".")), "shares from 0 to 1", found, advice)


def _bounds(drawn: Distribution[object]) -> tuple[float, float] | None:
    chosen = drawn.chosen
    match drawn.kind:
        case "constant":
            return float(chosen), float(chosen)
        case "uniform":
            return float(chosen.low), float(chosen.high)
        case "beta":
            return 0.0, 1.0
        case "empirical":
            return chosen.points[0][1], chosen.points[-1][1]
        case _:
            return None


def _revocation(path: Path, settings: Settings) -> Iterator[Finding]:
    poll = settings.revocation.value.poll if settings.revocation is not None else None
    for index, step in enumerate(poll.steps if poll is not None else ()):
        if not 0 < step.hours < math.inf:
            at = (*path, "revocation", "poll", "steps", index)
            yield Finding(at, "an interval above 0 that ends", str(step), "write `30 min`")


def _distributions(scenario: Scenario) -> Iterator[Finding]:
    """Find parameters that no distribution can have, wherever one stands."""
    for path, part in values_in(scenario):
        if isinstance(part, Distribution):
            yield from _distribution(path, part)


def _distribution(path: Path, drawn: Distribution[object]) -> Iterator[Finding]:
    chosen = drawn.chosen
    numbers = _parameters(chosen)
    timed = any(isinstance(one, Duration) for _, one in numbers)
    for name, one in numbers:
        size = one.number if isinstance(one, Quantity) else one
        at = (*path, drawn.kind, name) if name else path
        never = math.isinf(size)
        if never and not (drawn.kind == "constant" and path[-1] in MAY_BE_NEVER):
            yield Finding(at, "a time that ends", "`never`", "write a number and a unit")
        if drawn.kind in ("exponential", "lognormal", "gamma", "weibull") and size <= 0:
            yield Finding(at, "a number above 0", value_text(one), "raise it")
        if not timed and size < 0:
            yield Finding(at, "a number of at least 0", value_text(one), "raise it")


def _parameters(chosen: object) -> list[tuple[str, float | Quantity]]:
    if isinstance(chosen, Quantity | float):
        return [("", chosen)]
    names: tuple[str, ...] = ("low", "high", "mean", "scale")
    if isinstance(chosen, Quantiles):
        names = tuple(type(chosen).model_fields)
    found = [(name, getattr(chosen, name, None)) for name in names]
    return [(name, one) for name, one in found if one is not None]
