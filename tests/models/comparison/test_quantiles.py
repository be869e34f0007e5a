"""Quantiles read from a distribution."""

from __future__ import annotations

import numpy as np
import pytest

from models.comparison import Layer, TableComparison, quantiles_of
from tests.models.comparison import samples

VALUE = np.array([[0.0, 0.5, 1.0], [0.0, 0.2, 0.4], [np.nan, np.nan, np.nan]])
LAYER = Layer("x", VALUE, VALUE, VALUE)
GRID = np.array([1.0, 2.0, 8.0])
TABLE = TableComparison("t", ("platform", "lag_h"), (("a", "b", "c"), GRID), (LAYER,))


def test_the_first_point_that_reaches_the_share() -> None:
    assert np.array_equal(quantiles_of(TABLE, 0, 0.5), [2.0, np.inf, np.nan], equal_nan=True)
    assert np.array_equal(quantiles_of(TABLE, 0, 0.3), [2.0, 8.0, np.nan], equal_nan=True)


def test_of_an_exponential_lag() -> None:
    table = samples.comparison(2).table("domain_lag_distribution")
    found = quantiles_of(table, 2, 0.5)
    grid = table.grid[1]
    assert isinstance(grid, np.ndarray)
    exact = 4.0 * np.array([0.05, 0.2, 0.5, 1.0, 2.5, 1.5]) * np.log(2.0)
    step = grid[2] / grid[1]
    assert np.all((found >= exact) & (found <= exact * step))


def test_labels_have_no_quantile() -> None:
    with pytest.raises(TypeError, match="labels"):
        quantiles_of(samples.comparison(2).table("coverage"), 0, 0.5)
