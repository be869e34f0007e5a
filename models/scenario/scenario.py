"""A whole scenario: one organisation, one workload, many designs, one experiment."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.scenario.base import Described, Id
from models.scenario.design import Design
from models.scenario.experiment import Experiment
from models.scenario.incidents import Incident
from models.scenario.organisation import Organisation
from models.scenario.workload import Workload
from models.units import Coordinate, Whole

FORMAT_VERSION = 1
"""Version of the scenario format that this program writes."""


class Scenario(Described):
    """Everything a run needs, as one file holds it."""

    sprawl: Whole = Field(default=FORMAT_VERSION, description="Version of this format.")
    question: str = Field(default="", max_length=2000, description="The question it answers.")
    organisation: Organisation
    workload: Workload
    designs: dict[Id, Design] = Field(min_length=1)
    incidents: dict[Id, Incident] = Field(default_factory=dict)
    experiment: Experiment
    layout: dict[str, tuple[Coordinate, Coordinate]] = Field(
        default_factory=dict,
        description=(
            "Where cards stand: [x, y] on a grid of 8 pixels, by id. Under `domain/ID` stands one "
            "card for all platforms that a directory authenticates."
        ),
    )


Standing = Literal["fact", "choice", "assumption"]
"""What a value rests on: a source, a decision of the organisation, or neither."""
