"""Times: the experiment and the incidents fit into one another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from models.formats.checks.finding import Finding, unknown
from models.scenario.incidents import (
    DirectoryCompromise,
    DirectoryOutage,
    Hijack,
    Incident,
    Leak,
    Order,
    VaultLeak,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.formats.tree import Path
    from models.scenario.scenario import Scenario
    from models.scenario.workload import Fleet

MAX_REPEATS = 100_000
"""How often one incident may happen in a run."""


def check_experiment(scenario: Scenario) -> Iterator[Finding]:
    """Find designs that are not there and spans that do not fit."""
    run, designs = scenario.experiment, scenario.designs
    yield from unknown(("experiment", "baseline"), "a design", run.baseline, designs)
    for index, name in enumerate(run.compare):
        path: Path = ("experiment", "compare", index)
        yield from unknown(path, "a design", name, designs)
        if name == run.baseline or name in run.compare[:index]:
            found = "the baseline" if name == run.baseline else "it twice"
            yield Finding(path, "another design than the baseline, once", found, "remove it")
    yield from _spans(scenario)
    if run.replications.at_least > run.replications.at_most:
        path = ("experiment", "replications", "at_least")
        found = f"{run.replications.at_least} of {run.replications.at_most}"
        yield Finding(path, "at most `at_most`", found, "swap the two")


def _spans(scenario: Scenario) -> Iterator[Finding]:
    run = scenario.experiment
    if not 0 < run.horizon.hours < math.inf:
        path: Path = ("experiment", "horizon")
        yield Finding(path, "a span above 0 that ends", str(run.horizon), "write `180 d`")
    if math.isinf(run.warm_up.hours):
        yield Finding(("experiment", "warm_up"), "a span that ends", "never", "write `14 d`")
    if run.follow_up.hours > run.horizon.hours:
        path = ("experiment", "follow_up")
        if "follow_up" not in run.model_fields_set:
            path = ("experiment", "horizon")
        found = f"{run.follow_up} (follow_up) of {run.horizon} (horizon)"
        advice = "orders are followed for `follow_up`: make it shorter or the horizon longer"
        yield Finding(path, "`follow_up` at most as long as the horizon", found, advice)


def check_incidents(scenario: Scenario) -> Iterator[Finding]:
    """Find incidents that cannot happen as written."""
    for name, incident in scenario.incidents.items():
        path: Path = ("incidents", name)
        yield from _when(scenario, path, incident)
        yield from _what(scenario, path, incident)


def _when(scenario: Scenario, path: Path, incident: Incident) -> Iterator[Finding]:
    run = scenario.experiment
    last_h = run.horizon.hours
    until = "the horizon"
    happening = incident.happening
    if isinstance(happening, Order) and happening.reason == "drill":
        # Of other reasons it ends access as well, however late; `cautions` tells what is not
        # measured of it.
        last_h, until = max(last_h - run.follow_up.hours, 0.0), "the horizon less `follow_up`"
    if not incident.at.hours <= last_h:
        advice = f"it could not be followed to the end: choose at most {last_h / 24:g} d"
        yield Finding((*path, "at"), f"a time before {until}", str(incident.at), advice)
    if incident.until is not None and not incident.until.hours > incident.at.hours:
        advice = "nothing would ever happen again: make it later, or leave it out"
        yield Finding((*path, "until"), f"a time after {incident.at}", str(incident.until), advice)
    if incident.every is not None and incident.every.hours * MAX_REPEATS < run.horizon.hours:
        found = f"every {incident.every}"
        yield Finding((*path, "every"), f"at most {MAX_REPEATS} times", found, "make it longer")


def _what(scenario: Scenario, path: Path, incident: Incident) -> Iterator[Finding]:
    org, fleets = scenario.organisation, scenario.workload.fleets
    at = (*path, incident.kind)
    match incident.happening:
        case Order(fleet=str(fleet), place=place):
            yield from unknown((*at, "fleet"), "a fleet", fleet, fleets)
            if place is not None and fleet in fleets:
                yield from _place((*at, "place"), fleets[fleet], place)
        case Hijack(fleet=fleet):
            yield from unknown((*at, "fleet"), "a fleet", fleet, fleets)
        case Leak(fleet=fleet, platform=platform):
            yield from unknown((*at, "fleet"), "a fleet", fleet, fleets)
            yield from unknown((*at, "platform"), "a platform", platform, org.platforms)
            if fleet in fleets and platform in org.platforms:
                yield from _leak(scenario, at, fleet, platform)
        case DirectoryOutage(directory=directory) | DirectoryCompromise(directory=directory):
            known = [*org.directories, *org.platforms]
            yield from unknown((*at, "directory"), "a directory or platform", directory, known)
        case VaultLeak(vault=vault):
            yield from unknown((*at, "vault"), "a vault", vault, org.vaults)


def _place(path: Path, fleet: Fleet, place: int) -> Iterator[Finding]:
    """Find a place that no agent of a fleet ever has; a fleet that grows gets others."""
    if place > fleet.agents and fleet.growth.value == 0.0:
        advice = f"choose at most {fleet.agents}, or leave it out for all"
        yield Finding(path, f"one of {fleet.agents} places", str(place), advice)


def _leak(scenario: Scenario, path: Path, fleet: str, platform: str) -> Iterator[Finding]:
    resources = scenario.organisation.resources
    used = [resources[one].platform for one in scenario.workload.fleets[fleet].uses
            if one in resources]  # fmt: skip
    if platform not in used:
        advice = f"it uses: {', '.join(dict.fromkeys(used)) or 'none'}"
        found = f"`{platform}`, which `{fleet}` does not use"
        yield Finding(
            (*path, "platform"), "a platform that the fleet uses", found, advice, pending=True
        )
