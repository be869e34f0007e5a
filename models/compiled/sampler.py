"""Distributions turned into draws.

Only methods of `numpy.random.Generator` and plain arithmetic decide a value: numpy's own
`log`, `exp` and `power` give other bytes with and without AVX-512.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from models.units import Quantity

if TYPE_CHECKING:
    from models.scenario.distributions import Distribution

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sampler:
    """A distribution ready to be drawn from.

    Attributes:
        kind: Name of the distribution, as in a scenario file.
        a: First parameter (see `compile_distribution`).
        b: Second parameter.
        points: Probabilities and values of an empirical distribution, shape (2, n).
        mean: Expected value; ``inf`` where a constant is infinite.
    """

    kind: str
    a: float
    b: float
    mean: float
    points: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())

    def draw(  # noqa: PLR0911 - one return a kind
        self, generator: np.random.Generator, size: int
    ) -> FloatArray:
        """Return *size* independent values, shape (size,)."""
        match self.kind:
            case "constant":
                return np.full(size, self.a)
            case "uniform":
                return self.a + (self.b - self.a) * generator.random(size)
            case "exponential":
                return self.a * generator.standard_exponential(size)
            case "lognormal":
                return generator.lognormal(self.a, self.b, size)
            case "gamma":
                return self.b * generator.standard_gamma(self.a, size)
            case "weibull":
                return self.a * generator.weibull(self.b, size)
            case "beta":
                return generator.beta(self.a, self.b, size)
            case _:
                return np.interp(generator.random(size), self.points[0], self.points[1])

    def draw_one(self, generator: np.random.Generator) -> float:
        """Return one value: the first that `draw` would return."""
        match self.kind:
            case "constant":
                return self.a
            case "uniform":
                return self.a + (self.b - self.a) * generator.random()
            case "exponential":
                return self.a * generator.standard_exponential()
            case "lognormal":
                return generator.lognormal(self.a, self.b)
            case _:
                return float(self.draw(generator, 1)[0])

    @property
    def constant(self) -> bool:
        """True where every draw is the same."""
        return self.kind == "constant"


def _lognormal(mean: float, cv: float) -> tuple[float, float]:
    variance = math.log1p(cv * cv)
    return math.log(mean) - variance / 2, math.sqrt(variance)


def _empirical_mean(p: tuple[float, ...], v: tuple[float, ...]) -> float:
    middle = sum((p[i + 1] - p[i]) * (v[i] + v[i + 1]) / 2 for i in range(len(p) - 1))
    return p[0] * v[0] + middle + (1 - p[-1]) * v[-1]


def compile_distribution(distribution: Distribution[Any]) -> Sampler:  # noqa: PLR0911 - one per kind
    """Return the sampler of *distribution*; quantities become numbers in their base unit."""
    kind, chosen = distribution.kind, distribution.chosen
    match kind:
        case "constant":
            value = _number(chosen)
            return Sampler(kind, value, 0.0, value)
        case "uniform":
            low, high = _number(chosen.low), _number(chosen.high)
            return Sampler(kind, low, high, (low + high) / 2)
        case "exponential":
            mean = _number(chosen.mean)
            return Sampler(kind, mean, 0.0, mean)
        case "lognormal":
            mean = _number(chosen.mean)
            if mean == 0.0:
                return Sampler("constant", 0.0, 0.0, 0.0)
            return Sampler(kind, *_lognormal(mean, chosen.cv), mean)
        case "gamma":
            shape, mean = 1 / (chosen.cv * chosen.cv), _number(chosen.mean)
            return Sampler(kind, shape, mean / shape, mean)
        case "weibull":
            scale = _number(chosen.scale)
            return Sampler(kind, scale, chosen.shape, scale * math.gamma(1 + 1 / chosen.shape))
        case "beta":
            return Sampler(kind, chosen.a, chosen.b, chosen.a / (chosen.a + chosen.b))
        case _:
            p, v = zip(*chosen.points, strict=True)
            return Sampler(kind, 0.0, 0.0, _empirical_mean(p, v), (p, v))


def _number(value: Quantity | float) -> float:
    return value.number if isinstance(value, Quantity) else value
