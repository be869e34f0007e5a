"""What goes in comes out, at every queue and in every table, whatever the organisation is."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings

from models.engine.approval import Approval
from models.engine.simulation import Mechanisms, _open_plane, prepare
from models.engine.visibility import observe
from tests.reference.whole_organisations import cases
from tests.reference.whole_run import FAST, Case, differences, run

if TYPE_CHECKING:
    from models.compiled.governance import Controls, Governance
    from models.engine.working_hours import Team


@settings(max_examples=60)
@given(cases())
def test_every_table_adds_up(case: Case) -> None:
    records = run(case, FAST).records
    estate, flow, authority = records.estate, records.flow, records.authority
    assert estate.keys_issued == estate.keys_expired + estate.keys_revoked + estate.keys_live
    assert estate.keys_live >= 0
    assert flow.started == flow.ended + flow.abandoned + flow.unfinished
    assert min(flow.abandoned, flow.unfinished) >= 0
    assert len(flow.delays_h) <= flow.ended
    assert estate.agent_h == pytest.approx(authority.agent_h)
    assert authority.standing_wh <= authority.authority_wh * (1 + 1e-9)
    assert authority.curve_wh.sum(axis=1) == pytest.approx(
        [authority.authority_wh, authority.standing_wh, authority.needed_wh]
    )
    orders = records.orders
    steps = orders.route_h + orders.disable_h + orders.propagate_h + orders.expire_h
    assert orders.lag_h == pytest.approx(steps)
    assert (orders.lag_h >= 0.0).all()
    assert not (orders.never & np.isfinite(orders.lag_h)).any()
    requests = records.requests
    assert not (requests.decided_h < requests.opened_h).any()
    compromises = records.compromises
    assert (compromises.lost_h <= compromises.used_h).all()
    assert (compromises.used_h <= compromises.ended_h).all()
    assert (compromises.seen <= compromises.steps).all()
    assert (records.outages.from_h <= records.outages.to_h).all()


def _assert_little(team: Team, horizon_h: float, servers: int) -> None:
    joined = np.array([job.joined_h for job in team.jobs])
    left = np.minimum([job.left_h for job in team.jobs], horizon_h)
    assert (np.diff(joined) >= 0.0).all()
    assert (left >= joined).all()
    times = np.concatenate([joined, left])
    order = np.argsort(times, kind="stable")
    number = np.cumsum(np.where(order < len(joined), 1, -1))
    integral = float((number[:-1] * np.diff(times[order])).sum())
    assert integral == pytest.approx(float((left - joined).sum()), abs=1e-6)
    begun = [job for job in team.jobs if job.started_h < horizon_h]
    for job in begun:
        assert sum(each.started_h <= job.started_h < each.left_h for each in begun) <= servers


@settings(max_examples=40)
@given(cases())
def test_little_holds_at_every_team_and_all_analysts(case: Case) -> None:
    world = case.world
    state = prepare(world, case.governance, case.replication, case.inherited)
    approval = Approval(state)
    state.plane = _open_plane(state, [], approval)
    mechanisms = Mechanisms.of(state, approval, observe(world, state.governance, case.replication))
    mechanisms.start(state)
    state.clock.advance(world.horizon_h)
    for team, queue in zip(state.teams, world.queues, strict=True):
        if team.jobs:
            _assert_little(team, world.horizon_h, queue.servers)
    for team, analysts in zip(mechanisms.attacks.triage, world.sink_analysts, strict=True):
        if team.jobs:
            _assert_little(team, world.horizon_h, int(analysts))


def written_otherwise(governance: Governance) -> Governance:
    """Return the same design under another name, its profiles in another order and twice."""

    def turned(controls: Controls) -> Controls:
        rows = controls.rows[::-1] * 2
        last = len(controls.rows) - 1
        place = last - controls.row
        place[0] += len(controls.rows)
        return replace(controls, rows=rows, row=place)

    phases = tuple(turned(controls) for controls in governance.phases)
    return replace(governance, digest="the same in other words", phases=phases)


@settings(max_examples=40)
@given(cases())
def test_equal_content_in_other_words_gives_equal_bits(case: Case) -> None:
    other = replace(case, governance=written_otherwise(case.governance))
    one, two = run(case, FAST), run(other, FAST)
    assert differences(one, two) == []
    for table in (one.records.authority, one.records.outages):
        its = two.records.authority if table is one.records.authority else two.records.outages
        for column in fields(table):
            np.testing.assert_array_equal(getattr(table, column.name), getattr(its, column.name))
