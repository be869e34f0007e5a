"""From cells of the sample to readings: which rule holds for which metric in which design."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from models.comparison.result import Interval
from models.experiments.dispatch import Task
from models.experiments.keys import cell_key, scenario_key
from models.experiments.previews.estimates import NAN, UNKNOWN, Shift, alone, moved
from models.experiments.previews.result import MetricPreview, Reading
from models.experiments.previews.sample import agents_of
from models.metrics import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.comparison.result import FloatArray
    from models.experiments.previews.cells import Bundle
    from models.experiments.previews.result import FullRun, Status
    from models.experiments.previews.sample import Sample
    from models.metrics import Number
    from models.scenario.scenario import Scenario


BUSY = 0.4
"""Load of a team above which waits in a sample say nothing: up to here they were found to hold, and
from about here waiting for others outweighs the work itself (M/M/1: load / (1 - load) of it)."""


@dataclass(frozen=True)
class Sides:
    """The sample before and after an edit.

    Attributes:
        scenario: The scenario as edited.
        full: The last full run, if there is one.
        after: Sample of the scenario as edited.
        before: Sample of the scenario of the full run.
        sample: Which part was simulated.
        replications: Replications that are whole on both sides.
        of_sample: Whether `full` is what the sample itself said before, for want of a full run.
    """

    scenario: Scenario
    full: FullRun | None
    after: Bundle
    before: Bundle | None
    sample: Sample
    replications: int
    of_sample: bool = False

    @cached_property
    def unchanged(self) -> frozenset[str]:
        """Ids of designs of which a full run would give the very same cells."""
        if self.full is None or self.before is None:
            return frozenset()
        old, new = self.before, self.after
        shared_old = scenario_key(self.full.scenario, old.plan.baseline)
        shared_new = scenario_key(self.scenario, new.plan.baseline)
        designs = new.designs()
        return frozenset(
            name
            for name, digest in old.designs().items()
            if name in designs
            and cell_key(shared_old, Task(0, digest))
            == cell_key(shared_new, Task(0, designs[name]))
        )

    def values(self, metric: Number, name: str, *, after: bool) -> FloatArray:
        """Return a metric of a design in the sample, weighted back, (k,)."""
        bundle = self.after if after or self.before is None else self.before
        scenario = self.scenario if after or self.full is None else self.full.scenario
        found = bundle.values(metric.id, bundle.designs()[name], self.replications)
        if metric.sampled != "total":
            return found
        return found * (agents_of(scenario) / agents_of(bundle.scenario))

    def shift(self, metric: Number, name: str) -> Shift:
        """Return by how much the edit moves a metric of a design."""
        if name in self.unchanged:
            return Shift(np.zeros(self.replications))
        after = self.values(metric, name, after=True)
        before = self.values(metric, name, after=False)
        with np.errstate(invalid="ignore"):  # inf - inf is not known
            return Shift(after - before)

    def step(self, metric: Number, baseline: str, name: str) -> Shift:
        """Return by how much a design that was never run differs from a baseline that was."""
        with np.errstate(invalid="ignore"):
            return Shift(
                self.values(metric, name, after=True) - self.values(metric, baseline, after=False)
            )

    def hidden(self, metric: Number, names: tuple[str, ...]) -> bool:
        """Return whether the sample cannot say anything of a metric in some designs."""
        if self.sample.whole:
            return False
        return metric.sampled == "rare" or (metric.queued and any(map(self._crowded, names)))

    def _crowded(self, name: str) -> bool:
        """Return whether a team is so busy, before or after, that fewer agents wait less."""
        loads = [self.after.busiest(self.after.designs()[name], self.scenario)]
        if self.full is not None and self.before is not None and name in self.before.designs():
            loads.append(self.before.busiest(self.before.designs()[name], self.full.scenario))
        return max(loads) > BUSY


def read_metrics(sides: Sides) -> tuple[MetricPreview, ...]:
    """Return every number metric in every design, headline metrics first."""
    named = [key for key in dict.fromkeys(sides.scenario.experiment.headline) if key in NUMBERS]
    order = [*named, *(key for key in NUMBERS if key not in named)]
    return tuple(MetricPreview(key, key in named, _readings(NUMBERS[key], sides)) for key in order)


def _readings(metric: Number, sides: Sides) -> tuple[Reading, ...]:
    first, *others = sides.after.designs()
    levels, differences = _full(metric, sides)
    found = [_reading(metric, sides, first, None, levels, differences)]
    found += [_reading(metric, sides, name, first, levels, differences) for name in others]
    return tuple(found)


def _full(metric: Number, sides: Sides) -> tuple[Mapping[str, Interval], Mapping[str, Interval]]:
    """Return levels and differences of the last full run by design."""
    if sides.full is None:
        return {}, {}
    comparison, experiment = sides.full.comparison, sides.scenario.experiment
    told = comparison.metric(metric.id)
    levels = {level.design: level.interval for level in told.levels}
    if sides.of_sample:  # what it knew nothing of, it may know something of since the edit
        levels = {
            key: one
            for key, one in levels.items()
            if key in sides.unchanged or not np.isnan(one.estimate)
        }
    if comparison.baseline != experiment.baseline:  # differences to another design say nothing here
        return levels, {}
    return levels, {each.target: each.effects["total"] for each in told.differences}


def _reading(
    metric: Number,
    sides: Sides,
    name: str,
    baseline: str | None,
    levels: Mapping[str, Interval],
    differences: Mapping[str, Interval],
) -> Reading:
    known = name in levels
    shift = sides.shift(metric, name) if known else Shift(np.array([]))
    level, status = _told(metric, sides, levels.get(name), shift, (name,))
    if level is None and baseline is not None and baseline in levels:
        level, status = _told(
            metric, sides, levels[baseline], sides.step(metric, baseline, name), (name,)
        )
    if level is None:
        level, status = _plain(metric, sides, (name,), sides.values(metric, name, after=True))
    if status == "previewed":
        level = possible(metric, level)
    by = float(shift.values.mean()) if shift.known and status != "not previewed" else NAN
    if baseline is None:
        return Reading(name, level, status, None, status, by)
    both = sides.shift(metric, baseline) if baseline in levels else Shift(np.array([]))
    apart = Shift(shift.values - both.values) if known and both.known else Shift(np.array([]))
    gap, gap_status = _told(metric, sides, differences.get(name), apart, (name, baseline))
    if gap is None:
        here, there = (sides.values(metric, each, after=True) for each in (name, baseline))
        with np.errstate(invalid="ignore"):
            gap, gap_status = _plain(metric, sides, (name, baseline), here - there)
    return Reading(name, level, status, gap, gap_status, by)


def possible(metric: Number, level: Interval) -> Interval:
    """Return a level within what its metric can be: none is below zero, no share above one.

    A shift of a few replications may be larger than what it is added to; differences, which say
    by how much, stay as they are.
    """
    most = 1.0 if metric.unit == "share" else math.inf
    ends = (level.estimate, level.low, level.high)
    estimate, low, high = (one if math.isnan(one) else min(max(one, 0.0), most) for one in ends)
    return Interval(estimate, low, high, level.method, level.n)


def _told(
    metric: Number,
    sides: Sides,
    full: Interval | None,
    shift: Shift,
    names: tuple[str, ...],
) -> tuple[Interval | None, Status]:
    """Return what a full run and a shift say together; None where there was no full run of it."""
    if full is None:
        return None, "not previewed"
    if sides.unchanged.issuperset(names):
        unknown = sides.of_sample and bool(np.isnan(full.estimate))
        return full, "not previewed" if unknown else "exact"
    if sides.hidden(metric, names) or not shift.known:
        return full, "not previewed"
    if _planned(metric, shift.values):
        return moved_exactly(full, shift), "exact"
    found = moved(full, shift)
    return (full, "not previewed") if found == UNKNOWN else (found, "previewed")


def moved_exactly(full: Interval, shift: Shift) -> Interval:
    """Return an interval moved by what is the same in every replication."""
    from dataclasses import replace

    by = float(shift.values[0])
    return replace(full, estimate=full.estimate + by, low=full.low + by, high=full.high + by)


def _plain(
    metric: Number, sides: Sides, names: tuple[str, ...], values: FloatArray
) -> tuple[Interval, Status]:
    """Return what the sample says by itself."""
    if sides.hidden(metric, names) or not np.isfinite(values).all():
        return UNKNOWN, "not previewed"
    if _planned(metric, values):
        value = float(values[0])
        return Interval(value, value, value, "identical", len(values)), "exact"
    return alone(values), "previewed"


def _planned(metric: Number, values: FloatArray) -> bool:
    """Return whether something follows from the designs alone, and so needs no interval."""
    return metric.sampled == "plan" and bool(np.all(values == values[0]))
