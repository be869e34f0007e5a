from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.compiled.governance import Behaviour, Subject
from models.engine.secrets import Secrets
from models.engine.simulation import prepare, simulate
from tests.models.engine.conftest import (
    NEVER,
    build_governance,
    build_row,
    build_world,
    constant,
    exponential,
)
from tests.models.engine.organisation import DAY_H, one_platform, stored_key

if TYPE_CHECKING:
    from models.compiled.governance import Governance
    from models.compiled.world import World
    from models.engine.state import State

WIDE, NARROW = exponential(12.0), exponential(3.0)
ALL = (0, 1, 2)


def migrating(design: Governance, *platforms: int) -> Governance:
    there = np.isin(np.arange(len(design.migrated)), platforms)
    return replace(design, migrated=there, integration_person_days=np.where(there, 10.0, 0.0))


def held(state: State, platform: int) -> tuple[Any, Any]:
    """Return what the account of each agent holds on a platform, (A, r)."""
    mine = state.accounts.account_of[:, platform]
    here = state.world.resource_platform == platform
    return state.grants.needed[mine][:, here], state.grants.extra[mine][:, here]


def designs(world: World, **row: Any) -> tuple[Governance, Governance]:  # noqa: ANN401 - any attribute
    """Return a design as found, in three directories, and a tidier one in a single directory."""
    found = build_governance(world, build_row(grant_factor=WIDE), directory_of=ALL)
    return found, build_governance(world, build_row(grant_factor=NARROW, **row))


def assert_held_as(state: State, other: State, platform: int, agents: Any) -> None:  # noqa: ANN401 - a mask
    for mine, theirs in zip(held(state, platform), held(other, platform), strict=True):
        np.testing.assert_array_equal(mine[agents], theirs[agents])


def test_agents_of_the_start_keep_what_they_were_granted_unless_their_platform_is_migrated() -> (
    None
):
    world = build_world(agents=(60, 20), lifetime=exponential(1000.0))
    found, target = designs(world)
    own, was = prepare(world, target, 0, target), prepare(world, found, 0, found)
    state = prepare(world, migrating(target, 1), 0, found)
    old = state.agents.birth_h < -world.warm_up_h
    assert 0 < np.count_nonzero(old) < len(old)
    for platform in ALL:
        assert_held_as(state, own, platform, ~old)
        assert_held_as(state, own if platform == 1 else was, platform, old)
    assert was.grants.extra.sum() > 2 * own.grants.extra.sum()
    mine = np.unique(state.accounts.account_of[old, 0])
    assert state.grants.inherited[mine].tolist() == [[True, False, True]] * len(mine)


def test_nothing_is_inherited_on_a_greenfield_or_by_an_equal_design() -> None:
    world = build_world(lifetime=exponential(1000.0))
    found, target = designs(world)
    fresh = replace(world, greenfield=True)
    own = prepare(world, target, 0, target)
    assert (prepare(fresh, target, 0, found).grants.extra == own.grants.extra).all()
    again = prepare(world, replace(found, digest="another"), 0, found).grants
    assert not again.inherited.any()
    assert (again.extra == prepare(world, found, 0).grants.extra).all()


def test_an_account_of_another_kind_takes_along_what_the_one_as_found_held() -> None:
    world = build_world(agents=(12,))
    shared = build_row(subject=Subject.FLEET, behaviour=Behaviour.SHARED, grant_factor=WIDE)
    one, each = build_governance(world, shared), build_governance(world, build_row())
    was, state = prepare(world, one, 0), prepare(world, each, 0, one)
    for platform in ALL:
        assert_held_as(state, was, platform, slice(None))
    assert len(state.accounts) == 12
    own = build_governance(world, build_row(grant_factor=WIDE))
    was, state = prepare(world, own, 0), prepare(world, one, 0, own)
    assert (state.grants.extra == was.grants.extra.max(axis=0)).all()
    assert (state.grants.needed == was.grants.needed.any(axis=0)).all()


def excess(reference: str, **row: Any) -> Any:  # noqa: ANN401 - any attribute
    """Return the authority of each day, as found 10 times the need, by a design of twice."""
    world, found = one_platform(200, grant_factor=constant(10.0))
    target = build_governance(world, build_row(grant_factor=constant(2.0), **row))
    target = migrating(target, 0) if reference == "migrated" else target
    records, _ = simulate(world, target, 0, {}, found)
    return records.authority.curve_wh[0] / records.authority.curve_agent_h


