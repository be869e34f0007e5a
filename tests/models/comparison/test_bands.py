"""Pooled curves and their bands."""

from __future__ import annotations

import numpy as np

from models.comparison.bands import CELLS_AT_ONCE, RESAMPLES, pooled_band, resample_counts


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
    assert low[0] == 0.25
    assert high[0] == 1.0
    assert low[1] == high[1] == 0.5


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
        assert np.array_equal(whole[-3:], piece)


def test_one_replication_has_no_width() -> None:
    value, low, high = pooled_band(_parts(np.random.default_rng(2), 1, 4), seed=3)
    assert np.array_equal(value, low)
    assert np.array_equal(value, high)


def test_the_shape_of_a_table_is_kept() -> None:
    parts = [(np.ones((2, 3)), np.full((2, 3), 2.0))] * 4
    assert [part.shape for part in pooled_band(parts, seed=0)] == [(2, 3)] * 3


def test_bands_hold_the_truth() -> None:
    rng = np.random.default_rng(4)
    held = []
    for _ in range(60):
        _, low, high = pooled_band(_parts(rng, 30, 20), seed=5)
        held.append((low <= 0.3) & (high >= 0.3))
    assert 0.9 <= np.mean(held) <= 0.98
