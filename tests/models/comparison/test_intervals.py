"""Intervals: known values, the rule for heavy tails, and that they hold what they promise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from models.comparison.intervals import (
    LEVEL,
    excludes_zero,
    half_width,
    interval_of,
    mean_interval,
    median_interval,
    order_rank,
    skewness,
    t_quantile,
)

VALUES = arrays.arrays(
    np.float64,
    st.integers(2, 40),
    elements=st.floats(-1e6, 1e6).map(lambda x: round(x, 6)),
)


@pytest.mark.parametrize(
    ("degrees", "value"), [(1, 12.7062), (4, 2.7764), (9, 2.2622), (39, 2.0227), (999, 1.9623)]
)
def test_quantiles_of_t(degrees: int, value: float) -> None:
    assert t_quantile(degrees, 0.975) == pytest.approx(value, abs=5e-5)
    assert t_quantile(degrees) > value  # what the looks of the stopping rule cost


@pytest.mark.parametrize(
    ("n", "rank"), [(1, 0), (5, 0), (6, 1), (9, 1), (10, 2), (20, 5), (40, 13)]
)
def test_ranks_around_the_median(n: int, rank: int) -> None:
    assert order_rank(n) == rank
    inside = sum(math.comb(n, k) for k in range(rank, n - rank + 1)) / 2.0**n
    if rank:
        assert inside >= LEVEL
    # One rank further in would promise too much.
    assert inside - 2 * math.comb(n, rank) / 2.0**n < LEVEL


def test_a_worked_mean() -> None:
    found = mean_interval(np.array([4.0, 6.0, 8.0, 10.0, 12.0]))
    assert found.estimate == 8.0
    assert half_width(found) == pytest.approx(3.1355 * math.sqrt(10.0 / 5.0), abs=1e-3)
    assert found.method == "t"


def test_skewed_values_show_a_median_and_no_mean() -> None:
    values = np.array([1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 50.0])
    assert len(values) < 25 * skewness(values) ** 2
    found = interval_of(values)
    assert found.method == "median"
    # Ranks 2 and 9 hold 97.9 %, ranks 3 and 8 hold 89.1 %: the ends lie between them.
    assert found.estimate == 1.45
    assert 1.1 < found.low < 1.2
    assert 1.7 < found.high < 1.8


def test_what_never_ends_has_no_mean() -> None:
    found = interval_of(np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, np.inf, np.inf, np.inf]))
    assert found.method == "median"
    assert (found.estimate, found.high) == (6.0, math.inf)
    assert 2.0 < found.low < 3.0
    assert interval_of(np.full(10, np.inf)).estimate == math.inf


def test_what_is_not_defined_is_left_out() -> None:
    found = interval_of(np.array([np.nan, 1.0, 2.0, 3.0, np.nan]))
    assert (found.n, found.estimate) == (3, 2.0)
    assert interval_of(np.full(4, np.nan)).n == 0
    assert interval_of(np.full(4, np.nan)).method == "none"
    one = interval_of(np.array([2.5]))
    assert (one.method, one.estimate) == ("none", 2.5)
    assert math.isnan(one.low)


def test_equal_values_need_no_statistics() -> None:
    found = interval_of(np.full(7, 0.1))
    assert (found.method, found.low, found.high) == ("identical", 0.1, 0.1)
    assert not excludes_zero(interval_of(np.zeros(7)))
    assert excludes_zero(found)


def test_few_skewed_values_show_no_interval() -> None:
    found = median_interval(np.array([0.0, 0.0, 9.0]))
    assert found.method == "none"
    assert not excludes_zero(found)


@given(VALUES)
def test_order_of_replications_does_not_matter(values: np.ndarray) -> None:
    one, other = interval_of(values), interval_of(values[::-1].copy())
    assert one.method == other.method
    assert one.estimate == pytest.approx(other.estimate, rel=1e-9, abs=1e-9)


@given(VALUES)
def test_the_estimate_lies_inside(values: np.ndarray) -> None:
    found = interval_of(values)
    if found.method != "none":
        assert found.low <= found.estimate <= found.high


@given(VALUES)
def test_mirrored_values_have_a_mirrored_interval(values: np.ndarray) -> None:
    one, other = interval_of(values), interval_of(-values)
    if one.method in ("t", "median") and one.method == other.method:
        tolerance = 1e-6 * float(np.abs(values).max())
        assert one.low == pytest.approx(-other.high, abs=tolerance)
        assert one.high == pytest.approx(-other.low, abs=tolerance)


def test_a_mean_of_heavy_tails_would_hold_far_less_than_it_says() -> None:
    sigma = 1.65
    draws = np.random.default_rng(6).lognormal(0.0, sigma, (1500, 20))
    plain = [mean_interval(values) for values in draws]
    held = [found.low <= math.exp(sigma**2 / 2) <= found.high for found in plain]
    assert np.mean(held) < 0.8
    assert np.mean([interval_of(values).method == "t" for values in draws]) < 0.01
