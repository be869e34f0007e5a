from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.compiled.governance import Behaviour, Subject
from models.engine.simulation import prepare
from tests.models.engine.conftest import (
    build_governance,
    build_row,
    build_world,
    constant,
    exponential,
)


@given(st.floats(0.0, 60.0), st.integers(1, 30))
def test_grants_are_the_factor_times_the_need_up_to_all_things(factor: float, count: int) -> None:
    world = build_world(count=count, agents=(4,))
    design = build_governance(
        world, build_row(grant_factor=constant(factor)), directory_of=(0, 1, 2)
    )
    state = prepare(world, design, 0)
    held = state.grants.needed.sum(1) + state.grants.extra.sum(1)
    assert (held == min(round(2 * factor), 2 * count)).all()
    assert (state.grants.extra <= count - 1).all()
    if factor >= 1.0:
        assert state.grants.needed[state.accounts.covers[:, world.resource_platform]].all()
    hits = len(state.accounts) if np.rint(2 * factor) > 2 * count else 0
    assert state.grants.ceiling_hits == hits


def test_an_account_is_one_subject_in_one_directory() -> None:
    world = build_world(agents=(10, 3))
    shared = build_row(subject=Subject.FLEET, behaviour=Behaviour.SHARED)
    person = build_row(subject=Subject.PERSON, behaviour=Behaviour.DELEGATED)
    design = build_governance(world, per_platform={1: shared, 2: person}, directory_of=(0, 0, 1))
    accounts = prepare(world, design, 0).accounts
    first = accounts.account_of[:10]
    assert len(np.unique(first[:, 0])) == 10
    assert len(np.unique(first[:, 1])) == 1
    assert np.unique(first[:, 2], return_counts=True)[1].tolist() == [5, 5]
    for account in range(len(accounts)):
        users = accounts.agents_of(account)
        platforms = np.flatnonzero(accounts.covers[account])
        assert (accounts.account_of[np.ix_(users, platforms)] == account).all()
        assert accounts.shared(account) == (accounts.subject[account] != Subject.AGENT)


def test_draws_of_an_account_do_not_depend_on_its_directory() -> None:
    world = build_world(agents=(30, 5))
    row = build_row(known=0.5, owned=0.5, residue=0.5, grant_factor=exponential(5.0))
    one = prepare(world, build_governance(world, row), 0)
    three = prepare(world, build_governance(world, row, directory_of=(2, 0, 1)), 0)
    mine = one.accounts.account_of[:, 0]
    other = three.accounts.account_of[:, 0]
    for name in ("key", "known", "owned", "created_h"):
        assert (getattr(one.accounts, name)[mine] == getattr(three.accounts, name)[other]).all()
    for platform in range(3):
        mine, other = one.accounts.account_of[:, platform], three.accounts.account_of[:, platform]
        here = world.resource_platform == platform
        assert (one.grants.extra[mine][:, here] == three.grants.extra[other][:, here]).all()
        assert (
            one.accounts.residue[mine, platform] == three.accounts.residue[other, platform]
        ).all()


def test_what_was_known_is_inherited_where_the_account_stays() -> None:
    world = build_world(agents=(400,), lifetime=exponential(2000.0))
    found = build_governance(world, build_row(known=0.5, owned=0.2), directory_of=(0, 1, 1))
    target = build_governance(world, build_row(known=1.0, owned=1.0), directory_of=(0, 0, 0))
    accounts = prepare(world, target, 0, found).accounts
    mine = ~accounts.orphan
    old = mine & (accounts.created_h < -world.warm_up_h)
    assert accounts.known[old].mean() == pytest.approx(0.5, abs=0.08)
    assert accounts.owned[old].mean() == pytest.approx(0.2, abs=0.08)
    assert accounts.known[mine & ~old].all()
    moved = build_governance(world, build_row(known=1.0), directory_of=(1, 0, 0))
    moved_accounts = prepare(world, moved, 0, found).accounts
    assert moved_accounts.known[~moved_accounts.orphan].all()
    fresh = replace(world, greenfield=True)
    assert prepare(fresh, target, 0, found).accounts.known.all()


def test_orphans_come_from_the_inherited_design_whatever_the_own_one_is() -> None:
    world = build_world(agents=(40, 40), lifetime=exponential(900.0))
    left = build_governance(world, build_row(trigger=0.5, known=0.9), directory_of=(0, 1, 1))
    tidy = build_governance(world, build_row(trigger=1.0), directory_of=(0, 0, 0))
    own, target = prepare(world, left, 0, left), prepare(world, tidy, 0, left)
    keys = own.accounts.key[own.accounts.orphan]
    assert sorted(keys) == sorted(target.accounts.key[target.accounts.orphan])
    retired = 80 * 8760.0 / 900.0
    assert len(keys) == pytest.approx(2 * retired * (0.5 + 0.5 * 0.1), rel=0.1)
    assert not prepare(world, tidy, 0).accounts.orphan.any()
    assert not prepare(replace(world, greenfield=True), left, 0).accounts.orphan.any()


def test_reviews_of_the_past_have_thinned_the_orphans() -> None:
    world = build_world(agents=(400,), lifetime=exponential(900.0))
    row = build_row(trigger=0.0, review_every_h=90 * 24.0, review_catch=0.5)
    never = build_row(trigger=0.0)
    few = prepare(world, build_governance(world, row), 0).accounts.orphan.sum()
    many = prepare(world, build_governance(world, never), 0).accounts.orphan.sum()
    # A retirement x intervals ago, x up to 365 / 90, has seen x reviews, rounded at random.
    expected = (sum(0.75 * 0.5**k for k in range(4)) + (365 / 90 - 4) * 0.5**4) * 90 / 365
    assert few / many == pytest.approx(expected, abs=0.03)
