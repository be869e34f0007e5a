from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.compiled.retelling import quantiles, told_as
from models.compiled.sampler import compile_distribution
from models.scenario.distributions import DurationDistribution, NumberDistribution

KINDS = list(NumberDistribution.model_fields)
SAME_MEAN = ("constant", "uniform", "exponential", "lognormal", "gamma", "weibull")


@given(
    mean=st.floats(0.01, 1e4), first=st.sampled_from(SAME_MEAN), second=st.sampled_from(SAME_MEAN)
)
def test_the_mean_outlives_a_change_of_kind(mean: float, first: str, second: str) -> None:
    start = NumberDistribution.model_validate({"constant": mean})
    one = NumberDistribution.model_validate(told_as(start, first))
    two = NumberDistribution.model_validate(told_as(one, second))
    assert two.kind == second
    assert compile_distribution(two).mean == pytest.approx(mean, rel=1e-9)


@pytest.mark.parametrize("first", KINDS)
@pytest.mark.parametrize("second", KINDS)
@pytest.mark.parametrize("start", ["40 min", "never", "0 s"])
def test_every_kind_of_duration_can_be_told_as_every_other(
    start: str, first: str, second: str
) -> None:
    one = DurationDistribution.model_validate(start)
    for kind in (first, second):
        one = DurationDistribution.model_validate(told_as(one, kind))
    assert one.kind == second
    assert math.isfinite(compile_distribution(one).mean)


@pytest.mark.parametrize("kind", KINDS)
def test_quantiles_ascend_and_lie_where_they_should(kind: str) -> None:
    start = NumberDistribution.model_validate({"constant": 10.0})
    spread = quantiles(NumberDistribution.model_validate(told_as(start, kind)), 199)
    assert spread.shape == (199,)
    assert np.all(np.diff(spread) >= 0)


def test_the_median_of_an_exponential_is_that_of_theory() -> None:
    spread = quantiles(NumberDistribution.model_validate({"exponential": {"mean": 10.0}}), 199)
    # A median of n draws has the standard error 1 / (2 f(m) sqrt(n)), with f(m) = 1 / 20 here.
    assert spread[99] == pytest.approx(10 * math.log(2), abs=4 * 10 / math.sqrt(20_000))
