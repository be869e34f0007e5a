from __future__ import annotations

import numpy as np
import pytest

from models.compiled.governance import Decision
from models.engine.authorisation import allow_again, allow_code, cached_rest_h
from models.engine.simulation import prepare
from tests.models.engine.conftest import build_governance, build_row, build_world, constant


def test_roles_allow_what_is_granted_and_nothing_else() -> None:
    world = build_world(agents=(3,), count=11)
    state = prepare(world, build_governance(world, build_row(grant_factor=constant(3.0))), 0)
    account = state.accounts.account_of[0][world.resource_platform]
    resources = np.arange(world.n_resources)
    assert (state.allow[0, :6] == 1.0).all()
    share = state.grants.extra[account, resources] / 10
    assert state.allow[0, 6:] == pytest.approx(share)
    state.grants.needed[account[0], 0] = False
    allow_again(state, np.array([account[0]]))
    assert state.allow[0, 0] == 0.0


def test_a_policy_errs_and_permits_classes() -> None:
    world = build_world(agents=(3,), count=11)
    row = build_row(
        decision=Decision.REQUEST_TIME,
        false_allow=0.1,
        false_deny=0.2,
        permits=np.array([True, False, False]),
        grant_factor=constant(1.0),
    )
    state = prepare(world, build_governance(world, row), 0)
    assert state.allow[:, :6] == pytest.approx(0.8)
    permitted = world.resource_class == 0
    assert state.allow[0, 6:][permitted] == pytest.approx(0.8)
    assert state.allow[0, 6:][~permitted] == pytest.approx(0.1)
    # Where roles decide, a policy's errors and permissions mean nothing.
    plain = build_row(false_allow=0.1, false_deny=0.2, permits=np.ones(3, dtype=np.bool_))
    state = prepare(world, build_governance(world, plain), 0)
    assert (state.allow[:, :6] == 1.0).all()


def test_one_code_is_brought_up_to_date_as_all_are() -> None:
    world = build_world(agents=(3,), count=11)
    row = build_row(decision=Decision.REQUEST_TIME, false_allow=0.1, false_deny=0.2)
    state = prepare(world, build_governance(world, row), 0)
    account = int(state.accounts.account_of[1, 0])
    state.grants.extra[account, 1] += 2
    state.grants.needed[account, 0] = False
    before = state.allow.copy()
    for code in (0, 7):
        allow_code(state, account, code)
    changed = state.allow.copy()
    state.allow[:] = before
    allow_again(state, np.array([account]))
    assert changed == pytest.approx(state.allow, abs=1e-7)
    assert not np.array_equal(before, changed)


def test_a_cached_decision_is_live_as_long_as_its_renewals_say() -> None:
    generator = np.random.Generator(np.random.SFC64(5))
    rests = np.array([cached_rest_h(generator, 0.5, np.array([4.0])) for _ in range(20_000)])
    assert (rests > 0).mean() == pytest.approx(2.0 / 3.0, abs=0.01)
    assert rests.max() < 0.5
    assert rests.mean() == pytest.approx(0.25 * 2 / 3, rel=0.03)
