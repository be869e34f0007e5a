from __future__ import annotations

import math

import numpy as np
import pytest

from models.compiled.sampler import Sampler
from models.engine.equilibrium import age_and_rest, length_biased

EMPIRICAL = Sampler("empirical", 0.0, 0.0, 0.0, ((0.0, 0.5, 1.0), (1.0, 2.0, 6.0)))
SAMPLERS = [
    Sampler("constant", 3.0, 0.0, 3.0),
    Sampler("uniform", 1.0, 5.0, 3.0),
    Sampler("exponential", 2.0, 0.0, 2.0),
    Sampler("lognormal", 0.3, 0.5, 0.0),
    Sampler("gamma", 2.5, 1.5, 3.75),
    Sampler("weibull", 2.0, 1.7, 0.0),
    Sampler("beta", 2.0, 3.0, 0.4),
    EMPIRICAL,
]


@pytest.mark.parametrize("sampler", SAMPLERS, ids=lambda s: s.kind)
def test_the_covering_interval_is_drawn_in_proportion_to_its_length(sampler: Sampler) -> None:
    generator = np.random.Generator(np.random.SFC64(1))
    lengths = sampler.draw(generator, 200_000)
    biased = length_biased(sampler, generator, 200_000)
    expected = (lengths**2).mean() / lengths.mean()
    assert biased.mean() == pytest.approx(expected, rel=0.01)
    assert (biased**2).mean() == pytest.approx((lengths**3).mean() / lengths.mean(), rel=0.05)


def test_age_and_rest_are_equal_in_mean_and_add_up_to_the_length() -> None:
    sampler = Sampler("exponential", 10.0, 0.0, 10.0)
    age, rest = age_and_rest(sampler, np.random.Generator(np.random.SFC64(2)), 100_000, 1.0)
    assert age.mean() == pytest.approx(10.0, rel=0.02)
    assert rest.mean() == pytest.approx(10.0, rel=0.02)


def test_what_lasts_for_ever_has_a_finite_age() -> None:
    sampler = Sampler("constant", math.inf, 0.0, math.inf)
    age, rest = age_and_rest(sampler, np.random.Generator(np.random.SFC64(3)), 1000, 8.0)
    assert np.isinf(rest).all()
    assert (age >= 0).all()
    assert age.max() < 8.0
