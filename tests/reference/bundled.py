"""The bundled scenarios scaled down: all dates and controls as they are, fewer agents and tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.files import bundled
from models.formats import read_scenario
from models.scenario.experiment import Replications
from models.units import Rate

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario
    from models.scenario.workload import Fleet

AGENTS = 2
"""Agents of a fleet."""

SHARE_OF_TASKS = 0.2
"""Of the tasks that an agent has in the file."""

NAMES = tuple(path.stem for path in bundled())


def scaled_down(name: str, replications: int = 2) -> Scenario:
    """Return one bundled scenario, small enough to be run often."""
    path = next(path for path in bundled() if path.stem == name)
    scenario = read_scenario(path)
    fleets = {key: _smaller(fleet) for key, fleet in scenario.workload.fleets.items()}
    rule = Replications(at_least=replications, at_most=replications)
    return scenario.model_copy(
        update={
            "workload": scenario.workload.model_copy(update={"fleets": fleets}),
            "experiment": scenario.experiment.model_copy(update={"replications": rule}),
        }
    )


def _smaller(fleet: Fleet) -> Fleet:
    per_h = fleet.tasks.value.number * SHARE_OF_TASKS
    tasks = fleet.tasks.model_copy(update={"value": Rate.parse(f"{per_h!r} / h")})
    return fleet.model_copy(update={"agents": min(fleet.agents, AGENTS), "tasks": tasks})
