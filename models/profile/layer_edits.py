"""Edits of a design by the meaning of the cascade: pure functions from scenario to scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import Place, ScenarioError
from models.profile.cascade import resolve
from models.profile.inheritance import merged
from models.scenario.edits import with_value
from models.scenario.leaves import flatten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.profile.design_profile import DesignProfile
    from models.scenario.design import Design, Rule
    from models.scenario.scenario import Scenario

_LONGEST_STEM = 50


@dataclass(frozen=True, slots=True)
class PlacedValue:
    """One value at one place.

    Attributes:
        platform: Id of the platform; empty for the standard.
        path: Path of the leaf, such as ``logging.captured``.
        raw: What a file could hold there.
    """

    platform: str
    path: str
    raw: object


def with_placed(
    scenario: Scenario,
    design_id: str,
    settings: Sequence[PlacedValue],
    fleet: str = "",
    before: DesignProfile | None = None,
) -> Scenario:
    """Return the scenario with several values of one design, in whatever order they come.

    The standard is set first. A platform that is to have the same value as the standard, and has
    it by the standard, gets no rule.

    Args:
        scenario: The scenario before.
        design_id: Id of the design.
        settings: What is set; the last of two for one place counts.
        fleet: Fleet for whom values on platforms hold; empty for all.
        before: What the design of *scenario* resolves to, where that is known already.

    Raises:
        KeyError: There is no such design, platform, fleet or leaf.
        ScenarioError: An exception decides that is about more or less than one place.
        pydantic.ValidationError: A value does not fit.
    """
    placed = any(each.platform for each in settings)
    if before is None and placed and _has_exceptions(scenario):
        before = resolve(scenario, design_id)  # once: an edit changes no place that is edited after
    standard = {each.path: each.raw for each in settings if not each.platform}
    for path, raw in standard.items():
        scenario = in_standard(scenario, design_id, path, raw)
    by_standard = _by_standard(scenario, design_id, set(standard), fleet)
    for each in settings:
        same = each.raw == standard.get(each.path)
        if each.platform and not (same and (each.platform, each.path) in by_standard):
            scenario = _on_platform(scenario, design_id, each, fleet, before)
    return scenario


def in_standard(scenario: Scenario, design_id: str, path: str, raw: object) -> Scenario:
    """Return the scenario with a setting in the standard of a design.

    Platforms for which a rule or an exception says something else keep that.

    Args:
        scenario: The scenario before.
        design_id: Id of the design.
        path: Path of the leaf, such as ``logging.captured``.
        raw: What a file could hold there.

    Raises:
        KeyError: There is no such design or leaf.
        pydantic.ValidationError: The value does not fit.
    """
    return with_value(scenario, ("designs", design_id, "standard", *path.split(".")), raw)


def on_platform(
    scenario: Scenario, design_id: str, platform: str, path: str, raw: object, fleet: str = ""
) -> Scenario:
    """Return the scenario with a setting on one platform, as its last rule.

    Where an exception decides, and is about exactly this place, the exception says it.

    Args:
        scenario: The scenario before.
        design_id: Id of the design.
        platform: Id of the platform.
        path: Path of the leaf.
        raw: What a file could hold there.
        fleet: Id of a fleet; empty for all.

    Raises:
        KeyError: There is no such design, platform, fleet or leaf.
        ScenarioError: An exception decides that is about more or less than this place.
        pydantic.ValidationError: The value does not fit.
    """
    before = resolve(scenario, design_id) if _has_exceptions(scenario) else None
    return _on_platform(scenario, design_id, PlacedValue(platform, path, raw), fleet, before)


def _on_platform(
    scenario: Scenario,
    design_id: str,
    one: PlacedValue,
    fleet: str,
    before: DesignProfile | None,
) -> Scenario:
    """Set a value on a platform; *before* is only missing where there are no exceptions."""
    if one.platform not in scenario.organisation.platforms:
        raise KeyError(one.platform)
    if fleet and fleet not in scenario.workload.fleets:
        raise KeyError(fleet)
    raw, keys = one.raw, one.path.split(".")
    exception = _deciding_exception(scenario, before, one, fleet) if before is not None else ""
    if exception:
        whole = merged(scenario.designs, design_id).exceptions[exception]
        own = with_value(scenario, ("designs", design_id, "exceptions", exception), whole)
        return with_value(own, ("designs", design_id, "exceptions", exception, "set", *keys), raw)
    rule_id = _last_rule_for(scenario, design_id, one.platform, one.path, fleet)
    if rule_id:
        return with_value(scenario, ("designs", design_id, "rules", rule_id, "set", *keys), raw)
    for key in reversed(keys):
        raw = {key: raw}
    where = {"platform": one.platform, **({"fleet": fleet} if fleet else {})}
    new = _fresh(scenario, f"{one.platform}_{fleet or 'here'}")
    return with_value(scenario, ("designs", design_id, "rules", new), {"where": where, "set": raw})


def copied_rule(scenario: Scenario, source: str, target: str, rule_id: str) -> Scenario:
    """Return the scenario with a rule or exception of one design in another, as its last.

    Raises:
        KeyError: The source has no such rule or exception.
        ScenarioError: The target has the same one already.
    """
    theirs, ours = merged(scenario.designs, source), merged(scenario.designs, target)
    layer = "rules" if rule_id in theirs.rules else "exceptions"
    rule = _rules(theirs)[rule_id]
    if _rules(ours).get(rule_id) == rule:
        raise ScenarioError(
            Place("", 0, f"designs.{target}.{layer}.{rule_id}"),
            "a rule that this design does not have",
            "the same one",
            "there is nothing to copy",
        )
    key = _fresh(scenario, rule_id) if rule_id in _rules(ours) else rule_id
    return with_value(scenario, ("designs", target, layer, key), rule)


def _by_standard(
    scenario: Scenario, design_id: str, paths: set[str], fleet: str
) -> set[tuple[str, str]]:
    """Return platforms and paths that have the standard's value, whoever is asked about."""
    if not paths:
        return set()
    declared = flatten(merged(scenario.designs, design_id).standard)
    profiles = resolve(scenario, design_id).phases[0].profiles
    other = {
        (platform, path)
        for (platform, who), control in profiles.items()
        for path in paths
        if fleet in ("", who) and control.leaves[path].value != declared[path].value
    }
    return {(platform, path) for platform, _ in profiles for path in paths} - other


