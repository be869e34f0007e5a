"""Ratios of means by the jackknife."""

from __future__ import annotations

import numpy as np
import pytest

from models.comparison.ratio import ratio_of_means


def test_a_constant_factor_is_exact() -> None:
    base = np.random.default_rng(1).normal(10.0, 1.0, 20)
    found = ratio_of_means(0.5 * base, base)
    assert found is not None
    assert found.method == "identical"
    assert found.estimate == pytest.approx(0.5)


def test_against_the_textbook() -> None:
    rng = np.random.default_rng(2)
    bottom = rng.normal(10.0, 1.0, 20)
    top = 0.4 * bottom + rng.normal(0.0, 0.3, 20)
    found = ratio_of_means(top, bottom)
    assert found is not None
    out = [np.delete(top, i).sum() / np.delete(bottom, i).sum() for i in range(20)]
    pseudo = 20 * top.sum() / bottom.sum() - 19 * np.array(out)
    assert found.estimate == pytest.approx(pseudo.mean())
    half = 2.2705 * pseudo.std(ddof=1) / np.sqrt(20)
    assert (found.high - found.low) / 2 == pytest.approx(half, rel=1e-4)


@pytest.mark.parametrize(
    "bottom",
    [
        np.zeros(10),
        np.array([-1.0, 1.0] * 5),
        np.append(np.zeros(9), 100.0),
        np.append(np.ones(9), np.inf),
        np.full(10, np.nan),
    ],
    ids=["zero", "both signs", "skewed", "endless", "undefined"],
)
def test_no_ratio_where_the_denominator_may_be_zero(bottom: np.ndarray) -> None:
    assert ratio_of_means(np.arange(1.0, 11.0), bottom) is None


def test_the_interval_holds_the_ratio() -> None:
    rng = np.random.default_rng(3)
    held = []
    for _ in range(600):
        bottom = rng.normal(10.0, 1.0, 20)
        top = 3.0 + 0.2 * bottom + rng.normal(0.0, 0.5, 20)
        found = ratio_of_means(top, bottom)
        if found is not None:  # skewed samples show none
            held.append(found.low <= 0.5 <= found.high)
    assert len(held) > 300
    assert 0.93 <= np.mean(held) <= 0.97
