"""The experiment: what is compared with what, for how long, and how sure we want to be."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, JsonValue

from models.scenario.base import Id, Model
from models.units import Duration, Share, Whole


class Replications(Model):
    """When to stop: half-width <= max(half_width x |mean of the baseline|, absolute)."""

    at_least: Whole = Field(default=10, ge=2, description="Least number of replications.")
    at_most: Whole = Field(
        default=40, ge=2, le=10_000, description="Largest number of replications."
    )
    half_width: Share = Field(default=0.05, description="Relative half-width that is good enough.")


class Span(Model):
    """All values between two ends, for a Latin hypercube."""

    low: str = Field(alias="from", description="Least value, as the setting itself is written.")
    high: str = Field(alias="to", description="Largest value.")
    scale: Literal["linear", "log"] = Field(
        default="linear", description="Whether differences or ratios are spread evenly."
    )


class Experiment(Model):
    """What is run."""

    seed: Whole = Field(default=1, description="Another seed is another draw of all chance.")
    warm_up: Duration = Field(
        default=Duration(336.0, "14 d"),
        description="Time that is simulated before anything is counted.",
    )
    horizon: Duration = Field(
        default=Duration(4320.0, "180 d"), description="Time that is counted, after the warm-up."
    )
    follow_up: Duration = Field(
        default=Duration(2160.0, "90 d"),
        description="How long each order is followed (tau).",
    )
    start: Literal["inherited", "greenfield"] = "inherited"
    baseline: Id
    compare: tuple[Id, ...] = Field(
        default=(), description="Designs that are compared with the baseline."
    )
    headline: tuple[str, ...] = Field(default=(), description="Ids of the headline metrics.")
    replications: Replications = Replications()
    vary: dict[str, tuple[JsonValue, ...] | Span] = Field(
        default_factory=dict,
        description="For `sprawl sweep`: values, or `{from: ..., to: ...}`, of settings by their "
        "path, such as `workload.fleets.triage.agents`.",
    )
    samples: Whole | None = Field(
        default=None,
        gt=0,
        le=100_000,
        description="Points of a Latin hypercube over `vary`; default: every combination.",
    )
