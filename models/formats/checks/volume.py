"""Size: what could not be simulated in reasonable time is refused with an estimate."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from models.formats import limits
from models.formats.checks.finding import Finding
from models.profile import size_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.scenario.scenario import Scenario
    from models.scenario.workload import Fleet

HOPS_PER_S = 5e6
"""Hops that one core settles in a second, for the estimate."""

BYTES_PER_HOP = 60.0
"""Memory of one hop that is held, with what is made of it on the way; measured."""

MANY_HOPS = 1000.0
"""Hops of a task above which it is the tasks that are too long, not the agents too busy."""

MAX_BIRTHS = 10_000_000
"""Agents that are born in one replication."""


def check_emptiness(scenario: Scenario) -> Iterator[Finding]:
    """Find an organisation or workload with nothing in it."""
    org = scenario.organisation
    if not org.platforms:
        advice = "add a platform with a kind"
        yield Finding(
            ("organisation", "platforms"), "at least one platform", "none", advice, pending=True
        )
    if not org.resources:
        advice = "add a resource on a platform"
        yield Finding(
            ("organisation", "resources"), "at least one resource", "none", advice, pending=True
        )
    if not scenario.workload.fleets:
        advice = "add a fleet with agents, tasks and uses"
        yield Finding(("workload", "fleets"), "at least one fleet", "none", advice, pending=True)
    for name, fleet in scenario.workload.fleets.items():
        if not fleet.uses:
            path = ("workload", "fleets", name, "uses")
            advice = "connect it to what it uses; in a file `{resource: weight}`"
            yield Finding(path, "at least one resource", "none", advice, pending=True)
    for name, team in org.teams.items():
        if team.approvers == 0:
            path = ("organisation", "teams", name, "approvers")
            yield Finding(path, "at least 1", "0", "a team without people decides nothing")


def check_volume(scenario: Scenario) -> Iterator[Finding]:
    """Find more agents, births or hops than can be simulated."""
    span_h = scenario.experiment.horizon.hours + scenario.experiment.warm_up.hours
    fleets = scenario.workload.fleets
    if not fleets or not math.isfinite(span_h):
        return
    yield from _pairs(scenario)
    yield from _things(scenario)
    yield from _tickets(scenario, span_h)
    agents = sum(fleet.agents for fleet in fleets.values())
    largest = max(fleets, key=lambda name: fleets[name].agents)
    if agents > limits.MAX_AGENTS:
        path = ("workload", "fleets", largest, "agents")
        expected = f"at most {limits.MAX_AGENTS:,} agents in all"
        yield Finding(path, expected, f"{agents:,}", "model a sample of them, or fewer fleets")
        return
    for name, fleet in fleets.items():
        born = births(fleet, span_h)
        if born > MAX_BIRTHS:
            path = ("workload", "fleets", name, "lifetime")
            found = f"about {born:.3g} agents in a run"
            yield Finding(path, f"at most {MAX_BIRTHS:,} births", found, "let agents live longer")
    hops = planned_hops(scenario)
    if hops <= limits.MAX_PLANNED_HOPS:
        yield from _held(scenario)
    else:
        busiest = max(fleets, key=lambda name: fleets[name].agents * fleets[name].tasks.value.per_h)
        hours = hops / HOPS_PER_S / 3600
        yield Finding(
            ("workload", "fleets", busiest, "tasks"),
            f"at most {limits.MAX_PLANNED_HOPS:.0e} hops in one replication",
            f"about {hops:.1e}, which takes about {hours:,.0f} h on one core",
            "lower agents, tasks or the horizon",
        )


def _held(scenario: Scenario) -> Iterator[Finding]:
    """Find more hops in one day of busy agents than fit into memory."""
    per_task = max(size_of(scenario.workload.hops_per_task.value), 1.0)
    days = {
        name: fleet.agents * day
        for name, fleet in scenario.workload.fleets.items()
        if (day := fleet.tasks.value.per_h * 24 * per_task) > limits.BUSY_HOPS
    }
    held = sum(days.values())
    if held <= limits.MAX_HELD_HOPS:
        return
    path: tuple[str, ...] = ("workload", "hops_per_task")
    if per_task <= MANY_HOPS:
        path = ("workload", "fleets", max(days, key=lambda name: days[name]), "tasks")
    yield Finding(
        path,
        f"at most {limits.MAX_HELD_HOPS:.0e} hops in a day of all busy agents",
        f"about {held:.1e} ({per_task:,.0f} a task), which takes about "
        f"{held * BYTES_PER_HOP / 1e9:,.1f} GB of memory",
        "lower hops_per_task, tasks or agents",
    )


def _pairs(scenario: Scenario) -> Iterator[Finding]:
    """Find more control profiles than a design can be resolved to."""
    platforms, fleets = len(scenario.organisation.platforms), len(scenario.workload.fleets)
    if platforms * fleets > limits.MAX_PAIRS:
        found = f"{platforms:,} x {fleets:,} = {platforms * fleets:,}"
        expected = f"at most {limits.MAX_PAIRS:,} pairs of platform and fleet"
        advice = "fold like fleets into one with more agents"
        yield Finding(("workload", "fleets"), expected, found, advice)


def _things(scenario: Scenario) -> Iterator[Finding]:
    """Find more things on a platform than grants can be drawn among."""
    most: dict[str, tuple[int, str]] = {}
    things: Counter[str] = Counter()
    for name, resource in scenario.organisation.resources.items():
        things[resource.platform] += resource.count
        most[resource.platform] = max(most.get(resource.platform, (0, "")), (resource.count, name))
    for platform, number in things.items():
        if number > limits.MAX_THINGS:
            path = ("organisation", "resources", most[platform][1], "count")
            expected = f"at most {limits.MAX_THINGS:,} things on a platform"
            advice = "count what a grant can name, such as buckets instead of objects"
            yield Finding(path, expected, f"{number:,} on `{platform}`", advice)


def _tickets(scenario: Scenario, span_h: float) -> Iterator[Finding]:
    """Find more other work of teams than can be queued."""
    for name, team in scenario.organisation.teams.items():
        number = team.background.tickets.value.per_h * span_h if team.background else 0.0
        if number > limits.MAX_TICKETS:
            path = ("organisation", "teams", name, "background", "tickets")
            expected = f"at most {limits.MAX_TICKETS:,} tickets in a run"
            yield Finding(path, expected, f"about {number:.3g}", "lower the rate or the horizon")


def births(fleet: Fleet, span_h: float) -> float:
    """Return about how many agents of a fleet are born in a span."""
    life_h = size_of(fleet.lifetime.value)
    grown = fleet.agents * fleet.growth.value * span_h / 730.5
    return (math.inf if life_h <= 0 else (fleet.agents + grown / 2) * span_h / life_h) + grown


def planned_hops(scenario: Scenario) -> float:
    """Return about how many hops one replication has."""
    span_h = scenario.experiment.horizon.hours + scenario.experiment.warm_up.hours
    per_task = max(size_of(scenario.workload.hops_per_task.value), 1.0)
    return sum(
        fleet.agents
        * (1 + fleet.growth.value * span_h / 730.5 / 2)
        * fleet.tasks.value.per_h
        * per_task
        * span_h
        for fleet in scenario.workload.fleets.values()
    )
