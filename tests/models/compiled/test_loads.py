from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.cli.files import bundled
from models.comparison import cautions
from models.compiled.loads import Load, team_loads
from models.formats import read_scenario
from models.worker.bench import Bench

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario


def teaching(*changes: tuple[str, str]) -> Scenario:
    text = next(p for p in bundled() if p.stem == "three_assistants").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return read_scenario(text)


def loads_of(scenario: Scenario, target: int | None = None) -> tuple[Bench, dict[str, Load]]:
    bench = Bench(scenario)
    found = bench.plan.baseline
    design = found if target is None else bench.plan.targets[target].design
    loads = team_loads(bench.world, bench.governance(design), bench.governance(found))
    return bench, {load.team: load for load in loads}


@pytest.mark.parametrize("whom", ["fleet: quoter, agents: 1", "fleet: quoter, place: 3"])
def test_tickets_are_rate_times_work_over_people_times_open_hours(whom: str) -> None:
    """One order a day for one of four quoters, each 16 h of work, one person for 40 h a week."""
    scenario = teaching(
        ("lifetime: {exponential: {mean: 120 d}}", "lifetime: never"),
        ("{at: 5 d, every: 5 d, order: {agents: 1,", f"{{at: 1 d, every: 1 d, order: {{{whom},"),
        ("friday_order: {at: 67 d 15 h, order: {fleet: quoter, reason: drill}}",
         "friday_order: {at: 67 d 15 h, leak: {fleet: quoter, platform: crm}}"),
        ("inventory: {known: 0.9}", "inventory: {known: 1.0}"),
    )  # fmt: skip
    bench, loads = loads_of(scenario)
    service = loads["service"]
    orders = sum(each.kind == "order" for each in bench.world.happenings)
    expected = orders / bench.world.horizon_h * 16
    assert service.work["tickets"] == pytest.approx(expected)
    assert service.capacity == pytest.approx(40 / 168)
    assert service.share == pytest.approx(sum(service.work.values()) / (40 / 168))


@pytest.mark.parametrize("target", [None, 0])
def test_the_work_of_approvers_is_what_a_run_has_where_queues_drain(target: int | None) -> None:
    bench, loads = loads_of(teaching(("approvers: 1", "approvers: 9")), target)
    design = bench.plan.baseline if target is None else bench.plan.targets[target].design
    computed = sum(load.work.get("approvals", 0.0) for load in loads.values()) * 720
    ran = [bench.run(design, n).numbers["approval_hours"] for n in range(4)]
    assert computed == pytest.approx(sum(ran) / len(ran), rel=0.3)


def test_a_queue_that_never_drains_is_told_with_team_and_load_and_does_not_hang() -> None:
    scenario = teaching(
        ("agents: 12", "agents: 1200"),
        ("horizon: 180 d", "horizon: 8 d, follow_up: 4 d"),
        ("warm_up: 14 d", "warm_up: 1 d"),
        ("at: 5 d, every: 5 d", "at: 1 d"),
        ("at: 67 d 15 h", "at: 1 d"),
        ("at: 60 d", "at: 1 d"),
    )
    bench, loads = loads_of(scenario, 0)
    share = loads["identity"].share
    assert share > 10
    told = [each for each in cautions(scenario) if each.design == "unified"]
    assert any(
        "team `identity`" in each.text and f"{share:.3g} times" in each.text for each in told
    )
    cell = bench.run(bench.plan.targets[0].design, 0)
    capacity = loads["identity"].capacity * 720
    assert cell.numbers["approval_hours"] == pytest.approx(capacity, rel=0.5)


def test_spans_that_measure_little_are_told() -> None:
    short = teaching(
        ("warm_up: 14 d, horizon: 180 d", "warm_up: 30 d, horizon: 10 d, follow_up: 10 d"),
        ("at: 5 d, every: 5 d", "at: 0 d"),
        ("at: 67 d 15 h", "at: 0 d"),
        ("at: 60 d", "at: 1 d"),
    )
    texts = [each.text for each in cautions(short)]
    assert any("shorter than the warm-up (30 d)" in text for text in texts)
    assert any("only orders at its first instant" in text for text in texts)
    assert cautions(teaching()) == []


def test_other_work_and_the_last_gate_are_loads_too() -> None:
    scenario = teaching(
        ("service: {title: Customer service, approvers: 1,",
         "service: {background: {tickets: 3 / d, service: 2 h}, approvers: 1,"),
        ("approval: {by: platform_owner, gates: 1,",
         "approval: {by: platform_owner, gates: 2, last_by: identity, last_work: 3,"),
    )  # fmt: skip
    _, loads = loads_of(scenario)
    assert loads["service"].work["other work"] == pytest.approx(3 / 24 * 2)
    assert loads["data"].work["other work"] == 0.0
    one = loads_of(teaching(("gates: 1,", "gates: 2, last_by: identity, last_work: 0,")))[1]
    for team in ("service", "data"):  # no work at the last gate: what they have is the first one's
        assert loads[team].work["approvals"] == pytest.approx(one[team].work["approvals"])
    added = loads["identity"].work["approvals"] - one["identity"].work["approvals"]
    first = sum(one[team].work["approvals"] for team in ("service", "data", "identity"))
    assert added == pytest.approx(3 * 0.975 * first)  # 2.5 % are refused before it
