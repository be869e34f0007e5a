"""One token in plain numbers is, bit by bit, the same as one of many."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.compiled.governance import Behaviour
from models.engine.authentication import Tokens, access_rest_h, draw, mintable_h
from models.engine.single_token import token_of
from tests.models.engine.conftest import build_row

times = st.one_of(st.floats(-400.0, 9000.0), st.just(math.inf))
lives = st.one_of(st.floats(0.05, 100.0), st.sampled_from([0.0, math.inf]))


@pytest.mark.parametrize("on_demand", [False, True])
@given(
    at_h=times,
    low=lives,
    more=st.floats(0.0, 5.0),
    renew=st.floats(0.05, 1.0),
    session=lives,
    rate=st.sampled_from([0.0, 0.3, 20.0]),
    seed=st.integers(0, 99),
)
def test_one_token_is_as_one_of_many(
    on_demand: bool,
    at_h: float,
    low: float,
    more: float,
    renew: float,
    session: float,
    rate: float,
    seed: int,
) -> None:
    high = low + more if seed % 3 else low
    row = build_row(
        behaviour=Behaviour.EXCHANGED,
        ttl_low_h=low,
        ttl_high_h=high,
        renew_point=renew,
        on_demand=on_demand,
        session_h=session,
    )
    generators = [np.random.default_rng(each) for each in (seed, seed + 1, seed, seed + 1)]
    one = token_of(row, rate, generators[0], generators[1])
    draws = draw(generators[2], generators[3], 1)
    many = Tokens(*(np.array([each]) for each in (low, high, renew, on_demand, session, rate)))
    with np.errstate(invalid="ignore"):
        assert one.mintable_h(at_h) == float(mintable_h(many, draws, at_h)[0])
    assert one.access_rest_h(at_h) == float(access_rest_h(many, draws, at_h)[0])


def test_only_who_holds_the_source_mints_to_the_last() -> None:
    for behaviour, longest_h in ((Behaviour.EXCHANGED, 51.0), (Behaviour.PLATFORM, 1.0)):
        row = build_row(behaviour=behaviour, session_h=50.0)
        tokens = [
            token_of(row, 1.0, np.random.default_rng(seed), np.random.default_rng(1000 + seed))
            for seed in range(200)
        ]
        rests = [token.mintable_h(7.0) for token in tokens]
        assert longest_h * 0.9 < max(rests) <= longest_h
        assert max(token.access_rest_h(7.0) for token in tokens) <= 1.0