def _rules(design: Design) -> dict[str, Rule]:
    return {**design.rules, **design.exceptions}


def _about(rule: Rule, platform: str, fleet: str) -> bool:
    """Whether a rule is about exactly this place."""
    where = rule.where
    free = where.kind is None and where.directory is None and where.owner is None
    return free and where.platform == (platform,) and where.fleet == ((fleet,) if fleet else None)


def _has_exceptions(scenario: Scenario) -> bool:
    return any(design.exceptions for design in scenario.designs.values())


def _deciding_exception(
    scenario: Scenario, profile: DesignProfile, one: PlacedValue, fleet: str
) -> str:
    """Return the exception that says the value of a place, if one does."""
    controls = [
        phase.profiles[one.platform, who]
        for phase in profile.phases
        for who in ([fleet] if fleet else scenario.workload.fleets)
    ]
    origins = [control.origins[one.path] for control in controls]
    ids = list(dict.fromkeys(each.id for each in origins if each.layer == "exception"))
    if not ids:
        return ""
    if len(ids) == 1 and _about(profile.exceptions[ids[0]], one.platform, fleet):
        return ids[0]
    raise ScenarioError(
        Place("", 0, f"designs.{profile.design_id}.exceptions.{ids[0]}"),
        "a value that rules may change",
        "an exception that decides, and is not about exactly this place",
        "choose its fleet above, or change the exception itself",
    )


def _last_rule_for(scenario: Scenario, design_id: str, platform: str, path: str, fleet: str) -> str:
    """Return the design's own rule about exactly this place after which none says *path*."""
    own = scenario.designs[design_id].rules
    for key, rule in reversed(merged(scenario.designs, design_id).rules.items()):
        if key in own and _about(rule, platform, fleet):
            return key
        if path in flatten(rule.set):
            return ""
    return ""


def _fresh(scenario: Scenario, stem: str) -> str:
    """Return an id that no rule or exception of any design has."""
    taken = {key for design in scenario.designs.values() for key in _rules(design)}
    stem = stem[:_LONGEST_STEM]
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}_{number}"
    return found
