"""The scenario that a trace was recorded from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import ScenarioError, ScenarioErrors
from models.formats import read_scenario
from models.profile import LOCAL_PREFIX
from models.trace.refusal import UnreadableTrace

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario
    from models.trace.trace import Heading


def scenario_of(heading: Heading) -> Scenario:
    """Return the scenario in a trace.

    Raises:
        UnreadableTrace: It cannot be read, or is not the one that the trace speaks of.
    """
    try:
        scenario = read_scenario(heading.scenario, "heading.scenario")
    except (ScenarioError, ScenarioErrors) as error:
        raise UnreadableTrace(str(error).splitlines()[0]) from None
    org = scenario.organisation
    known = {*org.directories, *(LOCAL_PREFIX + platform for platform in org.platforms)}
    vaults = {*org.vaults, *(LOCAL_PREFIX + platform for platform in org.platforms)}
    if heading.design not in scenario.designs:
        raise UnreadableTrace(
            f"heading.design: expected one of {', '.join(scenario.designs)}, "
            f"found {heading.design!r}"
        )
    if (heading.platforms, heading.resources, heading.fleets) != (
        tuple(org.platforms),
        tuple(org.resources),
        tuple(scenario.workload.fleets),
    ) or not (known.issuperset(heading.directories) and vaults.issuperset(_vaults(heading))):
        raise UnreadableTrace(
            "heading: expected the platforms, things and fleets of its scenario, found events of "
            "another organisation"
        )
    return scenario


def _vaults(heading: Heading) -> set[str]:
    """Return the ids of vaults that events are about."""
    return {what.removeprefix("vault ") for what in heading.whats if what.startswith("vault ")}
