"""From cells to the comparison that everything above shows."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from models.comparison.bands import pooled_band
from models.comparison.cautions import cautions
from models.comparison.cell import EQUAL
from models.comparison.effects import (
    assumption_share,
    correlation,
    effect_intervals,
    effect_values,
)
from models.comparison.intervals import excludes_zero, interval_of
from models.comparison.ratio import ratio_of_pairs
from models.comparison.result import (
    Call,
    Column,
    Comparison,
    Difference,
    Interval,
    Layer,
    Level,
    MetricComparison,
    Sentence,
    TableComparison,
)
from models.comparison.samples import corners_of, numbers_of
from models.comparison.verdict import verdict_of
from models.compiled import compile_world
from models.engine.version import ENGINE_VERSION
from models.metrics import NUMBERS, TABLES
from models.profile import standings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.comparison.cell import Cell
    from models.comparison.plan import Plan, Target
    from models.compiled.world import World
    from models.metrics import Number, Table
    from models.profile import DesignProfile
    from models.scenario.scenario import Scenario

    Cells = Mapping[str, Sequence[Cell]]


def compare_cells(
    scenario: Scenario,
    plan: Plan,
    cells: Cells,
    *,
    stopped: str = "",
    reused: int = 0,
    computed: int = 0,
) -> Comparison:
    """Return the comparison of the designs of a plan.

    Args:
        scenario: Titles, question and headline metrics.
        plan: The designs.
        cells: Cells of each design by digest, in index order, equally many and at least one.
        stopped: Why no more replications were run, to follow the word "stopped".
        reused: How many cells were answered from the library.
        computed: How many were run.
    """
    from dataclasses import replace

    experiment = scenario.experiment
    world = compile_world(scenario)
    headline = [key for key in dict.fromkeys(experiment.headline) if key in NUMBERS]
    order = [*headline, *(key for key in NUMBERS if key not in headline)]
    replications = len(cells[plan.baseline])
    found = Comparison(
        scenario=scenario.title,
        question=scenario.question,
        seed=experiment.seed,
        horizon_h=experiment.horizon.hours,
        warm_up_h=experiment.warm_up.hours,
        follow_up_h=experiment.follow_up.hours,
        replications=replications,
        stopped=f"Stopped {stopped}." if stopped else "",
        baseline=plan.baseline_id,
        columns=_columns(plan),
        metrics=tuple(_metric(NUMBERS[k], plan, cells, headline=k in headline) for k in order),
        tables=tuple(_table(table, world, plan, cells) for table in TABLES.values()),
        verdict=(),
        digest=_digest(cells),
        engine_version=ENGINE_VERSION,
        reused=reused,
        computed=computed,
    )
    full = [
        Sentence(each.text, "", each.design, "note") for each in cautions(scenario, plan, world)
    ]
    return replace(found, verdict=(*verdict_of(scenario, found), *full))


def _digest(cells: Cells) -> str:
    whole = hashlib.sha256()
    for design in sorted(cells):
        for cell in cells[design]:
            whole.update(f"{design}\0{cell.digest()}\0".encode())
    return whole.hexdigest()


def _columns(plan: Plan) -> tuple[Column, ...]:
    return tuple(_column(key, profile) for key, profile in plan.declared)


def _column(key: str, profile: DesignProfile) -> Column:
    counts = standings(profile)
    return Column(
        id=key,
        title=profile.title or key,
        facts=counts["fact"],
        choices=counts["choice"],
        assumptions=counts["assumption"],
    )


def _metric(metric: Number, plan: Plan, cells: Cells, *, headline: bool) -> MetricComparison:
    levels = [_level(metric.id, plan.baseline_id, cells[plan.baseline])]
    levels += [_level(metric.id, target.id, cells[target.design]) for target in plan.targets]
    return MetricComparison(
        id=metric.id,
        headline=headline,
        levels=tuple(levels),
        differences=tuple(
            _difference(metric, plan, target, cells, headline=headline) for target in plan.targets
        ),
    )


def _level(key: str, design: str, cells: Sequence[Cell]) -> Level:
    values = numbers_of(key, cells)
    return Level(design, values, interval_of(values))


def _difference(
    metric: Number, plan: Plan, target: Target, cells: Cells, *, headline: bool
) -> Difference:
    corners = corners_of(metric.id, plan, target, cells)
    effects = effect_intervals(corners)
    total, structure = effects["total"], effects["structure"]
    return Difference(
        target=target.id,
        effects=effects,
        ratio=ratio_of_pairs(corners.target, corners.baseline),
        correlation=correlation(corners.baseline, corners.target),
        assumption_share=assumption_share(corners),
        call=call_of(total, metric, headline=headline),
        structure_call=call_of(structure, metric, headline=headline),
        sign_changes=_sign_changes(metric, plan, target, cells),
    )


def call_of(interval: Interval, metric: Number, *, headline: bool) -> Call:
    """Return what a difference says; only headline metrics are better or worse."""
    if interval.method == "identical" and interval.estimate == 0.0:
        return "equal"
    if not headline or metric.direction == "neutral":
        return "exploratory"
    if not excludes_zero(interval):
        return "undecided"
    return "better" if (interval.estimate < 0) == (metric.direction == "lower") else "worse"


def _sign_changes(metric: Number, plan: Plan, target: Target, cells: Cells) -> bool:
    """Return whether the difference has another sign under equal sensitivity weights."""
    if metric.equal is None:
        return False
    signs = []
    for key in (metric.id, metric.id + EQUAL):
        values = effect_values(corners_of(key, plan, target, cells))["total"]
        estimate = interval_of(values).estimate
        signs.append(0.0 if np.isnan(estimate) else float(np.sign(estimate)))
    return signs[0] * signs[1] < 0


def _table(table: Table, world: World, plan: Plan, cells: Cells) -> TableComparison:
    shown = [(plan.baseline_id, plan.baseline), *((t.id, t.design) for t in plan.targets)]
    layers = []
    for key, design in shown:
        parts = [cell.tables[table.id] for cell in cells[design]]
        layers.append(
            Layer(key, *pooled_band(parts, world.seed, 1.0 if table.unit == "share" else np.inf))
        )
    return TableComparison(table.id, table.axes, table.grid(world), tuple(layers))
