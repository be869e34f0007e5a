"""Taking objects away, with everything that says nothing without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import Place, ScenarioError
from models.scenario.building.references import repointed
from models.scenario.edits import with_value, without
from models.scenario.objects import ObjectRef, find, objects_of, title_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from models.scenario.design import Where
    from models.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Removal:
    """What taking objects away leads to.

    Attributes:
        scenario: The scenario without them.
        also: Objects that went too because they say nothing without them, by their names in
            the scenario before.
    """

    scenario: Scenario
    also: tuple[ObjectRef, ...]

    def sentence(self, before: Scenario) -> str:
        """Return what else went, as one sentence; empty where nothing did."""
        if not self.also:
            return ""
        names = [f"“{title_of(before, ref)}”" for ref in self.also[:4]]
        more = f" and {len(self.also) - 4} more" if len(self.also) > 4 else ""
        return f"With it went {', '.join(names)}{more}"


def removal(scenario: Scenario, refs: Iterable[ObjectRef]) -> Removal:
    """Return what is left without some objects; what names them forgets them.

    Bindings to a directory fall back to the platform's own users, owners and settings that
    name a vault, a log sink or a team are left out, and what cannot be without the object
    goes with it: resources of a platform, trust edges of a resource, rules about nothing else.

    Raises:
        ScenarioError: A design is the only one, or others extend it; nothing is taken away.
        KeyError: Something is not there.
    """
    asked = tuple(dict.fromkeys(refs))
    _check_designs(scenario, [ref.id for ref in asked if ref.kind == "design"])
    absent = next((ref for ref in asked if find(scenario, ref) is None), None)
    if absent is not None:
        raise KeyError(".".join(absent.path))
    going, left, there = asked, scenario, set(objects_of(scenario))
    while going:
        left = _without_all(left, going)
        left = _without_idle_rules(scenario, left)
        now = set(objects_of(left))
        going = tuple(there - now - set(going))
        there = now
    kept = set(objects_of(left))
    also = (one for one in objects_of(scenario) if one not in kept and one not in asked)
    designs = {ref.id for ref in asked if ref.kind == "design"}
    return Removal(left, tuple(one for one in also if one.design not in designs))


def _without_all(scenario: Scenario, refs: Iterable[ObjectRef]) -> Scenario:
    """Return the scenario without objects and what names them; some may be gone already."""
    refs = tuple(refs)
    for ref in refs:
        if find(scenario, ref) is not None:
            scenario = without(scenario, ref.path)
    for ref in refs:
        if ref.kind == "design":
            scenario = _without_baseline(scenario, ref.id)
    return repointed(scenario, dict.fromkeys(refs))


def _check_designs(scenario: Scenario, names: Collection[str]) -> None:
    for name in names:
        heirs = [
            key
            for key, design in scenario.designs.items()
            if design.extends == name and key not in names
        ]
        if heirs:
            raise ScenarioError(
                Place("", 0, f"designs.{name}"),
                "a design that no other extends",
                f"`{heirs[0]}`, which extends it",
                "take that away first, or let it extend nothing",
            )
    if names and set(names) >= set(scenario.designs):
        raise ScenarioError(
            Place("", 0, f"designs.{next(iter(names))}"),
            "at least one design",
            "the last one",
            "add another design first",
        )


def _without_baseline(scenario: Scenario, name: str) -> Scenario:
    """Return the scenario whose baseline is another design than *name*."""
    run = scenario.experiment
    if run.baseline != name:
        return scenario
    heir = next((one for one in run.compare if one in scenario.designs), None)
    heir = heir or next(iter(scenario.designs))
    others = tuple(one for one in run.compare if one not in (heir, name))
    run = run.model_copy(update={"baseline": heir, "compare": others})
    return scenario.model_copy(update={"experiment": run})


def _without_idle_rules(before: Scenario, after: Scenario) -> Scenario:
    """Return the scenario without rules and exceptions that aimed at something and no more do."""
    old, new = before.organisation.platforms, after.organisation.platforms
    if old.keys() == new.keys() or not new:
        return after
    kinds = {str(platform.kind) for platform in new.values()}
    for ref in list(objects_of(after)):
        rule = find(after, ref) if ref.design else None
        where: Where | None = getattr(rule, "where", None)
        if where is None:
            continue
        if not _aims(where, after) and _aims(where, before):
            after = without(after, ref.path)
        elif where.kind is not None and not kinds.issuperset(where.kind):
            left = [kind for kind in where.kind if kind in kinds]
            if left:
                after = with_value(after, (*ref.path, "where", "kind"), left)
    return after


def _aims(where: Where, scenario: Scenario) -> bool:
    """Whether a rule is about some platform, whatever the fleet and the directory."""
    return any(
        (where.platform is None or name in where.platform)
        and (where.kind is None or platform.kind in where.kind)
        and (where.owner is None or (platform.owner or "") in where.owner)
        for name, platform in scenario.organisation.platforms.items()
    )
