"""Whole replications against one event per hop: streams, stops, ends, tables and all metrics."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from models.engine.fleet_life import draw_agents
from models.engine.records import OUTCOMES
from models.worker.bench import Bench
from tests.reference.bundled import NAMES, scaled_down
from tests.reference.whole_organisations import cases
from tests.reference.whole_run import FAST, SLOW, Case, differences, run

if TYPE_CHECKING:
    from models.compiled.world import World


@settings(max_examples=60)
@given(cases())
def test_a_whole_run_equals_one_event_per_hop(case: Case) -> None:
    assert differences(run(case, FAST), run(case, SLOW)) == []


@pytest.mark.nightly
@settings(max_examples=500)
@given(cases())
def test_a_whole_run_equals_one_event_per_hop_on_many_more(case: Case) -> None:
    assert differences(run(case, FAST), run(case, SLOW)) == []


def test_generated_organisations_have_every_trouble() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=150, derandomize=True, database=None)
    @given(cases())
    def look(case: Case) -> None:
        records = run(case, FAST).records
        flow, requests = records.flow, records.requests
        seen["abandoned"] += flow.abandoned
        seen["unfinished"] += flow.unfinished
        seen["stopped by approval"] += flow.stopped_by_approval
        seen["stopped by closure"] += flow.stopped_by_closure
        seen["timed out"] += int((requests.outcome == OUTCOMES.index("lapsed")).sum())
        seen["orders"] += len(records.orders.order)
        seen["collateral"] += len(records.collateral.at_h)
        seen["compromises"] += len(records.compromises.cause)
        seen["decisions"] += records.estate.decisions
        seen["old accounts"] += len(records.old_accounts.from_h)
        seen["waits for a first access"] += int(requests.first.sum())
        births = draw_agents(case.world, case.replication).birth_h
        seen["births"] += int((births > -case.world.warm_up_h).sum())
        out = records.outages
        again = out.directory[1:] == out.directory[:-1]
        seen["overlapping outages"] += int((again & (out.from_h[1:] < out.to_h[:-1])).sum())

    look()
    for trouble, number in seen.items():
        assert number >= 3, trouble


def planned_hops(world: World) -> float:
    """Return how many hops the agents at the start would make by themselves, about."""
    fleets = world.fleets
    return float(
        (fleets.agents * fleets.tasks_per_h).sum() * world.hops_per_task.mean * world.horizon_h
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_bundled_scenario_equals_one_event_per_hop(name: str) -> None:
    bench = Bench(scaled_down(name))
    plan = bench.plan
    for design in dict.fromkeys([plan.baseline, *(target.design for target in plan.targets)]):
        case = Case(bench.world, bench.governance(design), bench.governance(plan.baseline))
        fast = run(case, FAST)
        assert len(fast.log.hops) > 0.5 * planned_hops(case.world)
        assert differences(fast, run(case, SLOW)) == []