def test_inherited_excess_falls_by_reviews_or_migration_and_by_nothing_else() -> None:
    idle = excess("left", review_every_h=20 * DAY_H, review_catch=0.0)
    assert idle == pytest.approx(np.full(len(idle), 10.0))
    migrated = excess("migrated", review_every_h=20 * DAY_H, review_catch=0.0)
    assert migrated == pytest.approx(np.full(len(idle), 2.0))
    reviewed = excess("left", review_every_h=20 * DAY_H, review_catch=0.5)
    falls = np.flatnonzero(np.diff(reviewed) < -1e-9)
    assert (np.diff(reviewed) <= 1e-9).all()
    # A review within a day shows in that day's mean and in the next one's.
    days = falls[np.diff(falls, prepend=-9) > 1]
    assert len(days) == 3
    assert np.diff(days).tolist() == [20, 20]
    assert reviewed[0] == pytest.approx(10.0)
    assert reviewed[-1] - 1.0 == pytest.approx(9.0 * 0.5**3, rel=0.1)


def test_the_end_of_an_exception_takes_nothing_that_it_had_not_given() -> None:
    world, found = one_platform(20, grant_factor=constant(10.0))
    first = build_governance(world, build_row(grant_factor=constant(1.0)))
    rows = (build_row(grant_factor=constant(2.0)),)
    then = replace(first.phases[0], start_h=30 * DAY_H, rows=rows)
    target = replace(first, phases=(*first.phases, then), exceptions=(1, 0))
    for design, days in ((target, [10.0, 10.0]), (migrating(target, 0), [1.0, 2.0])):
        records, _ = simulate(world, design, 0, {}, found)
        curve = records.authority.curve_wh[0] / records.authority.curve_agent_h
        assert curve[[0, -1]] == pytest.approx(days)


def test_an_old_secret_works_on_where_nothing_is_migrated() -> None:
    leak = {"copy_leak_per_h": 1e-3, "copies": constant(3.0)}
    world, found = stored_key(50, rotation_h=30 * DAY_H, **leak)
    target = build_governance(world, build_row())
    old, gone = (
        Secrets(prepare(world, design, 0, found)) for design in (target, migrating(target, 0))
    )
    as_found = Secrets(prepare(world, found, 0, found))
    end_h, start_h = world.horizon_h, -world.warm_up_h
    for account in range(50):
        until_h = old.old_until_h(account)
        assert until_h == as_found.next_rotation(account, start_h)
        assert old.leaked_until_h(account, start_h + 0.5) == until_h
        assert old.leaked_until_h(account, until_h + 1.0) == until_h + 1.0
        leaks = [loss for loss in as_found.leaks(account, start_h, end_h) if loss[0] < until_h]
        assert old.leaks(account, start_h, end_h) == leaks
        assert gone.leaks(account, start_h, end_h) == []
        assert gone.old_until_h(account) == -NEVER
        assert old.next_rotation(account, 0.0) == NEVER
    assert any(old.leaks(account, start_h, end_h) for account in range(50))


def test_new_credentials_end_an_old_secret() -> None:
    world, found = stored_key(1)
    state = prepare(world, build_governance(world, build_row()), 0, found)
    secrets = Secrets(state)
    assert secrets.leaked_until_h(0, 5.0) == NEVER
    state.clock.at(24.0, lambda: secrets.replace(0))
    state.clock.advance(48.0)
    assert secrets.leaked_until_h(0, 5.0) == 24.0
    assert secrets.leaked_until_h(0, 30.0) == 30.0


def test_a_leaked_old_secret_is_of_use_until_it_is_removed() -> None:
    leak = {"copy_leak_per_h": 1e-4, "copies": constant(5.0)}
    world, found = stored_key(60, **leak)
    target = build_governance(world, build_row())
    exposed, _ = simulate(world, target, 0, {}, found)
    spared, _ = simulate(world, migrating(target, 0), 0, {}, found)
    assert len(exposed.compromises.used_h) > 5
    assert len(spared.compromises.used_h) == 0
