from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.engine.authentication import (
    Tokens,
    credentials_rest_h,
    draw,
    live_share,
    mintable_h,
    residual_h,
    rest_of_task_h,
)
from tests.models.engine.conftest import build_row, build_world, constant

Floats = npt.NDArray[np.float64]


def tokens(
    low: float,
    high: float,
    renew: float = 1.0,
    demand: float = 0.0,
    session: float = 0.0,
    n: int = 100_000,
) -> Tokens:
    return Tokens(
        low_h=np.full(n, low),
        high_h=np.full(n, high),
        renew_point=np.full(n, renew),
        on_demand=np.full(n, demand > 0),
        session_h=np.full(n, session),
        hops_per_h=np.full(n, max(demand, 1.0)),
    )


def rests(kind: Tokens, at_h: float = 123.4, *, mintable: bool = False) -> Floats:
    n = len(kind.low_h)
    draws = draw(np.random.default_rng(1), np.random.default_rng(2), n)
    return (mintable_h if mintable else residual_h)(kind, draws, at_h)


def test_a_secret_without_tokens_stops_at_once_and_an_endless_token_never() -> None:
    assert (rests(tokens(0.0, 0.0, n=5)) == 0.0).all()
    assert np.isinf(rests(tokens(np.inf, np.inf, n=5))).all()
    assert np.isinf(rests(tokens(1.0, 1.0, session=np.inf, n=5))).all()


@given(st.floats(-1000.0, 1000.0), st.floats(0.1, 50.0), st.floats(0.05, 1.0), st.floats(0.0, 9.0))
def test_a_clock_goes_on_ticking(at_h: float, ttl: float, renew: float, later: float) -> None:
    kind = tokens(ttl, ttl, renew, n=20)
    now, then = rests(kind, at_h), rests(kind, at_h + later)
    assert ((now >= ttl * (1 - renew) - 1e-9) & (now <= ttl + 1e-9)).all()
    period = renew * ttl
    turns = (now - later - then) / period
    assert turns == pytest.approx(np.round(turns), abs=1e-6)


@given(st.floats(0.1, 50.0), st.floats(0.1, 500.0), st.floats(-100.0, 1000.0))
def test_two_clocks_last_no_longer_than_both(ttl: float, session: float, at_h: float) -> None:
    kind = tokens(ttl, ttl, session=session, n=50)
    by_clock, by_will = rests(kind, at_h), rests(kind, at_h, mintable=True)
    assert (by_will <= session + ttl + 1e-9).all()
    assert (by_clock <= by_will + 1e-9).all()


def test_on_demand_is_an_age_of_a_renewal_with_a_wait_for_the_next_hop() -> None:
    # Simulated: renewed by the first hop after half of one hour; two hops an hour.
    generator = np.random.default_rng(3)
    cycle = 0.5 + generator.standard_exponential(200_000) / 2.0
    begin = np.cumsum(cycle) - cycle
    at = generator.random(100_000) * begin[-1]
    age = at - begin[np.searchsorted(begin, at, side="right") - 1]
    expected = np.maximum(1.0 - age, 0.0)
    found = rests(tokens(1.0, 1.0, 0.5, demand=2.0))
    assert found.mean() == pytest.approx(expected.mean(), rel=0.02)
    assert (found > 0).mean() == pytest.approx((expected > 0).mean(), abs=0.01)


def test_a_task_credential_lingers_or_lives_to_its_ttl() -> None:
    starts, lengths = np.array([-2.0, -0.5]), np.array([0.5, 1.0])
    ended = build_row(jit=True, revoke_on_end=True, linger_h=0.25)
    assert credentials_rest_h(starts, lengths, ended, 0.0) == pytest.approx([-1.25, 0.75])
    to_ttl = build_row(jit=True, revoke_on_end=False, ttl_low_h=3.0, ttl_high_h=3.0)
    assert credentials_rest_h(starts, lengths, to_ttl, 0.0) == pytest.approx([1.0, 2.5])


def test_the_share_of_time_with_a_task_agrees_with_the_count_of_live_credentials() -> None:
    world = build_world(
        agents=(1,), tasks_per_h=1.0, hops_per_task=constant(3.0), hop_gap_h=constant(0.25)
    )
    row = build_row(jit=True, revoke_on_end=True)
    generator = np.random.default_rng(4)
    live = np.array([rest_of_task_h(world, generator, row, 0)[0] for _ in range(10_000)])
    assert (live > 0).mean() == pytest.approx(live_share(world, row, 0), abs=0.015)
    assert live.mean() == pytest.approx(0.5, rel=0.05)
