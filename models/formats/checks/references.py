"""Ids: each is used once, and each reference leads to something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.formats.checks.finding import Finding, settings_in, unknown, values_in
from models.presets import directory_presets, evidence_table, platform_presets
from models.profile import is_row
from models.scenario.base import Valued
from models.scenario.building.naming import RESERVED
from models.scenario.controls import PLATFORM_OWNER, SAME_TEAM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.formats.tree import Path
    from models.scenario.controls import Settings
    from models.scenario.scenario import Scenario

KINDS = ("teams", "directories", "platforms", "vaults", "log_sinks", "resources", "trust_edges")


def check_ids(scenario: Scenario) -> Iterator[Finding]:
    """Find ids that name two things, or that are reserved."""
    seen: dict[str, str] = {}
    for kind in KINDS:
        yield from _ids(("organisation", kind), getattr(scenario.organisation, kind), seen)
    yield from _ids(("workload", "fleets"), scenario.workload.fleets, seen)


def _ids(path: Path, objects: Mapping[str, object], seen: dict[str, str]) -> Iterator[Finding]:
    kind = str(path[-1])
    for name in objects:
        if name in RESERVED:
            yield Finding((*path, name), "another id", f"`{name}`", "this word is reserved")
        if name in seen:
            found = f"`{name}`, which is also in {seen[name]}"
            yield Finding((*path, name), "an id used once", found, "rename one of them")
        seen.setdefault(name, kind)


def check_organisation(scenario: Scenario) -> Iterator[Finding]:
    """Find references of the organisation and the fleets that lead to nothing."""
    org = scenario.organisation
    for kind in ("directories", "platforms", "vaults"):
        for name, owned in getattr(org, kind).items():
            if owned.owner is not None:
                path: Path = ("organisation", kind, name, "owner")
                yield from unknown(path, "a team", owned.owner, org.teams)
    for name, resource in org.resources.items():
        path = ("organisation", "resources", name)
        yield from unknown((*path, "platform"), "a platform", resource.platform, org.platforms)
        yield from unknown(
            (*path, "sensitivity"), "a sensitivity class", resource.sensitivity, org.sensitivity
        )
    for name, edge in org.trust_edges.items():
        path = ("organisation", "trust_edges", name)
        yield from unknown((*path, "from"), "a resource", edge.source, org.resources)
        yield from unknown((*path, "to"), "a resource", edge.target, org.resources)
    for name, fleet in scenario.workload.fleets.items():
        path = ("workload", "fleets", name)
        if fleet.owner is not None:
            yield from unknown((*path, "owner"), "a team", fleet.owner, org.teams)
        for used in fleet.uses:
            yield from unknown((*path, "uses", used), "a resource", used, org.resources)


def check_presets(scenario: Scenario) -> Iterator[Finding]:
    """Find presets that do not exist."""
    for name, platform in scenario.organisation.platforms.items():
        if platform.preset is not None:
            path = ("organisation", "platforms", name, "preset")
            yield from unknown(path, "a preset", platform.preset, platform_presets())
    for name, directory in scenario.organisation.directories.items():
        if directory.preset is not None:
            path = ("organisation", "directories", name, "preset")
            yield from unknown(path, "a preset", directory.preset, directory_presets())


def check_settings(scenario: Scenario) -> Iterator[Finding]:
    """Find vaults, sinks, teams and classes that settings name and nobody has."""
    for path, settings in settings_in(scenario):
        yield from _places(scenario, path, settings)
        yield from _teams(scenario, path, settings)


def _places(scenario: Scenario, path: Path, settings: Settings) -> Iterator[Finding]:
    org = scenario.organisation
    if settings.vault is not None:
        yield from unknown((*path, "vault"), "a vault", settings.vault.value, org.vaults)
    if settings.logging is not None and settings.logging.sink is not None:
        sink = settings.logging.sink.value
        yield from unknown((*path, "logging", "sink"), "a log sink", sink, org.log_sinks)
    if settings.authorisation is not None and settings.authorisation.value.request_time:
        at = (*path, "authorisation", "request_time", "permits")
        for index, name in enumerate(settings.authorisation.value.request_time.permits):
            yield from unknown((*at, index), "a sensitivity class", name, org.sensitivity)


def _teams(scenario: Scenario, path: Path, settings: Settings) -> Iterator[Finding]:
    teams = scenario.organisation.teams
    if settings.revocation is not None and settings.revocation.value.ticket is not None:
        team = settings.revocation.value.ticket.team
        if team is not None:
            at = (*path, "revocation", "ticket", "team")
            yield from unknown(at, "a team", team, teams)
    if settings.approval is not None and settings.approval.by is not None:
        by = settings.approval.by.value
        at = (*path, "approval", "by")
        yield from unknown(at, "a team, or `platform_owner`", by, [PLATFORM_OWNER, *teams])
    if settings.approval is not None and settings.approval.last_by is not None:
        by = settings.approval.last_by.value
        at = (*path, "approval", "last_by")
        known = [SAME_TEAM, PLATFORM_OWNER, *teams]
        yield from unknown(at, "a team, `platform_owner` or `same`", by, known)


def check_sources(scenario: Scenario) -> Iterator[Finding]:
    """Find sources that look like rows of evidence and are none."""
    known = evidence_table()
    for path, part in values_in(scenario):
        if isinstance(part, Valued) and part.source and is_row(part.source):
            yield from unknown((*path, "source"), "a row of evidence", part.source, known)
