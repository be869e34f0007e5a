"""What the designs are, and in what they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.report.naming import counted
from models.metrics.wording import format_number
from models.profile import value_text
from models.profile.describe import ALL_FLEETS
from models.scenario.leaves import leaves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.report.naming import Titles
    from models.profile import DesignProfile, SettingRow
    from models.scenario import Scenario

MOST_ROWS = 160
"""Rows of a long table that are shown."""

_FLEETS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """What one design says of a setting: lines of value, fleets and mark of a gap."""

    lines: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A setting that designs resolve otherwise on some platforms.

    Attributes:
        setting: Path of the leaf.
        text: What it is.
        structural: Whether it belongs to the structure.
        platforms: Names of the platforms.
        cells: One a design.
    """

    setting: str
    text: str
    structural: bool
    platforms: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """An exception of a design: who answers for it, why, until when, and what it sets."""

    design: str
    name: str
    owner: str
    reason: str
    until: str
    where: str
    sets: str


def binding_rows(
    profiles: Sequence[DesignProfile], titles: Titles
) -> list[tuple[str, tuple[str, ...]]]:
    """Return platforms that are bound alike in every design, with the directories of each."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for platform in profiles[0].binding:
        key = tuple(titles(profile.binding[platform]) for profile in profiles)
        groups.setdefault(key, []).append(platform)
    return [(titles.listed(platforms), key) for key, platforms in groups.items()]


def integration_rows(
    profiles: Sequence[DesignProfile], titles: Titles
) -> list[tuple[str, str, str]]:
    """Return design, person-days in all, and platforms by effort."""
    rows = []
    for profile in profiles:
        effort = profile.integration_person_days
        by_days: dict[float, list[str]] = {}
        for platform, days in effort.items():
            by_days.setdefault(days, []).append(platform)
        parts = [
            f"{format_number(days)} for {titles.listed(names)}" for days, names in by_days.items()
        ]
        total = f"{format_number(sum(effort.values()))} person-days"
        rows.append((profile.title or profile.design_id, total, "; ".join(parts) or "none"))
    return rows


def exception_rows(profiles: Sequence[DesignProfile], titles: Titles) -> list[ExceptionRow]:
    """Return the exceptions of all designs."""
    rows = []
    for profile in profiles:
        for key, exception in profile.exceptions.items():
            where = [
                f"{name}: {titles.listed(found)}"
                for name in ("platform", "fleet", "kind", "directory", "owner")
                if (found := getattr(exception.where, name))
            ]
            sets = [f"{path} {value_text(leaf)}" for path, leaf in _set_leaves(exception.set)]
            rows.append(
                ExceptionRow(
                    design=profile.title or profile.design_id,
                    name=exception.title or key.replace("_", " "),
                    owner=titles(exception.owner),
                    reason=exception.reason,
                    until=str(exception.until) if exception.until else "no end",
                    where="; ".join(where) or "everywhere",
                    sets=", ".join(sets),
                )
            )
    return rows


def _set_leaves(settings: object) -> list[tuple[str, object]]:
    """Return what a rule sets, by path."""
    found = []
    for path in leaves():
        value = settings
        for name in path.split("."):
            value = getattr(value, name, None)
        if value is not None:
            found.append((path, value))
    return found


def differences(described: Sequence[Sequence[SettingRow]], titles: Titles) -> list[Difference]:
    """Return the settings that differ between designs, platforms with the same change together.

    Args:
        described: Rows of each design, as `models.profile.describe` gives them.
        titles: Names for people.
    """
    cells = [_cells(rows, titles) for rows in described]
    groups: dict[tuple[str, tuple[Cell, ...]], list[str]] = {}
    for key in cells[0]:
        platform, setting = key
        found = tuple(each.get(key, Cell(())) for each in cells)
        if len({tuple(line[:2] for line in cell.lines) for cell in found}) > 1:
            groups.setdefault((setting, found), []).append(platform)
    place = {path: index for index, path in enumerate(leaves())}
    ordered = sorted(groups.items(), key=lambda item: place[item[0][0]])
    total = len({platform for platform, _ in cells[0]})
    return [
        Difference(
            setting=setting,
            text=leaves()[setting].text,
            structural=leaves()[setting].structural,
            platforms="all platforms" if len(names) == total > 1 else titles.listed(names),
            cells=found,
        )
        for (setting, found), names in ordered
    ]


def _cells(rows: Sequence[SettingRow], titles: Titles) -> dict[tuple[str, str], Cell]:
    """Return what a design says at its start, by platform and setting."""
    start = min(row.start_h for row in rows)
    fleets: dict[tuple[str, str], dict[tuple[str, str], list[str]]] = {}
    for row in rows:
        if row.start_h == start:
            gap = f"{row.gap} than declared: {row.declared}" if row.gap else ""
            lines = fleets.setdefault((row.platform, row.setting), {})
            lines.setdefault((row.value, gap), []).extend(row.fleet.split(", "))
    return {
        key: Cell(
            tuple(
                (value, "" if len(lines) == 1 else _fleets(names, titles), gap)
                for (value, gap), names in lines.items()
            )
        )
        for key, lines in fleets.items()
    }


def _fleets(keys: list[str], titles: Titles) -> str:
    if keys == [ALL_FLEETS]:
        return ""
    return titles.listed(keys) if len(keys) <= _FLEETS_NAMED else counted(len(keys), "fleet")


def organisation_facts(scenario: Scenario, profiles: Sequence[DesignProfile]) -> list[str]:
    """Return what there is, in counts."""
    organisation, fleets = scenario.organisation, scenario.workload.fleets
    agents = sum(fleet.agents for fleet in fleets.values())
    things = sum(resource.count for resource in organisation.resources.values())
    facts = [
        f"{counted(len(fleets), 'fleet')} with {counted(agents, 'agent')} at the start",
        counted(len(organisation.platforms), "platform"),
        f"{counted(len(organisation.resources), 'kind')} of resource, {counted(things, 'thing')}",
        counted(len(organisation.vaults), "vault"),
        counted(len(organisation.log_sinks), "log sink"),
        counted(len(organisation.teams), "team"),
        counted(len(organisation.trust_edges), "trust edge"),
    ]
    for profile in profiles:
        count = len(set(profile.binding.values()))
        name = profile.title or profile.design_id
        facts.append(f"{counted(count, 'directory', 'directories')} in use under “{name}”")
    return facts
