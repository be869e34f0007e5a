from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.engine import simulate
from models.engine.events import KINDS, Kind
from models.engine.records import OUTCOMES, REASONS
from models.trace import (
    Drilling,
    NothingChosen,
    Selection,
    Trace,
    read_trace,
    record,
    why_text,
    write_trace,
)
from models.trace.recorder import Columns
from models.worker.bench import Bench
from tests.models.engine.test_simulation import design, digest, lively
from tests.models.trace.conftest import (
    BUNDLED,
    recorded,
    restless_scenario,
    scenario_called,
    with_seed,
)

if TYPE_CHECKING:
    from pathlib import Path

    from models.engine.settled import Stage
    from models.trace.hops import Hops


def kinds_in(trace: Trace) -> set[Kind]:
    return {Kind(int(kind)) for kind in np.unique(trace.events["kind"])}


def test_recording_a_bundled_scenario_changes_nothing(bundled: str) -> None:
    scenario = scenario_called(bundled)
    trace, cell = recorded(bundled)
    bench = Bench(scenario)
    assert cell.digest() == bench.run(bench.plan.baseline, 0).digest() == trace.heading.cell


def test_every_design_of_a_bundled_scenario_is_recorded_as_it_runs(bundled: str) -> None:
    scenario = scenario_called(bundled)
    bench = Bench(scenario)
    target = bench.plan.targets[0]
    _, cell = record(scenario, target.id, 1, Selection(hops="all"))
    assert cell.digest() == bench.run(target.design, 1).digest()


def test_every_design_of_a_bundled_scenario_can_be_written_and_read(
    bundled: str, tmp_path: Path
) -> None:
    scenario, path = scenario_called(bundled), tmp_path / "one.trace"
    for each in scenario.designs:
        trace, _ = record(scenario, each, 2, Selection(hops="sample"))
        write_trace(trace, path)
        again = read_trace(path)
        assert again.events.tobytes() == trace.events.tobytes()
        drilling = Drilling(again)
        for number in range(0, len(again.events), 101):
            assert why_text(drilling.why(number))


def test_every_kind_of_event_happens_somewhere() -> None:
    seen: set[Kind] = set()
    for scenario in (restless_scenario(), *map(scenario_called, BUNDLED)):
        for each in scenario.designs:
            seen |= kinds_in(record(scenario, each, 0, Selection(hops="none"))[0])
            if seen == set(Kind):
                return
    assert not set(Kind) - seen


def test_recording_a_restless_scenario_changes_nothing() -> None:
    scenario = restless_scenario()
    bench = Bench(scenario)
    for target in bench.plan.targets:
        _, cell = record(scenario, target.id, 0, Selection(hops="all"))
        assert cell.digest() == bench.run(target.design, 0).digest()


@given(seed=st.integers(0, 2**32), name=st.sampled_from(BUNDLED), replication=st.integers(0, 50))
@settings(max_examples=6)
def test_causes_exist_lie_before_their_effects_and_form_no_cycle(
    seed: int, name: str, replication: int
) -> None:
    scenario = with_seed(scenario_called(name), seed)
    designs = list(scenario.designs)
    trace, _ = record(scenario, designs[seed % len(designs)], replication, Selection(hops="none"))
    cause, at_h = trace.events["cause"], trace.events["at_h"]
    places = np.arange(len(cause))
    caused = cause >= 0
    assert caused.mean() > 0.3
    # A cause stands before its effect in a list that is ordered by time: no cycle is possible.
    assert (cause[caused] < places[caused]).all()
    assert (at_h[cause[caused]] <= at_h[caused]).all()
    assert (np.diff(at_h) >= 0).all()
    assert (at_h < trace.heading.horizon_h + 1e-9).mean() > 0.999
    assert not trace.heading.left_out


def test_what_is_recorded_of_orders_requests_and_compromises_is_in_the_tables() -> None:
    world, columns = lively(), Columns(Selection(hops="all"))
    records, _ = simulate(world, design(world), 0, {"hops": columns.open_hops}, recorder=columns)
    events: np.ndarray[tuple[int], np.dtype[np.void]] = columns.events()
    texts = columns.texts.all()

    def of(kind: Kind) -> np.ndarray[tuple[int], np.dtype[np.void]]:
        found: np.ndarray[tuple[int], np.dtype[np.void]] = events[events["kind"] == kind]
        return found

    opened = of(Kind.REQUEST_OPENED)
    assert opened["at_h"][opened["at_h"] >= 0].tolist() == sorted(records.requests.opened_h)
    decided = of(Kind.REQUEST_DECIDED)
    decided = decided[events["at_h"][decided["cause"]] >= 0.0]
    known = records.requests.outcome > 0
    assert sorted(decided["at_h"]) == sorted(records.requests.decided_h[known])
    assert sorted(OUTCOMES.index(texts[what]) for what in decided["what"]) == sorted(
        records.requests.outcome[known]
    )
    used = of(Kind.FIRST_USE)
    assert sorted(used["at_h"][used["at_h"] >= 0]) == sorted(records.compromises.used_h)
    steps = of(Kind.ATTACK_STEP)
    counted = events["at_h"][steps["cause"]] >= 0.0
    assert np.count_nonzero(counted) == records.compromises.steps.sum() > 0
    captured = np.array([texts[what] == "captured" for what in steps["what"]])
    assert np.count_nonzero(counted & captured) == records.compromises.seen.sum()
    ordered = of(Kind.ORDERED)
    last_h = world.horizon_h - world.follow_up_h
    told = {
        (float(row["at_h"]), int(row["agent"]), REASONS.index(texts[row["what"]]))
        for row in ordered
        if 0 <= row["at_h"] <= last_h
    }
    table = records.orders
    kept = set(zip(table.at_h.tolist(), table.agent.tolist(), table.reason.tolist(), strict=True))
    assert kept <= told
    assert len(told) - len(kept) < len(told) / 2
    assert columns.hops is not None
    assert columns.hops.executed == records.flow.hops
    assert len(columns.hops.in_order_of_time(10**9)) == records.flow.hops


