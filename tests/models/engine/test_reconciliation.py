from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.engine.reviews import Reviews
from models.engine.simulation import prepare, simulate
from tests.golden.estimate import assert_golden
from tests.models.engine.conftest import build_governance, build_row, build_world, constant
from tests.models.engine.organisation import DAY_H, one_platform
from tests.models.engine.test_reviews import reviewed


def test_it_lists_every_unknown_account_and_takes_no_excess() -> None:
    state, reviews = reviewed(reconcile_h=20 * DAY_H, known=0.3, owned=0.0)
    assert state.accounts.known.all()
    assert state.accounts.owned.all()
    assert not reviews.reviewed.any()
    assert state.grants.extra.sum() == 300 * 9


def test_without_it_nobody_is_listed() -> None:
    state, _ = reviewed(known=0.3, owned=0.0)
    assert 40 < state.accounts.known.sum() < 140
    assert not state.accounts.owned.any()


def test_an_orphan_ends_with_the_next_comparison() -> None:
    world, design = one_platform(
        40,
        world={"lifetime": constant(10 * DAY_H), "greenfield": True},
        reconcile_h=5 * DAY_H,
        review_delay_h=2.0,
        trigger=0.0,
    )
    records, _ = simulate(world, design, 0, {})
    deaths = records.estate.accounts - 40
    assert deaths > 200
    # Each waits half an interval on average, then for the delay.
    expected = deaths * (2.5 * DAY_H + 2.0)
    assert records.estate.orphan_account_h == pytest.approx(expected, rel=0.1)


def test_local_keys_go_with_the_first_comparison() -> None:
    world, design = one_platform(40, reconcile_h=50 * DAY_H, residue=1.0)
    records, _ = simulate(world, design, 0, {})
    assert records.estate.residues == 0
    assert records.estate.keys_revoked == 40


def test_an_unknown_account_waits_half_an_interval_and_the_delay() -> None:
    world, design = one_platform(4000, reconcile_h=30 * DAY_H, review_delay_h=2 * DAY_H)
    state = prepare(world, design, 0)
    reviews = Reviews(state)
    asked = np.random.default_rng(3).uniform(0.0, 30 * DAY_H, 4000)
    found = [reviews.found_h(account, 0, at_h) - at_h for account, at_h in enumerate(asked)]
    assert_golden(np.array(found) / DAY_H, 17.0)


def test_an_order_on_an_unknown_account_ends_with_the_next_comparison() -> None:
    world, design = one_platform(
        60,
        world={"lifetime": constant(20 * DAY_H), "follow_up_h": 15 * DAY_H},
        known=0.0,
        reconcile_h=10 * DAY_H,
    )
    records, _ = simulate(world, design, 0, {})
    assert len(records.orders.lag_h) > 20
    assert (records.orders.lag_h <= 10 * DAY_H + 1.0 + 1e-9).all()
    unknown, _ = simulate(
        *one_platform(60, world={"lifetime": constant(20 * DAY_H)}, known=0.0), 0, {}
    )
    assert np.isinf(unknown.orders.lag_h).all()


@settings(max_examples=25, deadline=None)
@given(
    every=st.floats(24.0, 2000.0),
    catch=st.sampled_from([0.0, 0.3]),
    at_h=st.floats(-300.0, 1400.0),
)
def test_comparing_never_finds_a_stray_later(every: float, catch: float, at_h: float) -> None:
    world = build_world(agents=(3,))
    rows = [
        build_row(review_every_h=400.0, review_catch=catch, reconcile_h=reconcile)
        for reconcile in (math.inf, every)
    ]
    without, with_it = (
        Reviews(prepare(world, build_governance(world, row), 0)).found_h(1, 0, at_h) for row in rows
    )
    assert with_it <= without
    assert at_h < with_it <= at_h + every + 1e-6


def test_a_review_names_owners_with_its_catch_probability() -> None:
    state, _ = reviewed(2000, 0.0, owned=0.0, review_every_h=14 * DAY_H, review_catch=0.3)
    assert state.accounts.owned.mean() == pytest.approx(0.3, abs=0.04)
