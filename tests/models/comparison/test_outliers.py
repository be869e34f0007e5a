from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.comparison.outliers import outliers


def test_outliers_are_far_from_the_others() -> None:
    values = np.array([1.0, 2.0, 3.0, 2.5, 1.5, 40.0, np.nan])
    assert outliers(values).tolist() == [False] * 5 + [True, False]
    assert not outliers(np.array([1.0, 1.0, 90.0])).any()
    assert not outliers(np.zeros(9)).any()


@given(st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=40), st.floats(-1e6, 1e6))
def test_where_zero_is_does_not_matter(values: list[float], shift: float) -> None:
    whole = np.round(np.array(values))
    assert outliers(whole).tolist() == outliers(whole + round(shift)).tolist()


@pytest.mark.parametrize("count", [5, 20])
def test_at_most_half_are_outliers(count: int) -> None:
    draws = np.random.default_rng(1).lognormal(0.0, 2.0, count)
    assert outliers(draws).sum() <= count / 2
