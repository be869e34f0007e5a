"""New objects: from nothing, from what they should say, and like others that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import Place, ScenarioError
from models.scenario.building.naming import fresh_id
from models.scenario.building.references import follow_all
from models.scenario.design import LOCAL
from models.scenario.edits import with_value
from models.scenario.objects import COLLECTIONS, WITH_CARDS, ObjectRef, find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from models.scenario.base import Model
    from models.scenario.scenario import Scenario

Place2 = tuple[int, int]
"""Where a card stands, in pixels of the layout."""

_SIDESTEP = 24


def added(
    scenario: Scenario,
    kind: str,
    *,
    near: Sequence[ObjectRef] = (),
    design: str = "",
    place: Place2 | None = None,
) -> tuple[Scenario, ObjectRef]:
    """Return the scenario with a new object that says the least it can, and where it is.

    Args:
        scenario: The scenario before.
        kind: One of `models.scenario.objects.KINDS`.
        near: What is selected: a resource lies on the platform among them, a trust edge leads
            from the first resource to the second (of a platform: the first that lies on it), a
            rule is about the platform and the fleet.
        design: The design that a rule or an exception is added to; default: the baseline.
        place: Where its card stands.

    Raises:
        ScenarioError: Something is missing that it needs, such as a platform to lie on.
        KeyError: There is no such kind or design.
    """
    raw: dict[str, object] = {"title": f"New {_WORDS[kind]}"} if kind in _WORDS else {}
    raw |= _NEEDS[kind](scenario, near) if kind in _NEEDS else {}
    return with_object(scenario, kind, raw, design=design, place=place)


def with_object(
    scenario: Scenario,
    kind: str,
    raw: Mapping[str, object],
    *,
    key: str = "",
    design: str = "",
    place: Place2 | None = None,
) -> tuple[Scenario, ObjectRef]:
    """Return the scenario with an object that says *raw*, and where it is.

    A new platform has its own users in every design that does not bind it; a new design is
    compared.

    Args:
        scenario: The scenario before.
        kind: One of `models.scenario.objects.KINDS`.
        raw: What a file could hold for it.
        key: The id to have, or what it should read like; default: its title.
        design: The design that a rule or an exception is added to; default: the baseline.
        place: Where its card stands.

    Raises:
        KeyError: There is no such kind or design.
        pydantic.ValidationError: *raw* does not fit.
    """
    if kind in ("rule", "exception"):
        design = design or scenario.experiment.baseline
    elif kind in COLLECTIONS:
        design = ""
    name = key or str(raw.get("title") or _WORDS.get(kind, kind))
    ref = ObjectRef(kind, fresh_id(scenario, kind, name, design), design)
    scenario = with_value(scenario, ref.path, dict(raw))
    scenario = _taken_in(scenario, ref)
    if place is not None and kind in WITH_CARDS:
        scenario = with_value(scenario, ("layout",), {**scenario.layout, ref.id: place})
    return scenario, ref


def duplicated(
    scenario: Scenario, refs: Iterable[ObjectRef]
) -> tuple[Scenario, tuple[ObjectRef, ...]]:
    """Return the scenario with a copy of each object, and where the copies are.

    Copies that name one another name the copies; a platform is bound as its original is.

    Raises:
        KeyError: Something is not there.
    """
    originals = []
    for ref in dict.fromkeys(refs):
        model = find(scenario, ref)
        if model is None:
            raise KeyError(".".join(ref.path))
        originals.append((ref, model))
    before = scenario
    scenario, new = with_copies(scenario, originals)
    for (old, _), copy in zip(originals, new, strict=True):
        if old.kind == "platform":
            scenario = _bound_alike(scenario, old.id, copy.id)
        if old.id in before.layout and old.kind in WITH_CARDS:
            x, y = before.layout[old.id]
            moved = {**scenario.layout, copy.id: (x + _SIDESTEP, y + _SIDESTEP)}
            scenario = with_value(scenario, ("layout",), moved)
    return scenario, new


def with_copies(
    scenario: Scenario, models: Sequence[tuple[ObjectRef, Model]], design: str = ""
) -> tuple[Scenario, tuple[ObjectRef, ...]]:
    """Return the scenario with objects of this or another one under free ids.

    Args:
        scenario: The scenario before.
        models: The objects with the names that they had where they come from.
        design: Where rules and exceptions go; default: the design that they name.
    """
    names: dict[ObjectRef, tuple[ObjectRef, Model]] = {}
    for old, model in models:
        home = (design or old.design) if old.design else ""
        taken = scenario  # ids that are chosen here count as taken, too
        ref = ObjectRef(old.kind, fresh_id(taken, old.kind, old.id, home), home)
        scenario = with_value(scenario, ref.path, model)
        names[old] = ref, model
    new = {old: ref.id for old, (ref, _) in names.items()}
    followed = follow_all([original for _, original in names.values()], new)
    for (ref, original), model in zip(names.values(), followed, strict=True):
        if model is not original:
            scenario = with_value(scenario, ref.path, model)
        scenario = _taken_in(scenario, ref)
    return scenario, tuple(ref for ref, _ in names.values())


def _taken_in(scenario: Scenario, ref: ObjectRef) -> Scenario:
    """Return the scenario in which what a new object needs of others is there."""
    if ref.kind == "platform":
        return _bound_locally(scenario, ref.id)
    run = scenario.experiment
    if ref.kind == "design" and ref.id not in (run.baseline, *run.compare):
        compare = (*run.compare, ref.id)
        return with_value(scenario, ("experiment", "compare"), compare)
    return scenario


def _bound_locally(scenario: Scenario, platform: str) -> Scenario:
    """Return the scenario in which every design without a model binds a platform to itself."""
    for name, design in scenario.designs.items():
        if design.extends is None and platform not in design.binding:
            scenario = with_value(scenario, ("designs", name, "binding", platform), LOCAL)
    return scenario


def _bound_alike(scenario: Scenario, old: str, new: str) -> Scenario:
    """Return the scenario in which every design binds *new* as it binds *old*."""
    for name, design in scenario.designs.items():
        if old in design.binding:
            bound = design.binding[old]
            scenario = with_value(scenario, ("designs", name, "binding", new), bound)
    return scenario


# -- what a new object needs of those that are there ----------------------------------------


def _picked(
    scenario: Scenario, near: Sequence[ObjectRef], kind: str, *, or_first: bool
) -> list[str]:
    """Return the ids of a kind among the selected objects, or the first that there is."""
    chosen = [ref.id for ref in near if ref.kind == kind and find(scenario, ref) is not None]
    if chosen or not or_first:
        return chosen
    here: Mapping[str, object] = (
        scenario.workload.fleets
        if kind == "fleet"
        else getattr(scenario.organisation, COLLECTIONS[kind][1])
    )
    return list(here)[:1]


def _resource(scenario: Scenario, near: Sequence[ObjectRef]) -> dict[str, object]:
    chosen = _picked(scenario, near, "platform", or_first=False)
    chosen += [
        scenario.organisation.resources[one].platform
        for one in _picked(scenario, near, "resource", or_first=False)
    ]
    chosen = chosen or _picked(scenario, near, "platform", or_first=True)
    if not chosen:
        _missing("organisation.resources", "a platform for it to lie on", "add a platform first")
    classes = scenario.organisation.sensitivity
    usual = "internal" if "internal" in classes else next(iter(classes), "internal")
    return {"platform": chosen[0], "sensitivity": usual}


def _trust_edge(scenario: Scenario, near: Sequence[ObjectRef]) -> dict[str, object]:
    chosen = _picked(scenario, near, "resource", or_first=False)
    resources = scenario.organisation.resources
    for platform in _picked(scenario, near, "platform", or_first=False):
        held = [one for one, resource in resources.items() if resource.platform == platform]
        chosen += [one for one in held if one not in chosen][:1]
    others = [one for one in scenario.organisation.resources if one not in chosen]
    ends = [*chosen, *others][:2]
    if len(ends) < 2:
        _missing("organisation.trust_edges", "two resources for it to join", "add resources first")
    return {"from": ends[0], "to": ends[1], "by": "secret_in_resource"}


def _design(scenario: Scenario, near: Sequence[ObjectRef]) -> dict[str, object]:
    chosen = [ref.id for ref in near if ref.kind == "design" and ref.id in scenario.designs]
    return {"extends": (chosen or [scenario.experiment.baseline])[0]}


def _incident(scenario: Scenario, near: Sequence[ObjectRef]) -> dict[str, object]:
    fleets = _picked(scenario, near, "fleet", or_first=False)
    order: dict[str, object] = {"fleet": fleets[0]} if fleets else {"agents": 1}
    return {"at": first_time(scenario), "order": {**order, "reason": "drill"}}


def first_time(scenario: Scenario) -> str:
    """Return when something can be made to happen so that it is followed to the end."""
    run = scenario.experiment
    latest_h = max(run.horizon.hours - run.follow_up.hours, 0.0)
    at_h = int(min(latest_h, run.horizon.hours / 4, 30 * 24))
    return f"{at_h // 24} d" if at_h >= 24 else f"{at_h} h"


def _rule(scenario: Scenario, near: Sequence[ObjectRef]) -> dict[str, object]:
    platforms = _picked(scenario, near, "platform", or_first=False)
    fleets = _picked(scenario, near, "fleet", or_first=False)
    where: dict[str, object] = {}
    if platforms:
        where["platform"] = platforms
    if fleets:
        where["fleet"] = fleets
    return {"where": where, "set": {}}


def _exception(scenario: Scenario, near: Sequence[ObjectRef]) -> dict[str, object]:
    teams = _picked(scenario, near, "team", or_first=True)
    if not teams:
        _missing("designs", "a team that answers for the exception", "add a team first")
    return {**_rule(scenario, near), "owner": teams[0], "reason": "To be stated"}


def _missing(path: str, expected: str, advice: str) -> None:
    raise ScenarioError(Place("", 0, path), expected, "none", advice)


_WORDS = {
    "directory": "directory",
    "platform": "platform",
    "fleet": "agent fleet",
    "vault": "vault",
    "log_sink": "log sink",
    "resource": "resource",
    "trust_edge": "trust edge",
    "team": "team",
    "design": "design",
    "incident": "incident",
    "rule": "rule",
    "exception": "exception",
}

_NEEDS: dict[str, Callable[[Scenario, Sequence[ObjectRef]], dict[str, object]]] = {
    "platform": lambda _scenario, _near: {"kind": "saas"},
    "fleet": lambda _scenario, _near: {"agents": 1, "tasks": "10 / d", "uses": {}},
    "resource": _resource,
    "trust_edge": _trust_edge,
    "design": _design,
    "incident": _incident,
    "rule": _rule,
    "exception": _exception,
}
