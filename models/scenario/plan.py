"""When a design takes effect: a plan of dated domains, and who works on them at what pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from models.scenario.base import Described, Id, Model, Valued
from models.scenario.ids import Ids
from models.units import Duration, Effort

if TYPE_CHECKING:
    from collections.abc import Iterator


class Step(Described):
    """Some domains that are to change over on one date."""

    at: Duration = Field(description="Planned date; 0 is from the start of the run.")
    platforms: Ids = Field(description="Domains that change over, worked on in this order.")
    team: Id | None = Field(
        default=None, description="Team that does the work; the first of `capacity` if left out."
    )


class Plan(Model):
    """A migration: domains come under the design one after the other.

    A domain that no step names is the design's from the start.
    """

    source: Id | None = Field(
        default=None,
        alias="from",
        description="Design that governs a domain before its date; the baseline if left out.",
    )
    start: Duration = Field(
        default=Duration(0.0, "0 d"), description="When the work begins, and the effort with it."
    )
    stop_after: Duration = Field(
        default=Duration(float("inf"), "never"),
        description="When the project ends: domains that are not done by then stay as they are.",
    )
    capacity: dict[Id, Valued[Effort]] = Field(
        default_factory=dict,
        description=("Person-days a month that each team has for it; others keep their dates."),
    )
    steps: dict[Id, Step] = Field(min_length=1)

    def dated(self) -> Iterator[tuple[str, Step]]:
        """Yield each platform with its step, in file order."""
        for step in self.steps.values():
            for platform in step.platforms:
                yield platform, step

    def team_of(self, step: Step) -> str | None:
        """Return the team that works on a step."""
        return step.team or next(iter(self.capacity), None)
