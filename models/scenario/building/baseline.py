"""Another design to compare the others with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.scenario.edits import with_value

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario


def with_baseline(scenario: Scenario, design: str) -> Scenario:
    """Return the scenario with a design as baseline; where it was compared, the last one is now.

    Args:
        scenario: The scenario before.
        design: Id of the design.

    Raises:
        pydantic.ValidationError: That is no id.
    """
    run = scenario.experiment
    compare = [run.baseline if one == design else one for one in run.compare]
    scenario = with_value(scenario, ("experiment", "baseline"), design)
    if design not in run.compare or design == run.baseline:
        return scenario
    return with_value(scenario, ("experiment", "compare"), compare)
