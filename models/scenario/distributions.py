"""Distributions of a setting, by the names and parameters in which people quote them."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from pydantic import Field, model_validator

from models.scenario.base import Choice, Model
from models.units import Duration, Number, Positive, Quantity, refuse

T = TypeVar("T")


def _size(value: object) -> float:
    return value.number if isinstance(value, Quantity) else float(value)  # type: ignore[arg-type]


class Between(Model, Generic[T]):
    """Uniform between two bounds."""

    low: T = Field(description="Least value.")
    high: T = Field(description="Largest value, at least `low`.")

    @model_validator(mode="after")
    def _check_order(self) -> Between[T]:
        if _size(self.high) < _size(self.low):
            raise refuse("`high` at least `low`", self.high, "swap the two")
        return self


class Mean(Model, Generic[T]):
    """Only a mean: exponential."""

    mean: T = Field(description="Mean of all draws.")


class MeanSpread(Model, Generic[T]):
    """A mean and a coefficient of variation (standard deviation / mean)."""

    mean: T = Field(description="Mean of all draws.")
    cv: Positive = Field(default=1.0, description="Standard deviation / mean; 1: as wide as large.")


class ScaleShape(Model, Generic[T]):
    """Weibull scale and shape."""

    scale: T = Field(description="Value that 63 % of all draws stay below.")
    shape: Positive = Field(description="Below 1 early, above 1 late draws prevail.")


class BetaShape(Model):
    """Beta with shapes `a` and `b`, on 0 to 1."""

    a: Positive = Field(description="The larger, the more draws near 1.")
    b: Positive = Field(description="The larger, the more draws near 0.")


class Quantiles(Model, Generic[T]):
    """Quantiles, joined by straight lines; below the first and above the last it is flat."""

    p5: T | None = Field(default=None, description="5 % of all draws are at most this.")
    p25: T | None = Field(default=None, description="25 % of all draws are at most this.")
    p50: T | None = Field(default=None, description="50 % of all draws are at most this.")
    p75: T | None = Field(default=None, description="75 % of all draws are at most this.")
    p90: T | None = Field(default=None, description="90 % of all draws are at most this.")
    p95: T | None = Field(default=None, description="95 % of all draws are at most this.")
    max: T | None = Field(default=None, description="No draw is above this.")

    @property
    def points(self) -> list[tuple[float, float]]:
        """Pairs of (probability, value), ascending."""
        steps = {
            "p5": 0.05,
            "p25": 0.25,
            "p50": 0.5,
            "p75": 0.75,
            "p90": 0.9,
            "p95": 0.95,
            "max": 1.0,
        }
        return [
            (p, _size(getattr(self, k))) for k, p in steps.items() if getattr(self, k) is not None
        ]

    @model_validator(mode="after")
    def _check_order(self) -> Quantiles[T]:
        values = [value for _, value in self.points]
        if len(values) < 2 or values != sorted(values):
            raise refuse("two or more quantiles in ascending order", values, "sort them")
        return self


class Distribution(Choice, Generic[T]):
    """How a value is drawn; a bare value is constant."""

    bare_key: ClassVar[str | None] = "constant"

    constant: T | None = None
    uniform: Between[T] | None = None
    exponential: Mean[T] | None = None
    lognormal: MeanSpread[T] | None = None
    gamma: MeanSpread[T] | None = None
    weibull: ScaleShape[T] | None = None
    beta: BetaShape | None = None
    empirical: Quantiles[T] | None = Field(default=None)


DurationDistribution = Distribution[Duration]
"""A distribution of lengths of time."""

NumberDistribution = Distribution[Number]
"""A distribution of plain numbers."""
