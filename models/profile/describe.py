"""A resolved design as rows for people: what holds where, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.presets import evidence_table
from models.profile.wording import Say, as_named_in, as_people_say
from models.scenario.base import Choice, Model, Nothing, Valued
from models.scenario.leaves import leaves

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.profile.design_profile import (
        AnyLeaf,
        ControlProfile,
        DesignProfile,
        Gap,
        Origin,
        Phase,
    )
    from models.scenario.scenario import Scenario, Standing

ALL_FLEETS = "all fleets"
_UNWRITTEN_UNITS = ("", "n", "ratio", "share")


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting of one platform, for one, some or all fleets.

    Attributes:
        start_h: Start of the phase in hours; ``-inf`` for the first.
        platform: Id of the platform.
        fleet: ``all fleets``, or the ids of the fleets, joined by commas.
        setting: Path of the leaf.
        value: The value in words, with its unit; an object has the name that the scenario gives.
        origin: ``standard``, or the layer and the id that decided, such as ``rule lake_keys``.
        standing: Whether it is a fact, a choice or an assumption.
        source: Source and grade; empty where there is none.
        gap: ``weaker`` or ``different`` where less is enforced than declared, else empty.
        declared: What the standard says, in words, where there is a gap.
    """

    start_h: float
    platform: str
    fleet: str
    setting: str
    value: str
    origin: str
    standing: Standing
    source: str
    gap: Gap
    declared: str


def describe(profile: DesignProfile, scenario: Scenario) -> list[SettingRow]:
    """Return a row for every setting of every platform, in the order of the file.

    Fleets with the same value from the same origin share a row; a later phase shows only
    what it changes.

    Args:
        profile: A resolved design.
        scenario: The scenario that it is of: it names what settings name.
    """
    rows: list[SettingRow] = []
    before: set[tuple[str, str, str, str, str]] = set()
    for phase in profile.phases:
        found = _rows_of(phase, scenario)
        rows += [row for row in found if _key(row) not in before]
        before = {_key(row) for row in found}
    return rows


def _key(row: SettingRow) -> tuple[str, str, str, str, str]:
    return (row.platform, row.fleet, row.setting, row.value, row.origin)


def _rows_of(phase: Phase, scenario: Scenario) -> list[SettingRow]:
    by_platform: dict[str, dict[str, ControlProfile]] = {}
    for (platform, fleet), control in phase.profiles.items():
        by_platform.setdefault(platform, {})[fleet] = control
    rows = []
    for platform, fleets in by_platform.items():
        for path in leaves():
            rows += _rows_of_leaf(scenario, phase.start_h, platform, path, fleets)
    return rows


def _rows_of_leaf(
    scenario: Scenario, start_h: float, platform: str, path: str,
    fleets: Mapping[str, ControlProfile],
) -> list[SettingRow]:  # fmt: skip
    groups: dict[tuple[int, int], list[str]] = {}
    said: dict[tuple[int, int], tuple[AnyLeaf, Origin]] = {}
    for fleet, control in fleets.items():
        leaf, origin = control.leaves[path], control.origins[path]
        key = (id(leaf), id(origin))
        groups.setdefault(key, []).append(fleet)
        said[key] = (leaf, origin)
    return [
        _row(
            scenario, start_h, platform, path,
            ALL_FLEETS if len(names) == len(fleets) else ", ".join(names), *said[key],
        )
        for key, names in groups.items()
    ]  # fmt: skip


def _row(
    scenario: Scenario, start_h: float, platform: str, path: str, fleet: str, leaf: AnyLeaf,
    origin: Origin,
) -> SettingRow:  # fmt: skip
    declared = origin.declared if origin.is_gap else None
    return SettingRow(
        start_h=start_h,
        platform=platform,
        fleet=fleet,
        setting=path,
        value=setting_text(scenario, path, leaf),
        origin=origin.layer if not origin.id else f"{origin.layer} {origin.id}",
        standing=origin.standing,
        source=source_text(origin),
        gap=origin.gap if origin.is_gap else "",
        declared=setting_text(scenario, path, declared) if declared else "",
    )


def source_text(origin: Origin) -> str:
    """Return the source with its title and grade, or nothing."""
    if not origin.source:
        return ""
    row = evidence_table().get(origin.source)
    if row is None:
        return origin.source
    title = f", {row.title}" if row.title else ""
    return f"{row.id} ({row.grade}{title})"


def setting_text(scenario: Scenario, path: str, leaf: AnyLeaf) -> str:
    """Return what a setting says in words, with its unit; an object has its name."""
    key = path.rpartition(".")[2]
    return value_text(leaf, leaves()[path].unit, as_named_in(scenario), key)


def value_text(value: object, unit: str = "", say: Say = as_people_say, key: str = "") -> str:
    """Return a value in words, such as ``push (delay uniform 0 min to 15 min, coverage 0.95)``.

    Args:
        value: A value of a leaf, or the leaf itself.
        unit: Unit that a bare number gets, if it is one that people write.
        say: Names a word at a key.
        key: Key at which the value stands.
    """
    match value:
        case Valued():
            text = value_text(value.value, unit, say, key)
        case Choice():
            text = _choice_text(value, unit, say)
        case Model():
            text = _members_text(value, say)
        case bool():
            text = "yes" if value else "no"
        case float() | int():
            text = f"{value:g}" if unit in _UNWRITTEN_UNITS else f"{value:g} {unit}"
        case tuple():
            text = " + ".join(value_text(one, "", say, key) for one in value)
        case str():
            text = say(key, value)
        case _:
            text = str(value)
    return text


def _choice_text(choice: Choice, unit: str, say: Say) -> str:
    if choice.kind == choice.bare_key:
        return value_text(choice.chosen, unit, say)
    kind = say("", choice.kind)
    if isinstance(choice.chosen, Nothing):
        return kind
    if choice.kind == "uniform":
        return f"uniform {value_text(choice.chosen.low)} to {value_text(choice.chosen.high)}"
    inner = _members_text(choice.chosen, say)
    return f"{kind} ({inner})" if inner else kind


def _members_text(model: Model, say: Say) -> str:
    parts = []
    for name in type(model).model_fields:
        value = getattr(model, name)
        if value is None or value == ():
            continue
        parts.append(f"{name.replace('_', ' ')} {value_text(value, '', say, name)}")
    return ", ".join(parts)
