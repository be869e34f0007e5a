"""Ratios of the median replication."""

from __future__ import annotations

import numpy as np
import pytest

from models.comparison.ratio import ratio_of_pairs


def test_a_constant_factor_is_exact() -> None:
    base = np.random.default_rng(1).normal(10.0, 1.0, 20)
    found = ratio_of_pairs(0.5 * base, base)
    assert found is not None
    assert found.method == "identical"
    assert found.estimate == pytest.approx(0.5)


def test_the_ratio_of_the_other_way_round_is_its_inverse() -> None:
    rng = np.random.default_rng(2)
    bottom, top = rng.lognormal(0.0, 1.0, 21), rng.lognormal(1.0, 1.0, 21)
    found, other = ratio_of_pairs(top, bottom), ratio_of_pairs(bottom, top)
    assert found is not None
    assert other is not None
    assert found.estimate == pytest.approx(1.0 / other.estimate)
    assert found.low < found.estimate < found.high


def test_pairs_that_tell_nothing_are_left_out() -> None:
    top, bottom = np.array([1.0, np.nan, 3.0, 8.0]), np.array([2.0, 1.0, np.nan, 4.0])
    found = ratio_of_pairs(top, bottom)
    assert found is not None
    assert found.n == 2
    assert found.estimate == pytest.approx(1.25)


@pytest.mark.parametrize(
    "bottom",
    [
        np.zeros(10),
        np.array([-1.0, 1.0] * 5),
        np.append(np.ones(9), 0.0),
        np.append(np.ones(9), np.inf),
        np.full(10, np.nan),
    ],
    ids=["zero", "both signs", "once zero", "endless", "undefined"],
)
def test_no_ratio_where_the_denominator_may_be_zero(bottom: np.ndarray) -> None:
    assert ratio_of_pairs(np.arange(1.0, 11.0), bottom) is None


def test_a_ratio_beyond_all_numbers_is_not_told() -> None:
    bottom = np.append(np.ones(9), 5e-324)
    assert ratio_of_pairs(np.full(10, 9.0), bottom) is None
