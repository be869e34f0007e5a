"""Pooled curves and their bands."""

from __future__ import annotations

import numpy as np
import pytest

from models.comparison.bands import CELLS_AT_ONCE, RESAMPLES, pooled_band, resample_counts
from models.comparison.intervals import CONFIDENCE


def _parts(rng: np.random.Generator, n: int, size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    return [(rng.binomial(50, 0.3, size).astype(float), np.full(size, 50.0)) for _ in range(n)]


def test_value_is_pooled_over_what_was_observed() -> None:
    parts = [
        (np.array([1.0, 0.0, 0.0]), np.array([4.0, 0.0, 0.0])),
        (np.array([2.0, 3.0, 0.0]), np.array([2.0, 6.0, 0.0])),
    ]
    value, low, high = pooled_band(parts, seed=1)
    assert value[:2].tolist() == [0.5, 0.5]
    assert np.isnan(value[2])
    assert np.isnan(low[2])
    assert np.isnan(high[2])
    assert low[1] == high[1] == 0.5


def test_where_too_few_saw_anything_there_is_a_value_without_a_band() -> None:
    parts = [(np.array([float(i == 0)]), np.array([40.0])) for i in range(10)]
    value, low, high = pooled_band(parts, seed=1, most=1.0)
    assert value == [1 / 400]
    assert np.isnan(low)
    assert np.isnan(high)


def test_the_band_is_that_of_the_studentised_bootstrap() -> None:
    rng = np.random.default_rng(8)
    top, bottom = rng.exponential(3.0, 12), rng.uniform(4.0, 6.0, 12)
    value, low, high = pooled_band(
        [(np.array([t]), np.array([b])) for t, b in zip(top, bottom, strict=True)], seed=2
    )

    def error(t: np.ndarray, b: np.ndarray) -> float:
        return float((t - t.sum() / b.sum() * b).std(ddof=1) / b.mean() / np.sqrt(len(t)))

    students = []
    for counts in resample_counts(12, 2):
        drawn = np.repeat(np.arange(12), counts.astype(int))
        t, b = top[drawn], bottom[drawn]
        students.append((t.sum() / b.sum() - value[0]) / error(t, b))
    students.sort()
    cut = int(np.floor((1.0 - CONFIDENCE) / 2.0 * RESAMPLES))
    assert low[0] == pytest.approx(max(0.0, value[0] - students[-1 - cut] * error(top, bottom)))
    assert high[0] == pytest.approx(value[0] - students[cut] * error(top, bottom))


def test_shares_stay_shares() -> None:
    parts = [(np.array([9.0 + (i % 3 > 0)]), np.array([10.0])) for i in range(20)]
    _, low, high = pooled_band(parts, seed=4, most=1.0)
    assert 0.0 <= low[0] < high[0] <= 1.0


def test_bands_are_the_same_for_a_seed_and_paired_over_designs() -> None:
    parts = _parts(np.random.default_rng(1), 10, 5)
    one, other = pooled_band(parts, seed=9), pooled_band(parts, seed=9)
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
    counts = resample_counts(10, 9)
    assert counts.shape == (RESAMPLES, 10)
    assert set(counts.sum(axis=1).tolist()) == {10.0}
    shifted = [(top + bottom, bottom) for top, bottom in parts]
    assert np.allclose(pooled_band(shifted, seed=9)[1], one[1] + 1.0)


def test_long_tables_are_resampled_in_pieces() -> None:
    parts = _parts(np.random.default_rng(2), 6, CELLS_AT_ONCE + 7)
    value, low, high = pooled_band(parts, seed=3)
    last = [(top[-3:], bottom[-3:]) for top, bottom in parts]
    for whole, piece in zip((value, low, high), pooled_band(last, seed=3), strict=True):
        assert np.allclose(whole[-3:], piece, rtol=1e-9, equal_nan=True)


def test_one_replication_has_no_band() -> None:
    value, low, high = pooled_band(_parts(np.random.default_rng(2), 1, 4), seed=3)
    assert np.isfinite(value).all()
    assert np.isnan(low).all()
    assert np.isnan(high).all()


def test_the_shape_of_a_table_is_kept() -> None:
    parts = [(np.ones((2, 3)), np.full((2, 3), 2.0))] * 4
    assert [part.shape for part in pooled_band(parts, seed=0)] == [(2, 3)] * 3
