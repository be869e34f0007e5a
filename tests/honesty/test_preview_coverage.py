"""How often the interval of a preview holds what a full run of the edited scenario says.

DESIGN 9: over 200 edits at least 90 %.  Edits are random and valid, one value at a time; the full
run is the program's own, of all agents and replications.  Nightly on three bundled scenarios with
samples as thin as that of the flagship, after one replication and after three, since the clock
may stop at either; every day on a small one.  Held, besides all readings, are those that the edit
really moves: the interval of a preview is never shorter than that of the last full run, which by
itself holds what hardly moves.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.cli.files import bundled
from models.comparison import Interval, plan_designs
from models.comparison.intervals import half_width, interval_of
from models.experiments import FullRun, InProcess, Previewer, compare
from models.experiments.previews import sample as sampling
from models.formats import read_scenario
from models.scenario.edits import with_value
from models.worker.bench import Bench
from tests.honesty.edits import random_edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.experiments import Preview
    from models.scenario.scenario import Scenario

ENOUGH = 0.9
MOVED = 0.25
"""Share of the half-width of the last full run, from which a value counts as moved."""

LEAST = 30
"""Readings of one metric from which its own share is held too."""


@dataclass
class Tally:
    """Readings of one metric: all, held; of those that moved: all, held; and their widths."""

    all: list[int] = field(default_factory=lambda: [0, 0])
    moved: list[int] = field(default_factory=lambda: [0, 0])
    hidden: int = 0
    widths: list[float] = field(default_factory=list)

    def look(self, shown: Interval, before: Interval, truth: float) -> None:
        rounding = 1e-9 * max(1.0, abs(truth))
        held = shown.low - rounding <= truth <= shown.high + rounding
        self.all = [self.all[0] + 1, self.all[1] + held]
        if abs(truth - before.estimate) > MOVED * half_width(before):
            self.moved = [self.moved[0] + 1, self.moved[1] + held]
        if half_width(before) > 0:
            self.widths.append(half_width(shown) / half_width(before))

    def add(self, other: Tally) -> None:
        self.all = [a + b for a, b in zip(self.all, other.all, strict=True)]
        self.moved = [a + b for a, b in zip(self.moved, other.moved, strict=True)]
        self.hidden += other.hidden
        self.widths += other.widths

    def __str__(self) -> str:
        width = float(np.median(self.widths)) if self.widths else math.nan
        held, moved = (100.0 * one[1] / max(1, one[0]) for one in (self.all, self.moved))
        return (
            f"{self.all[0]:6} held {held:5.1f} % | moved {self.moved[0]:5} held {moved:5.1f} % | "
            f"width / full {width:5.2f} | not previewed {self.hidden:5}"
        )


class Truth:
    """What full runs say of the designs that are shown; unchanged ones are not run again."""

    def __init__(self, scenario: Scenario, replications: int) -> None:
        self.bench = Bench(scenario)
        designs = {self.bench.plan.baseline_id: self.bench.plan.baseline}
        self.designs = designs | {each.id: each.design for each in self.bench.plan.targets}
        self.replications = replications
        self._numbers: dict[str, list[Mapping[str, float]]] = {}

    def values(self, metric: str, name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        design = self.designs[name]
        if design not in self._numbers:
            runs = range(self.replications)
            self._numbers[design] = [self.bench.run(design, r).numbers for r in runs]
        return np.array([each[metric] for each in self._numbers[design]])

    def level(self, metric: str, name: str) -> float:
        return interval_of(self.values(metric, name)).estimate

    def difference(self, metric: str, name: str, baseline: str) -> float:
        with np.errstate(invalid="ignore"):
            return interval_of(self.values(metric, name) - self.values(metric, baseline)).estimate


def looked_at(
    preview: Preview, full: FullRun, truth: Truth
) -> Iterator[tuple[str, Interval | None, Interval, float]]:
    """Yield metric, interval of the preview (None: not previewed), of the run before, truth."""
    for metric in preview.metrics:
        before = full.comparison.metric(metric.id)
        baseline = metric.readings[0].design
        for place, reading in enumerate(metric.readings):
            old, key = before.levels[place].interval, reading.design
            if reading.level_status == "previewed":
                yield metric.id, reading.level, old, truth.level(metric.id, key)
            elif reading.level_status == "not previewed":
                yield metric.id, None, old, math.nan
            if reading.difference is not None and reading.difference_status == "previewed":
                gap = truth.difference(metric.id, key, baseline)
                yield (
                    metric.id,
                    reading.difference,
                    before.differences[place - 1].effects["total"],
                    gap,
                )


def covered(
    scenario: Scenario, edits: int, seed: int, replications: tuple[int, ...]
) -> dict[int, dict[str, Tally]]:
    """Return tallies by replications of the preview, then by metric."""
    full = FullRun(scenario, compare(scenario, InProcess()))
    previewer, generator = Previewer(InProcess()), np.random.default_rng(seed)
    found: dict[int, dict[str, Tally]] = {k: defaultdict(Tally) for k in replications}
    for _ in range(edits):
        edit = random_edit(scenario, generator)
        truth = Truth(edit.scenario, full.comparison.replications)
        for k in replications:
            preview = previewer.preview(edit.scenario, full, budget_s=1e9, most=k)
            assert preview.replications == k
            for metric, shown, before, said in looked_at(preview, full, truth):
                tally = found[k][metric]
                if shown is None:
                    tally.hidden += 1
                elif math.isfinite(said) and math.isfinite(shown.low):
                    tally.look(shown, before, said)
    return found


def hold(tallies: Mapping[str, Tally], title: str) -> None:
    """Print the table, and hold every share that it rests on enough readings."""
    print(f"\n{title}")
    whole = Tally()
    for metric, tally in tallies.items():
        print(f"{metric:24} {tally}")
        whole.add(tally)
    print(f"{'together':24} {whole}")
    assert whole.all[1] >= ENOUGH * whole.all[0] > 0
    assert whole.moved[1] >= ENOUGH * whole.moved[0]
    short = [
        key for key, t in tallies.items() if t.all[0] >= LEAST and t.all[1] < ENOUGH * t.all[0]
    ]
    assert not short


def shrunk(name: str, agents: float) -> Scenario:
    """Return a bundled scenario with a share of its agents and ten replications."""
    scenario = read_scenario(next(path for path in bundled() if path.stem == name))
    for key, fleet in scenario.workload.fleets.items():
        path = ("workload", "fleets", key, "agents")
        scenario = with_value(scenario, path, max(1, round(fleet.agents * agents)))
    rule = {"at_least": 10, "at_most": 10}
    return with_value(scenario, ("experiment", "replications"), rule)


def test_previews_of_a_small_scenario_hold_the_full_run(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "MOST_AGENTS", 8)
    rule = {"at_least": 6, "at_most": 6}
    scenario = with_value(small, ("experiment", "replications"), rule)
    for k, tallies in covered(scenario, 12, 20261, (1, 3)).items():
        hold(tallies, f"12 edits of three assistants, 8 of 22 agents, {k} replications")


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("name", "agents", "most", "edits"),
    [("larkfield", 0.5, 32, 100), ("three_clouds", 1.0, 30, 50), ("regulated_bank", 1.0, 30, 50)],
)
def test_previews_hold_the_full_run(
    name: str, agents: float, most: int, edits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = shrunk(name, agents)
    monkeypatch.setattr(sampling, "MOST_AGENTS", most)
    assert not sampling.choose_sample(scenario, plan_designs(scenario)).whole
    for k, tallies in covered(scenario, edits, 20262, (1, 3)).items():
        hold(tallies, f"{edits} edits of {name}, {most} agents at most, {k} replications")
