from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.compiled.governance import Channel, Compensation, Decision, Governance
from models.engine import simulate
from models.engine.enforcement import enforce
from models.engine.exemptions import TooManyExceptions
from tests.golden.estimate import assert_golden
from tests.models.engine.conftest import NEVER, build_governance, build_row, build_world, constant
from tests.models.engine.organisation import DAY_H

if TYPE_CHECKING:
    from models.compiled.world import World

POLICY = {
    "decision": Decision.REQUEST_TIME,
    "jit": True,
    "exportable": True,
    "rotation_h": 720.0,
    "channel": Channel.PUSH,
}


def many_pairs(horizon_h: float = 200 * DAY_H, **row: object) -> tuple[World, Governance]:
    """Return 40 pairs of platform and fleet, where nobody has a task."""
    world = build_world(
        platforms=4,
        resources_per_platform=1,
        agents=(1,) * 10,
        tasks_per_h=1e-9,
        horizon_h=horizon_h,
    )
    return world, build_governance(world, build_row(**row))


def test_nothing_arrives_where_the_rate_is_zero() -> None:
    world, design = many_pairs()
    assert enforce(world, design, 0) == replace(design, phases=enforce(world, design, 0).phases)
    assert enforce(world, design, 0).exemptions == ()


def test_as_many_stand_as_arrive_in_one_life() -> None:
    # M/D/infinity: rate x life, at an instant after one life.
    life_h = 30 * DAY_H
    world, design = many_pairs(
        horizon_h=2 * life_h,
        exception_per_h=1 / (20 * DAY_H),
        compensation=Compensation(1.0, 0.0, NEVER, life_h),
    )
    found = []
    for replication in range(400):
        own = enforce(world, design, replication)
        at = [phase.start_h for phase in own.phases].index(own.controls(1.5 * life_h).start_h)
        found.append(own.exceptions[at])
    assert_golden(np.array(found, dtype=np.float64), 40 * 30 / 20)


def test_what_never_expires_only_grows() -> None:
    world, design = many_pairs(exception_per_h=1 / (50 * DAY_H))
    own = enforce(world, design, 1)
    assert list(own.exceptions) == list(range(len(own.exemptions) + 1))
    assert len(own.exemptions) > 50


def test_an_exception_weakens_what_it_covers_and_only_while_it_stands() -> None:
    world, design = many_pairs(
        **POLICY,
        exception_per_h=1 / (100 * DAY_H),
        compensation=Compensation(1.0, 0.0, NEVER, 10 * DAY_H),
    )
    own = enforce(world, design, 0)
    one = own.exemptions[0]
    inside = own.controls(one.from_h).at(one.platform, one.fleet)
    assert inside.decision == Decision.STATIC_ROLE
    assert not inside.jit
    assert math.isinf(inside.rotation_h)
    assert inside.channel == Channel.EXPIRY
    before = own.controls(one.from_h - 1e-6).at(one.platform, one.fleet)
    assert before is design.controls(0.0).at(one.platform, one.fleet)
    pair = [e for e in own.exemptions if (e.platform, e.fleet) == (one.platform, one.fleet)]
    last = max(each.to_h for each in pair)
    assert last < world.horizon_h
    assert own.controls(last).at(one.platform, one.fleet) is before


def test_what_compensates_holds_instead() -> None:
    instead = Compensation(0.5, 0.2, 30 * DAY_H, NEVER)
    world, design = many_pairs(**POLICY, exception_per_h=1 / (100 * DAY_H), compensation=instead)
    own = enforce(world, design, 0)
    one = own.exemptions[0]
    row = own.controls(one.from_h).at(one.platform, one.fleet)
    assert (row.scope, row.captured_more, row.rotation_h) == (0.5, 0.2, 30 * DAY_H)
    assert row.decision == Decision.STATIC_ROLE


@settings(max_examples=25, deadline=None)
@given(low=st.floats(0.0, 0.02), high=st.floats(0.0, 0.02), replication=st.integers(0, 50))
def test_a_higher_rate_brings_all_of_a_lower_one_and_earlier(
    low: float, high: float, replication: int
) -> None:
    low, high = min(low, high), max(low, high)
    world = build_world(platforms=2, horizon_h=2000.0)
    fewer, more = (
        enforce(world, build_governance(world, build_row(exception_per_h=rate)), replication)
        for rate in (low, high)
    )
    for pair in {(e.platform, e.fleet) for e in fewer.exemptions}:
        slow = [e.from_h for e in fewer.exemptions if (e.platform, e.fleet) == pair]
        fast = [e.from_h for e in more.exemptions if (e.platform, e.fleet) == pair]
        assert len(fast) >= len(slow)
        assert all(a <= b + 1e-6 for a, b in zip(fast, slow, strict=False))


def test_compensating_controls_help_and_cost() -> None:
    world = build_world(agents=(12,), count=8, novelty=0.0, warm_up_h=0.0)

    def run(instead: Compensation) -> tuple[float, int]:
        row = build_row(
            grant_factor=constant(3.0), exception_per_h=1 / (40 * DAY_H), compensation=instead
        )
        records, _ = simulate(world, build_governance(world, row), 0, {})
        excess = records.authority.authority_wh - records.authority.needed_wh
        return excess, len(records.requests.opened_h)

    wide, asked = run(Compensation(1.0, 0.0, NEVER, NEVER))
    narrow, asked_more = run(Compensation(0.2, 0.0, NEVER, NEVER))
    assert narrow < 0.9 * wide
    assert asked == 0
    assert asked_more > 10


def test_more_of_the_log_is_captured() -> None:
    world = build_world(agents=(4,))
    shares = []
    for more in (0.0, 0.3):
        row = build_row(captured=constant(0.5), captured_more=more)
        records, _ = simulate(world, build_governance(world, row), 0, {})
        shares.append(records.visibility.captured.copy())
    assert shares[0].sum() < shares[1].sum()
    assert (shares[0] <= shares[1]).all()


def test_a_flood_is_refused_by_name() -> None:
    world, design = many_pairs(exception_per_h=10.0)
    with pytest.raises(TooManyExceptions, match="platform p0: `exception_rate`"):
        enforce(world, design, 0)
