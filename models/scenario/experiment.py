"""The experiment: what is compared with what, for how long, and how sure we want to be."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.scenario.base import Id, Model
from models.units import Duration, Share, Whole


class Replications(Model):
    """When to stop: half-width <= max(half_width x |mean of the baseline|, absolute)."""

    at_least: Whole = Field(default=10, ge=2)
    at_most: Whole = Field(default=40, ge=2, le=10_000)
    half_width: Share = Field(default=0.05, description="Relative half-width that is good enough.")


class Experiment(Model):
    """What is run."""

    seed: Whole = 1
    warm_up: Duration = Duration(336.0, "14 d")
    horizon: Duration = Duration(4320.0, "180 d")
    follow_up: Duration = Field(
        default=Duration(2160.0, "90 d"),
        description="How long each order is followed (tau).",
    )
    start: Literal["inherited", "greenfield"] = "inherited"
    baseline: Id
    compare: tuple[Id, ...] = Field(default=())
    headline: tuple[str, ...] = Field(default=(), description="Ids of the headline metrics.")
    replications: Replications = Replications()
