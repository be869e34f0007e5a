"""Later phases: other profiles, directories and accounts hold from an instant on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.compiled.governance import Behaviour, Channel, Decision, Governance, Subject
from models.engine import simulate
from models.engine.events import Silent
from models.engine.records import OUTCOMES
from tests.models.engine.conftest import (
    NEVER,
    build_governance,
    build_row,
    build_world,
    constant,
    exponential,
)
from tests.models.engine.test_revocation import orders_at

if TYPE_CHECKING:
    from models.compiled.governance import Row
    from models.compiled.world import FloatArray, World
    from models.engine.records import Records
    from models.engine.state import State

UNTIL_H = 30 * 24.0


def ending(world: World, first: Any, then: Any) -> Governance:  # noqa: ANN401 - a row
    """Return a design whose exception ends in the middle of the run."""
    design = build_governance(world, first)
    later = replace(design.phases[0], start_h=UNTIL_H, rows=(then,))
    return replace(design, phases=(*design.phases, later), exceptions=(2, 1))


def test_grants_become_smaller_where_the_factor_does() -> None:
    world = build_world(novelty=0.0, count=50)
    wide, narrow = build_row(grant_factor=constant(10.0)), build_row(grant_factor=constant(1.0))
    records, _ = simulate(world, ending(world, wide, narrow), 0, {})
    curve = records.authority.curve_wh[0] / records.authority.curve_agent_h
    assert len(set(np.round(curve[:30], 6))) == 1
    assert curve[31:] == pytest.approx(world.weight.sum())
    assert curve[0] > 5 * curve[-1]
    assert records.estate.exceptions == 1


def test_equal_factors_leave_grants_alone() -> None:
    world = build_world()
    row = build_row(grant_factor=constant(4.0))
    other = replace(row, ttl_low_h=2.0, ttl_high_h=2.0)
    changed, _ = simulate(world, ending(world, row, other), 0, {})
    same, _ = simulate(world, build_governance(world, row), 0, {})
    assert changed.authority.authority_wh == pytest.approx(same.authority.authority_wh, rel=1e-12)
    assert changed.flow.hops == same.flow.hops
    assert (changed.requests.opened_h == same.requests.opened_h).all()


def test_a_policy_decides_from_its_phase_on() -> None:
    world = build_world(novelty=0.05)
    roles = build_row(grant_factor=constant(1.0))
    policy = replace(roles, decision=Decision.REQUEST_TIME, permits=np.ones(3, dtype=np.bool_))
    records, _ = simulate(world, ending(world, roles, policy), 0, {})
    assert np.count_nonzero(records.requests.opened_h < UNTIL_H) > 0
    assert np.count_nonzero(records.requests.opened_h >= UNTIL_H) == 0
    hops = records.flow.hops
    assert records.estate.decisions == pytest.approx(hops / 2, rel=0.1)


DATE_H = 20 * 24.0
OWN = build_row(grant_factor=constant(3.0))
KEY = build_row(
    credential="static_key",
    behaviour=Behaviour.STORED,
    minted=False,
    exportable=True,
    copies=constant(1.0),
    grant_factor=constant(6.0),
)


def rebound(
    world: World,
    before: Row = KEY,
    after: Row = OWN,
    *,
    migrated: bool = True,
    real_h: float = DATE_H,
) -> tuple[Governance, Governance]:
    """Return a design that binds platform 0 to another directory by a plan, and its source."""
    n = world.n_platforms
    source = build_governance(world, before, directory_of=tuple(range(1, n + 1)))
    first = source.phases[0]
    bound = first.directory_of.copy()
    bound[0] = 0
    place = np.zeros_like(first.row)
    place[0] = 1
    later = replace(first, start_h=real_h, rows=(before, after), row=place, directory_of=bound)
    dates = np.where(np.arange(n) == 0, real_h, -NEVER)
    phases = (first, later) if np.isfinite(real_h) else (first,)
    target = replace(
        source,
        phases=phases,
        exceptions=(0,) * len(phases),
        planned_h=dates,
        real_h=dates,
        migrated=np.arange(n) == (0 if migrated else -1),
    )
    return target, source


def started(world: World, design: Governance, source: Governance, **parts: Any) -> State:  # noqa: ANN401 - as `prepare`
    """Return a replication at its horizon, with all of its mechanisms."""
    states: list[State] = []

    class Watch(Silent):
        def begin(self, state: State, /) -> None:
            states.append(state)

    simulate(world, design, 0, {}, source, recorder=Watch(), **parts)
    return states[0]


def test_until_the_date_a_plan_is_its_source_to_the_last_bit() -> None:
    world = build_world(lifetime=exponential(600.0), happenings=orders_at(100.0, "incident", 2))
    never, source = rebound(world, real_h=NEVER)
    one, _ = simulate(world, never, 0, {}, source)
    other, _ = simulate(world, source, 0, {}, source)
    assert (one.authority.curve_wh == other.authority.curve_wh).all()
    assert (one.orders.lag_h == other.orders.lag_h).all()
    dated, _ = simulate(world, rebound(world)[0], 0, {}, source)
    days = int(DATE_H / 24.0)
    assert dated.authority.curve_wh[:, :days] == pytest.approx(one.authority.curve_wh[:, :days])
    assert dated.flow.hops > 0


def test_on_its_date_every_living_agent_gets_an_account_of_the_new_kind() -> None:
    world = build_world(lifetime=exponential(600.0))
    design, source = rebound(world, after=replace(OWN, removed=0.0))
    state = started(world, design, source)
    accounts, agents = state.accounts, state.agents
    mine = accounts.account_of[:, 0]
    alive = agents.death_h > DATE_H
    assert (accounts.directory[mine] == np.where(alive, 0, 1)).all()
    born = np.maximum(agents.birth_h, DATE_H)
    assert (accounts.created_h[mine[alive]] == born[alive]).all()
    living = (agents.birth_h < DATE_H) & alive
    old = [dict(state.left_with[agent])[0] for agent in np.flatnonzero(living).tolist()]
    assert (accounts.directory[old] == 1).all()
    assert (accounts.ended_h[old] >= agents.death_h[living]).all()
    assert (accounts.left_h[old, 0] == DATE_H).all()


def weight(records: Records) -> FloatArray:
    found: FloatArray = records.authority.curve_wh[0] / records.authority.curve_agent_h
    return found


def test_authority_counts_what_old_and_new_account_open_once() -> None:
    world = build_world(platforms=1, resources_per_platform=1, novelty=0.0, count=50)
    days = int(DATE_H / 24.0)
    for migrated, removed, ends in (
        (True, 1.0, 3.0),  # granted anew, the old one removed: what the design gives
        (True, 0.0, 6.0),  # the wider of the two
        (False, 1.0, 6.0),  # taken along
        (False, 0.0, 6.0),  # the same twice is once
    ):
        after = replace(OWN, removed=removed)
        design, source = rebound(world, after=after, migrated=migrated)
        found = weight(simulate(world, design, 0, {}, source)[0])
        assert found[: days - 1].mean() / found[days + 2] == pytest.approx(6.0 / ends)


def test_an_order_reaches_the_old_account_too() -> None:
    world = build_world(platforms=1, happenings=orders_at(DATE_H + 100.0, "drill", 3))
    slow = replace(KEY, channel=Channel.TICKET, ticket_queue=-1, ticket_h=constant(50.0))
    for removed, lag_h in ((1.0, 1.0), (0.0, 50.0)):
        after = replace(OWN, removed=removed, channel=Channel.EXPIRY)
        design, source = rebound(world, before=slow, after=after)
        orders = simulate(world, design, 0, {}, source)[0].orders
        assert len(orders.lag_h) == 3
        assert orders.lag_h.max() == pytest.approx(lag_h, abs=1.0)


def test_old_accounts_end_by_removal_review_order_or_rotation() -> None:
    world = build_world(platforms=1, horizon_h=2000.0)
    left = replace(OWN, removed=0.0)

    def ends(before: Row, after: Row) -> FloatArray:
        design, source = rebound(world, before=before, after=after)
        return simulate(world, design, 0, {}, source)[0].old_accounts.to_h

    assert np.isinf(ends(KEY, left)).all()
    delayed = replace(OWN, removed=1.0, removal_h=constant(48.0))
    assert (ends(KEY, delayed) == DATE_H + 48.0).all()
    assert np.isinf(ends(replace(KEY, known=0.0), delayed)).all()  # nobody knows of it
    reviewed = ends(KEY, replace(left, review_every_h=240.0, review_catch=1.0))
    assert ((reviewed > DATE_H) & (reviewed <= DATE_H + 240.0)).all()
    rotated = ends(replace(KEY, rotation_h=300.0), left)
    assert ((rotated > DATE_H) & (rotated <= DATE_H + 300.0)).all()


@settings(max_examples=15)
@given(
    st.sampled_from([0.0, 0.5, 1.0]),
    st.sampled_from([Subject.AGENT, Subject.FLEET, Subject.PERSON]),
    st.booleans(),
    st.integers(0, 100),
)
def test_accounts_created_are_those_ended_and_those_alive(
    removed: float,
    subject: Subject,
    migrated: bool,
    replication: int,
) -> None:
    world = build_world(
        lifetime=exponential(600.0), seed=replication, happenings=orders_at(700.0, "incident", 3)
    )
    before = replace(KEY, subject=subject, known=0.7)
    after = replace(OWN, removed=removed, removal_h=exponential(100.0))
    design, source = rebound(world, before=before, after=after, migrated=migrated)
    records, _ = simulate(world, design, replication, {}, source)
    estate = records.estate
    ended = estate.keys_expired + estate.keys_revoked
    assert estate.keys_issued == ended + estate.keys_live
    old = records.old_accounts
    assert (old.to_h >= old.from_h).all()
    assert (old.from_h == DATE_H).all()


def test_who_waits_for_a_request_of_the_old_account_tries_again_with_the_new_one() -> None:
    world = build_world(platforms=1, novelty=0.3, count=200, warm_up_h=0.0)
    slow = replace(KEY, grant_factor=constant(1.0), approval_h=constant(NEVER))
    wide = replace(OWN, grant_factor=constant(1000.0))
    design, source = rebound(world, before=slow, after=wide)
    records, _ = simulate(world, design, 0, {}, source)
    withdrawn = records.requests.outcome == OUTCOMES.index("withdrawn")
    assert withdrawn.any()
    assert (records.requests.decided_h[withdrawn] == DATE_H).all()
    assert (records.requests.opened_h < DATE_H).all()
    assert records.flow.unfinished < 5
    assert records.flow.delays_h.max() > 100.0
