"""What a reader should know before believing a run: queues that never drain, spans too short.

These are warnings, not errors: such organisations exist, and their waits are the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.comparison.plan import plan_designs
from models.compiled import compile_governance, compile_world
from models.compiled.loads import team_loads
from models.metrics.wording import format_number
from models.scenario.incidents import Order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.comparison.plan import Plan
    from models.compiled.loads import Load
    from models.compiled.world import World
    from models.scenario.scenario import Scenario

FULL = 1.0
"""Load from which on a queue never drains."""


@dataclass(frozen=True, slots=True)
class Caution:
    """One warning.

    Attributes:
        text: One or two sentences.
        design: Id of the design that it is about; empty: all.
    """

    text: str
    design: str = ""


def cautions(
    scenario: Scenario, plan: Plan | None = None, world: World | None = None
) -> list[Caution]:
    """Return all warnings on a scenario.

    Args:
        scenario: A checked scenario.
        plan: Its designs, if they are planned already.
        world: Its world, if it is compiled already.
    """
    world = compile_world(scenario) if world is None else world
    return [
        *_spans(scenario),
        *_late(scenario),
        *_loads(scenario, plan or plan_designs(scenario), world),
    ]


def _spans(scenario: Scenario) -> Iterator[Caution]:
    run = scenario.experiment
    if run.horizon.hours < run.warm_up.hours:
        yield Caution(
            f"The horizon ({run.horizon}) is shorter than the warm-up ({run.warm_up}): most "
            "of what runs is not measured, and rare events hardly happen."
        )
    if run.follow_up.hours == run.horizon.hours:
        yield Caution(
            f"Orders are followed for {run.follow_up} (follow_up), all of the horizon: only orders "
            "at its first instant are measured, so revocation lags are likely undefined. Make the "
            "horizon longer or follow_up shorter."
        )


def _late(scenario: Scenario) -> Iterator[Caution]:
    """Find orders that are carried out, but not for as long as orders are followed."""
    run = scenario.experiment
    for name, incident in scenario.incidents.items():
        ends = isinstance(incident.happening, Order) and incident.happening.reason != "drill"
        if ends and incident.at.hours > run.horizon.hours - run.follow_up.hours:
            yield Caution(
                f"The order {name} at {incident.at} takes access away, but no lag counts it: the "
                f"run ends before {run.follow_up} (follow_up) have passed. Make the horizon longer "
                "or follow_up shorter."
            )


def _loads(scenario: Scenario, plan: Plan, world: World) -> Iterator[Caution]:
    found = compile_governance(world, plan.profiles[plan.baseline], scenario)
    shown = [(plan.baseline_id, plan.baseline), *((t.id, t.design) for t in plan.targets)]
    for name, digest in shown:
        governance = compile_governance(world, plan.profiles[digest], scenario)
        for load in team_loads(world, governance, found):
            if load.share >= FULL:
                yield Caution(_overload(scenario, name, load), name)


def _overload(scenario: Scenario, design: str, load: Load) -> str:
    who = f"the analysts of `{load.team}`" if load.analysts else f"team `{load.team}`"
    parts = [f"{format_number(h * 168)} h of {kind}" for kind, h in load.work.items() if h > 0]
    team = scenario.organisation.teams.get(load.team)
    hours = ""
    if team is not None:
        people = "1 person" if team.approvers == 1 else f"{team.approvers} people"
        hours = f" ({people}, {team.hours})"
    return (
        f"Under `{design}` {who} is offered {format_number(load.share)} times the work it can do: "
        f"{' and '.join(parts)} a week against {format_number(load.capacity * 168)} h{hours}, as "
        "computed from the scenario. Such a queue never drains: waits grow until those who wait "
        "ask no more. Add people or hours, or ask less of them."
    )
