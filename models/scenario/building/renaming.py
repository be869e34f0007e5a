"""New names for people and new ids; everything that names an object follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import Place, ScenarioError
from models.scenario.base import ID_PATTERN
from models.scenario.building.naming import is_free, is_id
from models.scenario.building.references import repointed
from models.scenario.edits import with_value, without
from models.scenario.objects import COLLECTIONS, OF_DESIGNS, ObjectRef, collection, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.scenario.scenario import Scenario


def retitled(scenario: Scenario, ref: ObjectRef, title: str) -> Scenario:
    """Return the scenario in which an object has another name for people.

    Raises:
        KeyError: It is not there.
        pydantic.ValidationError: The name is too long.
    """
    if find(scenario, ref) is None:
        raise KeyError(".".join(ref.path))
    path = (*ref.path, "title")
    if not title.strip():
        return without(scenario, path)
    return with_value(scenario, path, title.strip())


def renamed(scenario: Scenario, ref: ObjectRef, new: str) -> Scenario:
    """Return the scenario in which an object has another id.

    Rules, bindings, plans, tasks, trust edges, incidents, the experiment and the layout
    follow.  A rule that heirs of its design replace is renamed in them too.

    Raises:
        KeyError: It is not there.
        ScenarioError: The id is none, or something else has it.
    """
    if find(scenario, ref) is None:
        raise KeyError(".".join(ref.path))
    if new == ref.id:
        return scenario
    if not is_id(new):
        _refuse(ref, "an id", new, f"use a-z, 0-9 and _, starting with a letter ({ID_PATTERN})")
    if not is_free(scenario, ref.kind, new, ref.design):
        _refuse(ref, "an id that nothing else has", new, "choose another one")
    for one in _family(scenario, ref):
        members = {
            (new if key == ref.id else key): member
            for key, member in collection(scenario, one.kind, one.design).items()
        }
        scenario = repointed(_with_members(scenario, one, members), {one: new})
    return scenario


def _refuse(ref: ObjectRef, expected: str, found: str, advice: str) -> None:
    raise ScenarioError(Place("", 0, ".".join(ref.path)), expected, f"`{found}`", advice)


def _family(scenario: Scenario, ref: ObjectRef) -> Iterator[ObjectRef]:
    """Yield the object, and of a rule those of the same id in related designs."""
    if not ref.design:
        yield ref
        return
    root = _root(scenario, ref.design)
    for design in scenario.designs:
        one = ObjectRef(ref.kind, ref.id, design)
        if _root(scenario, design) == root and find(scenario, one) is not None:
            yield one


def _root(scenario: Scenario, design: str) -> str:
    seen = {design}
    while (above := scenario.designs[design].extends) in scenario.designs and above not in seen:
        seen.add(str(above))
        design = str(above)
    return design


def _with_members(scenario: Scenario, ref: ObjectRef, members: dict[str, object]) -> Scenario:
    """Return the scenario with another mapping of one kind; its members are sound already."""
    if ref.kind in OF_DESIGNS:
        design = scenario.designs[ref.design]
        design = design.model_copy(update={OF_DESIGNS[ref.kind]: members})
        return scenario.model_copy(update={"designs": {**scenario.designs, ref.design: design}})
    top, *below = COLLECTIONS[ref.kind]
    if not below:
        return scenario.model_copy(update={top: members})
    part = getattr(scenario, top).model_copy(update={below[0]: members})
    return scenario.model_copy(update={top: part})
