from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.engine import simulate
from models.engine.changes import Changes
from models.engine.reviews import Reviews
from models.engine.simulation import prepare
from tests.models.engine.conftest import build_governance, build_row, build_world, constant
from tests.models.engine.organisation import DAY_H, one_platform
from tests.models.engine.test_reviews import Plane

if TYPE_CHECKING:
    from models.engine.state import State


def changed(world: object, **row: object) -> tuple[State, int]:
    """Run changes and reviews alone; return the state and all that was held at the start."""
    state = prepare(world, build_governance(world, build_row(**row)), 0)  # type: ignore[arg-type]
    state.plane = Plane()  # type: ignore[assignment]
    held = _held(state)
    Reviews(state).start()
    Changes(state).start()
    state.clock.advance(state.world.horizon_h)
    return state, held


def _held(state: State) -> int:
    needed = state.world.fleets.needed[state.accounts.fleet]
    return int((state.grants.needed * needed).sum() + state.grants.extra.sum())


def test_owners_are_lost_as_often_as_none_is_known() -> None:
    world, _ = one_platform(4000, world={"owner_changes_per_h": 1 / (20 * DAY_H)})
    design = build_governance(world, build_row(owned=0.7))
    state = prepare(world, design, 0)
    changes = Changes(state)
    number = len(changes._times("changes of owner", 0, 1 / (20 * DAY_H)))
    state.plane = Plane()  # type: ignore[assignment]
    changes.start()
    state.clock.advance(world.horizon_h)
    assert number > 0
    assert state.accounts.owned.mean() == pytest.approx(0.7 ** (number + 1), abs=0.03)


def test_changes_come_at_their_rate() -> None:
    world = build_world(agents=(1,) * 300, platforms=1, resources_per_platform=1)
    changes = Changes(prepare(world, build_governance(world), 0))
    per_h = 1 / (10 * DAY_H)
    number = sum(len(changes._times("changes of purpose", f, per_h)) for f in range(300))
    expected = 300 * 74 / 10
    assert abs(number - expected) < 4 * expected**0.5


def test_reconciliation_gives_accounts_their_owner_back() -> None:
    world, _ = one_platform(500, world={"owner_changes_per_h": 1 / (5 * DAY_H)})
    lost, _ = changed(world, owned=0.5)
    named, _ = changed(world, owned=0.5, reconcile_h=DAY_H)
    assert lost.accounts.owned.mean() < 0.1
    assert named.accounts.owned.mean() > lost.accounts.owned.mean() + 0.3


@settings(max_examples=20, deadline=None)
@given(
    count=st.integers(1, 12),
    factor=st.sampled_from([0.5, 1.0, 4.0, 30.0]),
    seed=st.integers(0, 1000),
)
def test_a_change_of_purpose_takes_and_gives_nothing(count: int, factor: float, seed: int) -> None:
    world = build_world(
        agents=(6, 2), count=count, seed=seed, purpose_changes_per_h=1 / (10 * DAY_H)
    )
    state, held = changed(world, grant_factor=constant(factor))
    assert _held(state) == held
    outside = world.count - world.fleets.needed[state.accounts.fleet]
    assert (state.grants.extra <= outside).all()
    assert (state.grants.extra >= 0).all()


def test_old_grants_become_excess_and_new_ones_are_asked_for() -> None:
    def run(rate: float) -> tuple[float, int]:
        world = build_world(agents=(8,), novelty=0.0, count=20, purpose_changes_per_h=rate)
        design = build_governance(world, build_row(grant_factor=constant(1.0)))
        records, _ = simulate(world, design, 2, {})
        excess = records.authority.authority_wh - records.authority.needed_wh
        return excess, len(records.requests.opened_h)

    calm, asked = run(0.0)
    moved, asked_again = run(1 / (30 * DAY_H))
    assert calm == pytest.approx(0.0, abs=1e-6)
    assert asked == 0
    assert moved > 0.2 * 8 * 60 * DAY_H
    assert asked_again > 8
