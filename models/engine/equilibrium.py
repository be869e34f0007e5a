"""What a renewal process looks like at an instant that knows nothing of it.

The interval that covers the instant is length-biased: drawn with a probability in proportion
to its length.  Source: Cox (1962), Renewal Theory, chapter 5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.compiled.sampler import Sampler
    from models.compiled.world import FloatArray


def length_biased(  # noqa: PLR0911 - one per kind
    sampler: Sampler, generator: np.random.Generator, size: int
) -> FloatArray:
    """Return *size* lengths of the intervals that cover an instant, shape (size,).

    Infinite lengths stay infinite.
    """
    match sampler.kind:
        case "constant":
            return np.full(size, sampler.a)
        case "uniform":
            return uniform_length_biased(sampler.a, sampler.b, generator.random(size))
        case "exponential":
            return sampler.a * generator.standard_gamma(2.0, size)
        case "lognormal":
            return generator.lognormal(sampler.a + sampler.b * sampler.b, sampler.b, size)
        case "gamma":
            return sampler.b * generator.standard_gamma(sampler.a + 1.0, size)
        case "weibull":
            return _weibull(sampler, generator, size)
        case "beta":
            return generator.beta(sampler.a + 1.0, sampler.b, size)
        case _:
            return _empirical(sampler, generator, size)


def uniform_length_biased(
    low: FloatArray | float, high: FloatArray | float, u: FloatArray
) -> FloatArray:
    """Return length-biased draws of uniform lengths, from uniforms of the same shape."""
    return np.sqrt(low * low + (high * high - low * low) * u)


def _weibull(sampler: Sampler, generator: np.random.Generator, size: int) -> FloatArray:
    # Python's power, not numpy's, whose last bit depends on the processor.
    power = 1.0 / sampler.b
    drawn = generator.standard_gamma(1.0 + power, size).tolist()
    return sampler.a * np.array([each**power for each in drawn])


def _empirical(sampler: Sampler, generator: np.random.Generator, size: int) -> FloatArray:
    """Choose a piece of the quantile function by mass times mean; inside it is uniform."""
    p, v = np.array(sampler.points[0]), np.array(sampler.points[1])
    low, high = np.r_[v[0], v[:-1], v[-1]], np.r_[v[0], v[1:], v[-1]]
    mass = np.r_[p[0], np.diff(p), 1.0 - p[-1]]
    share = np.cumsum(mass * (low + high) / 2)
    chosen = np.searchsorted(share, generator.random(size) * share[-1], side="right")
    chosen = np.minimum(chosen, len(share) - 1)
    return uniform_length_biased(low[chosen], high[chosen], generator.random(size))


def age_and_rest(
    sampler: Sampler, generator: np.random.Generator, size: int, oldest_h: float
) -> tuple[FloatArray, FloatArray]:
    """Return how long the covering intervals have lasted and will last, each shape (size,).

    Args:
        sampler: Lengths of intervals.
        generator: Keyed stream.
        size: How many.
        oldest_h: Where a length is infinite, ages are uniform up to this (an assumption).
    """
    length, u = length_biased(sampler, generator, size), generator.random(size)
    endless = np.isinf(length)
    finite = np.where(endless, 0.0, length)
    age = np.where(endless, oldest_h * u, finite * u)
    return age, np.where(endless, np.inf, finite - finite * u)
