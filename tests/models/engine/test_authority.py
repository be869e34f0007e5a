from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.compiled.governance import Decision, Subject
from models.engine import simulate
from models.engine.authority import integrals
from models.engine.blast_radius import Snapshots, closure
from models.engine.simulation import prepare
from tests.models.engine.conftest import (
    build_governance,
    build_row,
    build_world,
    constant,
    exponential,
)

EDGES = np.array([0.0, 1.0, 2.5, 10.0])
NUMBER = st.floats(-5.0, 15.0)


@given(st.lists(st.tuples(NUMBER, NUMBER, st.floats(0.0, 9.0)), max_size=20))
def test_integrals_are_those_of_each_interval(spans: list[tuple[float, float, float]]) -> None:
    low = np.array([min(a, b) for a, b, _ in spans])
    high = np.array([max(a, b) for a, b, _ in spans])
    weight = np.array([w for _, _, w in spans])
    expected = [
        sum(
            w * max(0.0, min(h, end) - max(a, begin))
            for a, h, w in zip(low, high, weight, strict=True)
        )
        for begin, end in itertools.pairwise(EDGES)
    ]
    assert integrals(EDGES, low, high, weight) == pytest.approx(expected, abs=1e-9)


def test_a_way_of_any_length_counts() -> None:
    leads = closure(np.array([[0, 1], [1, 2], [3, 0]]), 4)
    assert np.argwhere(leads).tolist() == [[0, 1], [0, 2], [1, 2], [3, 0], [3, 1], [3, 2]]


def test_authority_of_constant_grants_is_their_weight() -> None:
    world = build_world(novelty=0.0)
    records, _ = simulate(
        world, build_governance(world, build_row(grant_factor=constant(1.0))), 0, {}
    )
    authority = records.authority
    weight = float(world.weight.sum())
    assert authority.agent_h == pytest.approx(8 * world.horizon_h)
    assert authority.authority_wh / authority.agent_h == pytest.approx(weight)
    assert authority.needed_wh == pytest.approx(authority.authority_wh)
    assert authority.standing_wh == pytest.approx(authority.authority_wh)
    assert authority.curve_wh.sum(1) == pytest.approx(
        [authority.authority_wh, authority.standing_wh, authority.needed_wh]
    )


def test_access_per_task_stands_only_while_tasks_run() -> None:
    world = build_world(novelty=0.0, hop_gap_h=constant(0.1), tasks_per_h=1.0)
    row = build_row(jit=True, revoke_on_end=True, grant_factor=constant(1.0))
    authority = simulate(world, build_governance(world, row), 0, {})[0].authority
    busy = 1.0 - np.exp(-0.2)
    assert authority.standing_wh / authority.authority_wh == pytest.approx(busy)


def test_policy_adds_what_it_permits() -> None:
    world = build_world(novelty=0.0, count=20)
    permits = np.array([True, False, False])
    row = build_row(decision=Decision.REQUEST_TIME, permits=permits, grant_factor=constant(1.0))
    authority = simulate(world, build_governance(world, row), 0, {})[0].authority
    expected = world.weight.sum() + 19 * world.weight[world.resource_class == 0].sum()
    assert authority.authority_wh / authority.agent_h == pytest.approx(expected)


def test_holders_of_a_shared_account_each_hold_all_of_it() -> None:
    world = build_world(novelty=0.0, agents=(6,))
    row = build_row(subject=Subject.FLEET, grant_factor=constant(1.0))
    authority = simulate(world, build_governance(world, row), 0, {})[0].authority
    assert authority.authority_wh / authority.agent_h == pytest.approx(world.weight.sum())


def test_who_dies_without_an_order_keeps_authority_but_needs_none() -> None:
    world = build_world(novelty=0.0, lifetime=exponential(400.0), agents=(50,), greenfield=True)
    forgotten = build_row(trigger=0.0, grant_factor=constant(1.0))
    kept = simulate(world, build_governance(world, forgotten), 0, {})[0]
    ended = simulate(world, build_governance(world, build_row(grant_factor=constant(1.0))), 0, {})[
        0
    ]
    assert kept.authority.agent_h == pytest.approx(50 * world.horizon_h)
    assert kept.authority.needed_wh == pytest.approx(ended.authority.needed_wh)
    assert kept.authority.needed_wh == pytest.approx(kept.authority.agent_h * world.weight.sum())
    orphans = kept.estate.orphan_account_h * world.weight.sum()
    in_warm_up = kept.authority.authority_wh - kept.authority.needed_wh
    assert in_warm_up == pytest.approx(orphans)
    assert ended.authority.authority_wh < 1.01 * ended.authority.needed_wh


def test_blast_radius_follows_trust_edges() -> None:
    world = build_world(novelty=0.0, count=1, agents=(4,), horizon_h=800.0, tasks_per_h=1e-9)
    reached = world.fleets.needed.copy()
    reached[:, 3:] = 0
    few = replace(world, fleets=replace(world.fleets, needed=reached))
    led = replace(few, edges=np.array([[0, 4], [4, 5]]))
    row = build_row(grant_factor=constant(1.0), hijack_per_h=1e-9)
    total = world.weight.sum()
    for each, inside in ((few, world.weight[:3]), (led, world.weight[[0, 1, 2, 4, 5]])):
        authority = simulate(each, build_governance(each, row), 0, {})[0].authority
        assert authority.blast_h.tolist() == [0.0, 730.0]
        assert authority.blast == pytest.approx(inside.sum() / total)
        assert authority.blast_hazard_per_y == pytest.approx(4 * 1e-9 * 8760 * inside.sum() / total)


def test_an_ended_account_reaches_nothing() -> None:
    world = build_world(novelty=0.0, count=1, agents=(2,))
    state = prepare(world, build_governance(world, build_row(grant_factor=constant(1.0))), 0)
    state.end_account(int(state.accounts.account_of[0, 0]))
    snapshots = Snapshots(state)
    snapshots._take()
    assert snapshots.blast == pytest.approx([0.5])
