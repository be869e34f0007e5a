from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.compiled.governance import Compensation
from models.engine import simulate
from models.engine.enforcement import enforce
from models.engine.events import Kind
from models.engine.paths import Why
from models.engine.records import PATHS
from models.engine.simulation import prepare
from tests.golden.estimate import assert_golden
from tests.models.engine.conftest import (
    NEVER,
    build_governance,
    build_row,
    build_world,
    constant,
    exponential,
)
from tests.models.engine.organisation import DAY_H, one_platform
from tests.models.engine.told import Listening


def test_every_reason_has_a_word() -> None:
    assert [why.name.lower() for why in Why] == list(PATHS)


@pytest.mark.nightly
def test_births_wait_as_little_s_law_says() -> None:
    # Rate 1/m for each of n places; each waits min(life, time to the next review of a 90-day grid).
    life, every, agents = 30.0, 90.0, 120
    world, design = one_platform(
        agents,
        world={"lifetime": exponential(life * DAY_H), "horizon_h": 8 * every * DAY_H},
        review_every_h=every * DAY_H,
        review_catch=0.5,
        trigger=1.0,
    )
    expected = agents / life * life * (1 - life / every * (1 - math.exp(-every / life)))
    within = [_mean_waiting(world, design, replication, every) for replication in range(12)]
    assert_golden(np.array(within), expected)


def _mean_waiting(world: object, design: object, replication: int, every: float) -> float:
    records, _ = simulate(world, design, replication, {})  # type: ignore[arg-type]
    paths = records.paths
    until_h = np.minimum(paths.looked_h, paths.ended_h)
    low, high = 2 * every * DAY_H, 8 * every * DAY_H
    spans = np.clip(until_h, low, high) - np.clip(paths.arrived_h, low, high)
    return float(spans.sum()) / (high - low)


@settings(max_examples=12, deadline=None)
@given(
    every=st.sampled_from([100.0, 300.0, NEVER]),
    expiry=st.sampled_from([NEVER, 200.0]),
    replication=st.integers(0, 20),
)
def test_paths_are_what_was_told_to_have_arrived_been_looked_at_and_ended(
    every: float, expiry: float, replication: int
) -> None:
    world = build_world(agents=(4, 3), novelty=0.1, lifetime=exponential(400.0), horizon_h=600.0)
    row = build_row(
        review_every_h=every,
        review_catch=0.3,
        grant_h=150.0,
        exception_per_h=0.001,
        compensation=Compensation(1.0, 0.0, NEVER, expiry),
    )
    design, told = build_governance(world, row), Listening()
    records, _ = simulate(world, design, replication, {}, recorder=told)
    paths, accounts = records.paths, prepare(world, design, replication).accounts
    born = (accounts.created_h >= -world.warm_up_h) & (accounts.created_h < world.horizon_h)
    ended = {e.about["account"]: e.at_h for e in told.of(Kind.ACCOUNT_ENDED)}
    arrivals, looks = [], 0
    for account, platform in np.argwhere(accounts.covers & born[:, None]).tolist():
        begin_h, end_h = float(accounts.created_h[account]), ended.get(account, math.inf)
        reviews = [e.at_h for e in told.of(Kind.REVIEWED) if e.about["platform"] == platform]
        looks += any(begin_h <= at_h < end_h for at_h in reviews)
        arrivals.append(begin_h)
    births = paths.kind == Why.BIRTH
    assert np.sort(paths.arrived_h[births]) == pytest.approx(np.sort(arrivals))
    assert np.count_nonzero(np.isfinite(paths.looked_h[births])) == looks
    assert np.count_nonzero(paths.kind == Why.APPROVED) == len(told.of(Kind.GRANT_ADDED))
    arrived = enforce(world, design, replication).exemptions
    assert np.count_nonzero(paths.kind == Why.EXCEPTION) == len(arrived)
    assert (paths.looked_h >= paths.arrived_h).all()


def test_an_approved_grant_is_a_path_until_it_expires() -> None:
    world = build_world(agents=(5,), novelty=0.2, horizon_h=500.0, warm_up_h=0.0)
    row = build_row(grant_h=100.0, grant_factor=constant(1.0))
    records, _ = simulate(world, build_governance(world, row), 0, {})
    mine = records.paths.kind == Why.APPROVED
    assert mine.sum() > 20
    expired = np.isfinite(records.paths.ended_h[mine])
    spans = (records.paths.ended_h - records.paths.arrived_h)[mine][expired]
    assert spans == pytest.approx(np.full(expired.sum(), 100.0))
