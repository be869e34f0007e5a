"""A distribution told as another kind, and where its values lie."""

from __future__ import annotations

import math
import typing
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from models.compiled.sampler import compile_distribution
from models.units import Duration

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.scenario.distributions import Distribution

_DRAWS = 20_000
_SHAPES = 2.0


def told_as(distribution: Distribution[Any], kind: str) -> dict[str, Any]:
    """Return what a file holds for a distribution of another kind with about the same mean.

    Args:
        distribution: The distribution as it is; where it never ends, one day stands for its mean.
        kind: Kind to tell it as.
    """
    sampler = compile_distribution(distribution)
    mean = sampler.mean if math.isfinite(sampler.mean) else 24.0
    timed = is_timed(distribution)

    def written(value: float) -> Any:  # noqa: ANN401 - a number or a duration
        return Duration.of_hours(value).text if timed else value

    parameters: dict[str, Any] = {
        "constant": written(mean),
        "uniform": {"low": written(mean / 2), "high": written(mean * 3 / 2)},
        "exponential": {"mean": written(mean)},
        "lognormal": {"mean": written(mean), "cv": 1.0},
        "gamma": {"mean": written(mean), "cv": 1.0},
        "weibull": {"scale": written(mean), "shape": 1.0},
        "beta": {"a": _SHAPES, "b": _SHAPES},
        "empirical": {"p5": written(mean / 4), "p50": written(mean), "p95": written(mean * 2)},
    }
    return {kind: parameters[kind]}


def is_timed(distribution: Distribution[Any]) -> bool:
    """Whether its values are lengths of time, by its type: a beta has no unit of its own."""
    return Duration in typing.get_args(type(distribution).model_fields["constant"].annotation)


@lru_cache(maxsize=256)
def quantiles(distribution: Distribution[Any], count: int) -> FloatArray:
    """Return *count* quantiles at even steps from 0.5 % to 99.5 %, of 20,000 keyed draws.

    Returns:
        Shape (count,), ascending, in hours or plain numbers.
    """
    draws = compile_distribution(distribution).draw(np.random.Generator(np.random.PCG64(1)), _DRAWS)
    spread: FloatArray = np.quantile(draws, np.linspace(0.005, 0.995, count))
    return spread
