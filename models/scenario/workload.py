"""The workload: the agent fleets and what they do."""

from __future__ import annotations

from pydantic import Field

from models.scenario.base import Choice, Described, Id, Model, Nothing, Valued
from models.scenario.distributions import DurationDistribution, NumberDistribution
from models.units import Duration, NotNegative, Positive, Rate, Share, Whole


class WeekHours(Model):
    """Relative task rate for each of the 168 hours of a week, Monday 00:00 first."""

    weights: tuple[NotNegative, ...] = Field(min_length=168, max_length=168)


class Profile(Choice):
    """How tasks follow the hours of the week."""

    flat: Nothing | None = None
    office_hours: Nothing | None = None
    week: WeekHours | None = None


class EventMix(Model):
    """Relative frequency of the classes of audit event that hops cause."""

    auth: NotNegative = Field(default=0.1, description="Weight of signing in.")
    control: NotNegative = Field(default=0.2, description="Weight of changing settings.")
    data: NotNegative = Field(default=0.7, description="Weight of reading and writing data.")


class Fleet(Described):
    """Agents of one kind."""

    purpose: str = Field(default="", max_length=500, description="What it is for.")
    owner: Id | None = Field(
        default=None, description="Team that answers for it; default: none known."
    )
    agents: Whole = Field(description="Agents at the start.", gt=0)
    tasks: Valued[Rate] = Field(description="Tasks per agent.")
    novelty: Valued[Share] = Field(
        default=Valued[Share](value=0.0),
        description="Share of hops outside the designed scope.",
    )
    lifetime: Valued[DurationDistribution] = Field(
        default=Valued[DurationDistribution](
            value=DurationDistribution(constant=Duration.parse("never"))
        ),
        description="Life of an agent; its place is taken by a new one.",
    )
    growth: Valued[NotNegative] = Field(
        default=Valued[NotNegative](value=0.0),
        description="New agents per month, per agent at the start.",
    )
    owner_changes: Valued[Rate] = Field(
        default=Valued[Rate](
            value=Rate(0.25 / 8766.0, "0.25 / y"),
            note="assumption; who owns a thing keeps a post for about four years",
        ),
        description="Changes of the fleet's owner; some accounts are without one afterwards.",
    )
    purpose_changes: Valued[Rate] = Field(
        default=Valued[Rate](
            value=Rate(0.0, "0 / y"),
            note="assumption; who gets another task is most often a new agent: see `lifetime`",
        ),
        description="Changes of purpose: old grants become excess, new ones are asked for.",
    )
    uses: dict[Id, Positive] = Field(description="Weight of each resource in the agent's hops.")


class Workload(Model):
    """All fleets, and the shape of their tasks."""

    profile: Profile = Profile(office_hours=Nothing())
    hops_per_task: Valued[NumberDistribution] = Field(
        default=Valued[NumberDistribution](
            value=NumberDistribution.model_validate(
                {"empirical": {"p25": "2", "p50": "5", "p75": "9", "p95": "14"}}
            ),
            source="O22",
        ),
        description="Accesses to resources that one task makes.",
    )
    hop_gap: Valued[DurationDistribution] = Field(
        default=Valued[DurationDistribution](
            value=DurationDistribution.model_validate({"exponential": {"mean": "30 s"}})
        ),
        description="Time between the hops of a task.",
    )
    events: EventMix = EventMix()
    fleets: dict[Id, Fleet] = Field(default_factory=dict)
