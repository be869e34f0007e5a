"""The points of a sweep: every combination, or a Latin hypercube.

Every point keeps the seed of the experiment: points are compared under common random numbers.

Source: McKay, M. D., Beckman, R. J., Conover, W. J. (1979), "A comparison of three methods for
selecting values of input variables", Technometrics 21(2).
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.comparison import plan_designs
from models.errors import Place, ScenarioError, ScenarioErrors
from models.experiments.sweeps.dimensions import with_setting
from models.formats import check_scenario, planned_hops

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.experiments.sweeps.dimensions import Dimension
    from models.scenario.scenario import Scenario

MAX_CELLS = 1_000_000
"""Cells of a sweep that is refused before it starts."""

HOPS_PER_S = 1e6
"""Hops of a whole cell that one core runs in a second, for the estimate."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point.

    Attributes:
        number: From 0.
        settings: Value of each dimension as a file would hold it, by its path.
        scenario: The scenario there, checked.
    """

    number: int
    settings: Mapping[str, Any]
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Size:
    """How large a sweep is.

    Attributes:
        points: How many points.
        cells: Cells if every point takes all its replications; cells that points share count once
            for each.
        hours: Rough time on one core.
    """

    points: int
    cells: int
    hours: float


def points_of(
    scenario: Scenario, dimensions: Sequence[Dimension], samples: int | None = None
) -> list[Point]:
    """Return all points, each checked like a file.

    Args:
        scenario: The base.
        dimensions: What to vary; at least one.
        samples: Points of a Latin hypercube; none: every combination of listed values.

    Raises:
        ScenarioError: A path or value is wrong, or the sweep too large.
        ScenarioErrors: The scenario of a point cannot be run; it names the settings.
    """
    _check(scenario, dimensions, samples)
    found = []
    for number, values in enumerate(_combinations(scenario, dimensions, samples)):
        there = scenario
        for dimension, value in zip(dimensions, values, strict=True):
            there = with_setting(there, dimension, value)
        settings = {d.name: value for d, value in zip(dimensions, values, strict=True)}
        if errors := check_scenario(there):
            where = ", ".join(f"{name} = {value}" for name, value in settings.items())
            raise ScenarioErrors([_at(where, error) for error in errors])
        found.append(Point(number, settings, there))
    return found


def size_of_sweep(points: Sequence[Point]) -> Size:
    """Return how large a sweep is at most."""
    cells, hops = 0, 0.0
    for point in points:
        most = point.scenario.experiment.replications.at_most
        here = most * len(plan_designs(point.scenario).profiles)
        cells += here
        hops += here * planned_hops(point.scenario)
    return Size(len(points), cells, hops / HOPS_PER_S / 3600.0)


def _check(scenario: Scenario, dimensions: Sequence[Dimension], samples: int | None) -> None:
    """Refuse what cannot be a sweep before anything is built."""
    if not dimensions:
        raise _wrong("vary", "something to vary", "nothing", "name a path and its values")
    names = [dimension.name for dimension in dimensions]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise _wrong(twice, "each path once", "it twice", "list all its values together")
    for dimension in dimensions:
        for value in dimension.values:
            with_setting(scenario, dimension, value)
        if dimension.span is not None:
            dimension.ends(scenario)
            if samples is None:
                advice = "give --samples N, or list values instead of a span"
                raise _wrong(dimension.name, "how many samples", "none", advice)
    number = samples or math.prod(len(each.values) for each in dimensions)
    rule = scenario.experiment.replications
    cells = number * rule.at_most * len(plan_designs(scenario).profiles)
    if cells > MAX_CELLS:
        found = f"{number:,} points, or {cells:,} cells"
        advice = "vary less, take samples, or lower experiment.replications.at_most"
        raise _wrong("vary", f"at most {MAX_CELLS:,} cells", found, advice)


def _combinations(
    scenario: Scenario, dimensions: Sequence[Dimension], samples: int | None
) -> Iterator[tuple[Any, ...]]:
    if samples is None:
        yield from itertools.product(*(dimension.values for dimension in dimensions))
        return
    from scipy.stats.qmc import LatinHypercube  # two seconds of loading

    cube = LatinHypercube(len(dimensions), rng=scenario.experiment.seed)
    for row in cube.random(samples).tolist():
        pairs = zip(dimensions, row, strict=True)
        yield tuple(dimension.at(share, scenario) for dimension, share in pairs)


def _at(where: str, error: ScenarioError) -> ScenarioError:
    path = f"at {where}: {error.place.path}"
    return ScenarioError(Place("", 0, path), error.expected, error.found, error.advice)


def _wrong(path: str, expected: str, found: str, advice: str) -> ScenarioError:
    return ScenarioError(Place("", 0, path), expected, found, advice)
