"""What every value rests on: facts, choices and assumptions, with the evidence cited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.report.naming import counted
from models.presets import DEFAULT_OUTAGE, evidence_table
from models.profile import value_text
from models.profile.describe import ALL_FLEETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from app.report.naming import Titles
    from models.presets import Evidence
    from models.profile import DesignProfile, SettingRow
    from models.profile.design_profile import AnyLeaf
    from models.scenario import Scenario, Standing


_CITED = re.compile(r"\b[EO][0-9]+\b")
_FLEETS_NAMED = 4


@dataclass(frozen=True, slots=True)
class Basis:
    """One value and what it rests on.

    Attributes:
        standing: Fact, choice or assumption.
        what: Path of the setting or of the value in the file.
        value: The value in words.
        where: To what it applies.
        origin: Which layer said so.
        cited: Rows of evidence that it cites.
        source: A source in words, where it is no row of evidence.
        note: Remark of the file.
    """

    standing: Standing
    what: str
    value: str
    where: str
    origin: str
    cited: tuple[Evidence, ...]
    source: str
    note: str = ""


@dataclass(slots=True)
class _Group:
    designs: dict[str, None]
    platforms: dict[str, None]
    fleets: dict[str, None]


def design_bases(
    profiles: Sequence[DesignProfile], described: Sequence[Sequence[SettingRow]], titles: Titles
) -> list[Basis]:
    """Return each distinct value of the designs once, with all places where it holds."""
    groups: dict[tuple[Standing, str, str, str, str], _Group] = {}
    for profile, rows in zip(profiles, described, strict=True):
        for row in rows:
            key = (row.standing, row.setting, row.value, row.origin, row.source)
            group = groups.setdefault(key, _Group({}, {}, {}))
            group.designs[profile.title or profile.design_id] = None
            group.platforms[row.platform] = None
            group.fleets.update(dict.fromkeys(row.fleet.split(", ")))
    every = len(profiles[0].binding)
    return [
        Basis(
            standing=standing, what=setting,
            value=value,
            where=_where(group, len(profiles), every, titles), origin=origin,
            cited=_cited(source), source="" if _cited(source) else source,
        )
        for (standing, setting, value, origin, source), group in groups.items()
    ]  # fmt: skip


def _where(group: _Group, designs: int, platforms: int, titles: Titles) -> str:
    parts = []
    if len(group.designs) < designs:
        parts.append(" and ".join(f"“{name}”" for name in group.designs))
    if len(group.platforms) < platforms:
        parts.append(titles.listed(group.platforms))
    if ALL_FLEETS not in group.fleets:
        named = len(group.fleets) <= _FLEETS_NAMED
        fleets = titles.listed(group.fleets) if named else counted(len(group.fleets), "fleet")
        parts.append(fleets)
    return "; ".join(parts) or "everywhere"


def world_bases(scenario: Scenario, titles: Titles) -> list[Basis]:
    """Return the values of organisation, workload and costs, equal ones together."""
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    for what, owner, leaf in _world_leaves(scenario):
        unit = value_text(leaf)
        key = (what, unit, leaf.source or "", leaf.note or "")
        groups.setdefault(key, []).append(owner)
    bases = [
        _basis(what, value, titles.listed(o for o in owners if o) or "everywhere", source, note)
        for (what, value, source, note), owners in groups.items()
    ]
    weights = scenario.organisation.sensitivity
    listed = ", ".join(f"{name} {weight:g}" for name, weight in weights.items())
    bases.append(_basis("weights of sensitivity classes", listed, "everywhere", "", "assumption"))
    return bases


def _world_leaves(scenario: Scenario) -> Iterator[tuple[str, str, AnyLeaf]]:
    """Yield what it is, whose it is, and the value."""
    workload, organisation = scenario.workload, scenario.organisation
    for name in ("hops_per_task", "hop_gap"):
        yield f"workload, {name.replace('_', ' ')}", "", getattr(workload, name)
    for key, fleet in workload.fleets.items():
        for name in ("tasks", "novelty", "lifetime", "growth"):
            yield f"fleet, {name}", key, getattr(fleet, name)
    for key, directory in organisation.directories.items():
        if directory.outage is not None:
            yield "directory, outage every", key, directory.outage.every
            yield "directory, outage lasts", key, directory.outage.lasts
    yield "directory without its own figures, outage every", "", DEFAULT_OUTAGE.every
    yield "directory without its own figures, outage lasts", "", DEFAULT_OUTAGE.lasts
    for name, design in scenario.designs.items():
        for platform, effort in design.costs.integration.items():
            yield f"integration effort, {_titled(design.title, name)}", platform, effort


def _titled(title: str, key: str) -> str:
    return f"“{title or key}”"


def _basis(what: str, value: str, where: str, source: str, note: str) -> Basis:
    cited = _cited(source)
    is_fact = bool(source) and all(row.supports_fact for row in cited)
    standing: Standing = (
        "assumption" if note.lstrip().lower().startswith("assumption") or not is_fact else "fact"
    )
    if what.startswith("integration") and not source:
        standing = "choice"
    text = "" if cited else source
    return Basis(standing, what, value, where, "scenario", cited, text, note)


def _cited(source: str) -> tuple[Evidence, ...]:
    table = evidence_table()
    keys = dict.fromkeys(_CITED.findall(source))
    return tuple(table[key] for key in keys if key in table)


def by_standing(bases: Iterable[Basis]) -> Mapping[Standing, list[Basis]]:
    """Return values by what they rest on, assumptions first."""
    found: dict[Standing, list[Basis]] = {"assumption": [], "choice": [], "fact": []}
    for basis in bases:
        found[basis.standing].append(basis)
    return found


def evidence_used(bases: Iterable[Basis]) -> list[Evidence]:
    """Return the rows of evidence that are cited, in the order of the table."""
    cited = {row.id for basis in bases for row in basis.cited}
    return [row for row in evidence_table().values() if row.id in cited]


def is_web(address: str) -> bool:
    """Return whether an address can be followed."""
    return address.startswith(("https://", "http://"))
