"""Grids on a log scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.metrics.log_grid import log_grid


@given(st.floats(1e-3, 1.0), st.floats(2.0, 1e5), st.integers(2, 120))
def test_even_ascending_and_exact_at_the_ends(first: float, last: float, points: int) -> None:
    found = log_grid(first, last, points)
    assert len(found) == points
    assert (found[0], found[-1]) == (first, last)
    assert np.all(np.diff(found) > 0)
    steps = np.diff(np.log(found))
    assert steps == pytest.approx(steps.mean(), rel=1e-2)


def test_inner_points_are_short_numbers() -> None:
    for point in log_grid(1 / 60, 2160.0, 96)[1:-1].tolist():
        assert float(f"{point:.6g}") == point
