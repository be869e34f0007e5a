"""What a preview simulates: a keyed sample of the agents, over a horizon that is long enough.

Agents are keyed by fleet and slot, so a fleet with fewer agents *is* a sample of it: the slots that
remain work as they do in the full run (their lifetimes are another draw, since those are drawn a
fleet at a time).  The sample is chosen from the scenario alone, never from the clock.

A horizon of twice the follow-up gives the most orders for the work: orders are issued in
[0, H - tau] and each costs its tau, so a shorter horizon loses more orders than it saves hours.
Dated things (incidents, ends of exceptions, steps of a plan) keep a follow-up after them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.compiled import compile_world
from models.units import Duration

if TYPE_CHECKING:
    from models.comparison import Plan
    from models.scenario.scenario import Scenario
    from models.scenario.workload import Fleet

MOST_AGENTS = 64
"""Agents that are simulated, unless there are more fleets: about .1 s of work over 180 d."""

MOST_HOPS = 400_000
"""Hops that are simulated in one replication of one design."""

NEARLY_ALL = 0.75
"""A larger share saves too little: then all agents are simulated."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Which part of a scenario a preview simulates.

    Attributes:
        share: Share of the agents of each fleet, (0, 1]; at least one of each.
        horizon_h: Length of a replication, at most that of the scenario.
    """

    share: float
    horizon_h: float

    @property
    def whole(self) -> bool:
        """Whether all agents are simulated."""
        return self.share >= 1.0

    def agents(self, fleet: Fleet) -> int:
        """Return how many agents of a fleet are simulated."""
        return fleet.agents if self.whole else max(1, round(fleet.agents * self.share))

    def thinned(self, scenario: Scenario) -> Scenario:
        """Return the scenario with the sample as its agents, and the shorter horizon."""
        workload, experiment = scenario.workload, scenario.experiment
        fleets = {
            key: fleet.model_copy(update={"agents": self.agents(fleet)})
            for key, fleet in workload.fleets.items()
        }
        horizon = experiment.horizon
        if self.horizon_h < horizon.hours:
            horizon = Duration.parse(f"{self.horizon_h!r} h")
        return scenario.model_copy(
            update={
                "workload": workload.model_copy(update={"fleets": fleets}),
                "experiment": experiment.model_copy(update={"horizon": horizon}),
            }
        )


def choose_sample(scenario: Scenario, plan: Plan) -> Sample:
    """Return the sample by which previews of a scenario, and of edits of it, are made.

    Args:
        scenario: A checked scenario.
        plan: Its designs.
    """
    world = compile_world(scenario)
    dates = [each.at_h for each in world.happenings if scenario.incidents[each.id].every is None]
    dates += [phase.start_h for each in plan.profiles.values() for phase in each.phases]
    longest_h = max([2.0 * world.follow_up_h, *(date + world.follow_up_h for date in dates)])
    horizon_h = min(world.horizon_h, longest_h)
    fleets = world.fleets
    hops = float(fleets.tasks_per_h @ fleets.agents) * world.hops_per_task.mean * horizon_h
    share = min(1.0, MOST_AGENTS / int(fleets.agents.sum()), MOST_HOPS / max(hops, 1.0))
    return Sample(share if share < NEARLY_ALL else 1.0, horizon_h)


def agents_of(scenario: Scenario) -> int:
    """Return how many agents all fleets have at the start."""
    return sum(fleet.agents for fleet in scenario.workload.fleets.values())
