from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.compiled.governance import Controls, Decision, Governance
from models.engine import simulate
from tests.models.engine.conftest import build_governance, build_row, build_world, constant

if TYPE_CHECKING:
    from models.compiled.world import World

UNTIL_H = 30 * 24.0


def ending(world: World, first: Any, then: Any) -> Governance:  # noqa: ANN401 - a row
    """Return a design whose exception ends in the middle of the run."""
    design = build_governance(world, first)
    later = Controls(UNTIL_H, (then,), np.zeros_like(design.phases[0].row))
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
