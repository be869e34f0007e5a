from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.comparison import Interval
from models.experiments.previews.estimates import Shift, alone, moved
from models.experiments.previews.reading import possible
from models.metrics import NUMBERS

FULL = Interval(100.0, 90.0, 112.0, "t", 10)
finite = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))


@given(st.lists(finite, min_size=1, max_size=10))
def test_an_edit_moves_the_full_value_and_never_makes_it_surer(values: list[float]) -> None:
    found = moved(FULL, Shift(np.array(values)))
    assert found.estimate == pytest.approx(100.0 + np.mean(values), abs=1e-6)
    assert found.estimate - found.low >= 10.0
    assert found.high - found.estimate >= 12.0


@given(finite, st.integers(1, 9))
def test_more_replications_that_agree_make_it_surer(value: float, k: int) -> None:
    few, more = (moved(FULL, Shift(np.full(n, value))) for n in (k, k + 1))
    assert more.high - more.low <= few.high - few.low + 1e-9


def test_what_moves_nothing_stays_where_it_was() -> None:
    found = moved(FULL, Shift(np.zeros(4)))
    assert found.estimate == 100.0
    assert found.high - found.low == pytest.approx(22.0, rel=0.06)


def test_a_preview_is_never_surer_than_what_it_is_added_to() -> None:
    bare = Interval(100.0, math.nan, math.nan, "none", 2)
    found = moved(bare, Shift(np.array([1.0, 2.0, 3.0])))
    assert found.estimate == 102.0
    assert math.isnan(found.low)
    assert math.isnan(found.high)


@pytest.mark.parametrize("values", [[], [math.nan, 1.0], [math.inf]])
def test_a_shift_that_is_not_finite_is_not_known(values: list[float]) -> None:
    assert not Shift(np.array(values, dtype=np.float64)).known


@pytest.mark.parametrize("k", [1, 2, 4, 10])
def test_the_interval_of_a_sample_holds_the_full_run(k: int) -> None:
    """A full run of ten and k replications of a sample of a fifth, whose effect is a fifth less."""
    generator = np.random.default_rng(20261 + k)
    held, n = 0, 1000
    for _ in range(n):
        effect = generator.normal(0.0, 30.0)
        noise = abs(effect) * generator.normal(0.0, 0.2, 10)
        full_after = 100.0 + effect + float(noise.mean())
        sample = 0.8 * effect + noise[:k] + abs(effect) * generator.normal(0.0, 0.4, k)
        tight = Interval(100.0, 99.99, 100.01, "t", 10)  # only the shift is uncertain
        found = moved(tight, Shift(sample))
        held += found.low <= full_after <= found.high
    assert held / n >= 0.9  # what DESIGN 9 promises


def test_a_sample_alone_is_wider_than_its_own_interval() -> None:
    values = np.array([9.0, 10.0, 11.0, 10.0, 10.5, 9.5, 10.2, 9.8])
    found = alone(values)
    assert found.estimate == pytest.approx(10.0)
    assert found.high - found.estimate >= 3.0
    assert math.isnan(alone(values[:1]).low)


@given(finite, st.floats(0.0, 1e6), st.sampled_from(["last_domain_lag", "excess_privilege"]))
def test_a_level_is_never_what_its_metric_cannot_be(by: float, half: float, key: str) -> None:
    metric = NUMBERS[key]
    told = possible(metric, Interval(by, by - half, by + half, "t", 3))
    assert 0.0 <= told.low <= told.estimate <= told.high
    assert told.high <= (1.0 if metric.unit == "share" else math.inf)
    inside = Interval(0.5, 0.25, 0.75, "t", 3)
    assert possible(metric, inside) == inside
    bare = possible(metric, Interval(-0.5, math.nan, math.nan, "none", 1))
    assert bare.estimate == 0.0
    assert math.isnan(bare.low)