def test_ends_of_access_are_those_of_the_table() -> None:
    world, columns = lively(), Columns(Selection(hops="none"))
    records, _ = simulate(world, design(world), 0, {"hops": columns.open_hops}, recorder=columns)
    events, table = columns.events(), records.orders
    ends = events[events["kind"] == Kind.ACCESS_ENDED]
    told = {(int(row["agent"]), int(row["platform"]), round(float(row["at_h"]), 6)) for row in ends}
    end_h = table.at_h + table.lag_h
    inside = end_h < world.horizon_h
    assert np.count_nonzero(inside) > 10
    for agent, platform, at_h in zip(
        table.agent[inside].tolist(),
        table.platform[inside].tolist(),
        end_h[inside].tolist(),
        strict=True,
    ):
        assert (agent, platform, round(at_h, 6)) in told
    stays = events[events["kind"] == Kind.ACCESS_STAYS]
    assert len(stays) >= np.count_nonzero(table.never)


def test_chosen_fleets_and_agents_alone_are_recorded(small: Trace) -> None:
    scenario = scenario_called("three_assistants")
    fleet = next(iter(scenario.workload.fleets))
    other = small.agent_name(len(small.agent_fleet) - 1)
    chosen = Selection(frozenset({fleet}), frozenset({other}), hops="all")
    trace, cell = record(scenario, small.heading.design, 0, chosen)
    assert cell.digest() == small.heading.cell
    agents = {trace.agent_name(a) for a in np.unique(trace.events["agent"]) if a >= 0}
    assert agents == {
        name for name, a in trace.agents_by_name.items()
        if trace.heading.fleets[trace.agent_fleet[a]] == fleet or name == other
    } & agents  # fmt: skip
    assert other in agents
    assert {trace.heading.fleets[trace.agent_fleet[a]] for a in np.unique(trace.hops["agent"])} <= {
        fleet,
        other.rsplit("_", 1)[0],
    }
    assert trace.missing == (f"only {trace.called(fleet)}, {trace.called(other)}",)
    with pytest.raises(NothingChosen, match="no agent 'nobody'"):
        record(scenario, small.heading.design, 0, Selection(agents=frozenset({"nobody"})))


def test_beyond_its_room_a_trace_thins_hops_first_and_says_so() -> None:
    scenario = scenario_called("three_assistants")
    whole, _ = record(scenario, "fragmented", 0, Selection(hops="all"))
    events = len(whole.events)
    some, _ = record(scenario, "fragmented", 0, Selection(hops="all", most_rows=events + 5000))
    assert len(some.events) == events
    assert 1000 < len(some.hops) <= 5000
    assert some.heading.hops_executed == len(whole.hops)
    kept = {(row["time_h"], row["agent"]) for row in whole.hops}
    assert all((row["time_h"], row["agent"]) in kept for row in some.hops)
    assert "hops are kept" in some.missing[0]
    few, _ = record(scenario, "fragmented", 0, Selection(hops="all", most_rows=200))
    assert len(few.events) + len(few.hops) <= 200
    assert sum(few.heading.left_out.values()) == events - len(few.events)
    plentiful = {about.id for about in KINDS.values() if about.plentiful}
    assert plentiful & set(few.heading.left_out)


def test_a_sample_of_hops_does_not_depend_on_the_room(small: Trace) -> None:
    scenario = scenario_called("three_assistants")
    share = small.heading.hop_share
    again, _ = record(scenario, "fragmented", 0, Selection(hops="sample", most_rows=10**7))
    assert again.heading.hop_share == share
    assert (again.hops == small.hops).all()
    assert 0.5 * share < len(small.hops) / small.heading.hops_executed < 2 * share


def test_hops_of_a_trace_are_a_tally_like_others() -> None:
    world = lively()
    columns = Columns(Selection(hops="sample"))
    made: list[Hops] = []

    def opened(stage: Stage) -> Hops:
        made.append(columns.open_hops(stage))
        return made[0]

    records, tallies = simulate(world, design(world), 0, {"hops": opened}, recorder=columns)
    assert tallies == {"hops": {}}
    assert digest(records) == digest(simulate(world, design(world), 0, {})[0])
    hops = made[0].in_order_of_time(10**6)
    assert (np.diff(hops["time_h"]) >= 0).all()
    assert 0 < len(hops) < made[0].executed
