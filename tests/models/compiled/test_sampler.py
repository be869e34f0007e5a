from __future__ import annotations

import numpy as np
import pytest

from models.compiled.sampler import Sampler

POINTS = (0.0, 0.4, 1.0), (1.0, 3.0, 9.0)


@pytest.mark.parametrize(
    "sampler",
    [
        Sampler("constant", 2.5, 0.0, 2.5),
        Sampler("uniform", 1.0, 4.0, 2.5),
        Sampler("exponential", 3.0, 0.0, 3.0),
        Sampler("lognormal", 0.3, 0.8, 1.86),
        Sampler("gamma", 0.7, 2.0, 1.4),
        Sampler("weibull", 2.0, 0.7, 2.53),
        Sampler("beta", 2.0, 5.0, 2 / 7),
        Sampler("empirical", 0.0, 0.0, 4.4, POINTS),
    ],
    ids=lambda sampler: sampler.kind,
)
def test_one_draw_is_the_first_of_many(sampler: Sampler) -> None:
    for seed in range(50):
        one, many = np.random.default_rng(seed), np.random.default_rng(seed)
        assert sampler.draw_one(one) == float(sampler.draw(many, 1)[0])
        assert one.random() == many.random()
