"""Revoke now: an order put into the same seed, and what it ends where."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.resources import scenarios_folder
from models.comparison.cautions import cautions
from models.engine.events import Kind
from models.formats import check_scenario, read_scenario
from models.scenario.edits import with_value
from models.trace import open_trace, record, write_trace
from models.trace.revoking import (
    Revocation,
    drains,
    holder_at,
    revocation_id,
    still_open,
    with_revocation,
)

if TYPE_CHECKING:
    from pathlib import Path

    from models.scenario import Scenario
    from models.trace import Trace

    Pair = tuple[Trace, Trace]

AT_H = 700.5
FLEET = "quoter"
ORDER = Revocation(FLEET, AT_H)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return read_scenario(scenarios_folder() / "three_assistants.yaml")


@pytest.fixture(scope="module", params=["fragmented", "unified"])
def pair(request: pytest.FixtureRequest, scenario: Scenario) -> Pair:
    plain, _ = record(scenario, request.param)
    revoked, _ = record(with_revocation(scenario, ORDER), request.param)
    return plain, revoked


def same_before(plain: Trace, revoked: Trace, at_h: float) -> bool:
    """Whether two traces tell the same until a moment."""
    before = (plain.between(-math.inf, at_h), revoked.between(-math.inf, at_h))
    assert len(plain.events[before[0]]) > 100
    hops = plain.hops_between(-math.inf, at_h), revoked.hops_between(-math.inf, at_h)
    return all(
        np.array_equal(plain.events[before[0]][name], revoked.events[before[1]][name])
        for name in ("kind", "at_h", "agent", "account", "platform", "thing")
    ) and np.array_equal(plain.hops[hops[0]]["time_h"], revoked.hops[hops[1]]["time_h"])


def test_nothing_before_the_order_is_other_than_it_was(pair: Pair) -> None:
    assert same_before(*pair, AT_H)


def test_an_order_near_the_end_is_followed_until_the_run_ends(
    scenario: Scenario, pair: Pair, tmp_path: Path
) -> None:
    run = scenario.experiment
    order = replace(ORDER, at_h=0.9 * run.horizon.hours)
    assert order.at_h > run.horizon.hours - run.follow_up.hours
    changed = with_revocation(scenario, order)
    assert check_scenario(changed) == []
    (told,) = {c.text for c in cautions(changed)} - {c.text for c in cautions(scenario)}
    assert "revoke_now" in told
    assert "no lag counts it" in told
    revoked, _ = record(changed, pair[0].heading.design)
    assert same_before(pair[0], revoked, order.at_h)
    write_trace(revoked, tmp_path / "late.trace")
    opened = open_trace(tmp_path / "late.trace")
    assert opened.trace.heading.horizon_h == run.horizon.hours
    found = drains(opened.trace, order)
    assert found
    assert all(drain.ended + drain.stays == drain.pairs for drain in found)
    # A drill changes nothing but what is measured: so late it would be for nothing.
    drill = {"at": f"{order.at_h} h", "order": {"fleet": FLEET, "reason": "drill"}}
    (error,) = check_scenario(with_value(scenario, ("incidents", "late"), drill))
    assert "incidents.late.at" in str(error)


def test_every_access_of_the_fleet_is_accounted_for(pair: Pair) -> None:
    _, trace = pair
    number = trace.heading.fleets.index(FLEET)
    orders = [
        e
        for e in trace.find([Kind.ORDERED], from_h=AT_H - 1e-3, to_h=AT_H + 1e-3).tolist()
        if trace.agent_fleet[trace.events["agent"][e]] == number
    ]
    agents = {int(trace.events["agent"][e]) for e in orders}
    alive = (trace.birth_h <= AT_H) & (trace.death_h > AT_H) & (trace.agent_fleet == number)
    assert agents == set(np.flatnonzero(alive).tolist())
    found = drains(trace, ORDER)
    used = (trace.account_of[sorted(agents)] >= 0).sum(axis=0)
    assert {drain.platform: drain.pairs for drain in found} == {
        platform: int(n) for platform, n in zip(trace.heading.platforms, used, strict=True) if n
    }
    for drain in found:
        assert drain.ended + drain.stays == drain.pairs
        assert np.all(drain.lags_h >= 0.0)
        assert np.all(np.diff(drain.lags_h) >= 0.0)
        assert drain.why
    assert [d.last_h for d in found] == sorted((d.last_h for d in found), reverse=True)


def test_what_is_still_open_falls_from_all_to_what_stays(pair: Pair) -> None:
    found = drains(pair[1], ORDER)
    share = still_open(found, np.linspace(0.0, 1e5, 500))
    assert np.all(np.diff(share) <= 0.0)
    stays, pairs = sum(d.stays for d in found), sum(d.pairs for d in found)
    assert share[-1] == pytest.approx(stays / pairs)
    assert still_open(found, np.array([-1.0]))[0] == 1.0


def test_the_order_is_an_incident_like_any_other(scenario: Scenario) -> None:
    once = with_revocation(scenario, ORDER)
    assert not check_scenario(once)
    assert set(once.incidents) == {*scenario.incidents, "revoke_now"}
    assert revocation_id(once) == "revoke_now_2"
    with pytest.raises(KeyError):
        with_revocation(scenario, replace(ORDER, fleet="nobody"))
    with pytest.raises(ValueError, match="-1"):
        with_revocation(scenario, replace(ORDER, at_h=-1.0))
    with pytest.raises(ValueError, match="inf"):
        with_revocation(scenario, replace(ORDER, at_h=math.inf))


def test_one_agent_loses_access_and_the_others_of_its_fleet_keep_theirs(
    scenario: Scenario,
) -> None:
    order = replace(ORDER, place=2)
    changed = with_revocation(scenario, order)
    assert check_scenario(changed) == []
    trace, _ = record(changed, "unified")
    agent = holder_at(trace, order)
    assert trace.agent_name(agent).startswith("quoter_2")
    ordered = trace.find([Kind.ORDERED], from_h=AT_H - 1e-3, to_h=AT_H + 1e-3)
    assert set(trace.events["agent"][ordered].tolist()) == {agent}
    found = drains(trace, order)
    assert found
    assert {drain.pairs for drain in found} == {1}


def test_nobody_holds_a_place_that_there_is_not(scenario: Scenario, pair: Pair) -> None:
    assert holder_at(pair[0], replace(ORDER, place=9999)) == -1
    assert holder_at(pair[0], replace(ORDER, fleet="nobody", place=1)) == -1
    agents = scenario.workload.fleets[FLEET].agents
    (error,) = check_scenario(with_revocation(scenario, replace(ORDER, place=agents + 1)))
    assert f"expected one of {agents} places, found {agents + 1}" in str(error)
