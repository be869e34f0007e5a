"""Objects as text for the clipboard, and such text taken into a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pydantic import Field, ValidationError

from models.errors import Place, ScenarioError
from models.formats.complaints import complaint, path_in_file, shown
from models.formats.emitter import Plain, block
from models.formats.reader import read_tree
from models.formats.scenario_file import check_edit
from models.formats.tree import dotted
from models.scenario.base import Id, Model
from models.scenario.building import with_copies
from models.scenario.design import ControlException, Design, Rule
from models.scenario.edits import with_value
from models.scenario.incidents import Incident
from models.scenario.objects import COLLECTIONS, OF_DESIGNS, WITH_CARDS, ObjectRef, find
from models.scenario.organisation import Organisation
from models.scenario.workload import Workload
from models.units import Coordinate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.formats.tree import Lines, Path, Tree
    from models.scenario.scenario import Scenario

CLIPBOARD = "clipboard"
"""What errors call the text."""

_ASIDE = 32
"""How far a pasted card stands from the one that it was copied of, in pixels."""


class _Fragment(Model):
    """Some objects by the keys of the file; rules and exceptions by their design."""

    organisation: Organisation = Organisation()
    workload: Workload = Workload()
    designs: dict[Id, Design] = Field(default_factory=dict)
    incidents: dict[Id, Incident] = Field(default_factory=dict)
    rules: dict[Id, dict[Id, Rule]] = Field(default_factory=dict)
    exceptions: dict[Id, dict[Id, ControlException]] = Field(default_factory=dict)
    layout: dict[str, tuple[Coordinate, Coordinate]] = Field(default_factory=dict)


def fragment_text(scenario: Scenario, refs: Iterable[ObjectRef]) -> str:
    """Return objects as YAML with the keys of the file, in the order of the file.

    Raises:
        KeyError: Something is not there.
    """
    tree: dict[str, Plain] = {}
    places: dict[str, Plain] = {}
    for ref in dict.fromkeys(refs):
        model = find(scenario, ref)
        if model is None:
            raise KeyError(".".join(ref.path))
        here = tree
        for key in _keys(ref)[:-1]:
            here = cast("dict[str, Plain]", here.setdefault(key, {}))
        here[ref.id] = model.model_dump(mode="json", by_alias=True)
        if ref.kind in WITH_CARDS and ref.id in scenario.layout:
            places[ref.id] = list(scenario.layout[ref.id])
    return block({**tree, "layout": places} if places else tree, top=True).lstrip("\n")


def with_fragment(
    scenario: Scenario, text: str, design: str
) -> tuple[Scenario, tuple[ObjectRef, ...]]:
    """Return the scenario with the objects of a text under free ids, and where they are.

    Objects that come along with what they name name it; everything else must be there.

    Args:
        scenario: The scenario before.
        text: What `fragment_text` wrote, or somebody by hand.
        design: Where rules and exceptions go.

    Raises:
        ScenarioError: One thing is wrong with the text, with its line and field.
        ScenarioErrors: Several are.
    """
    tree, lines = read_tree(text.encode("utf-8", "replace"), CLIPBOARD)
    _check_top(tree, lines)
    try:
        fragment = _Fragment.model_validate(tree)
    except ValidationError as error:
        raise complaint(error, tree, lines, CLIPBOARD) from None
    objects = [(ref, model) for ref, model in _objects(fragment)]
    if not objects:
        raise ScenarioError(
            Place(CLIPBOARD, 1, ""), "at least one object", "none", "copy objects first"
        )
    pasted, refs = with_copies(scenario, objects, design)
    back = {new.path: _keys(old) for new, (old, _) in zip(refs, objects, strict=True)}
    placed = _with_places(pasted, fragment, objects, refs)
    _check_references(scenario, placed, back, tree, lines)
    return placed, refs


def _keys(ref: ObjectRef) -> tuple[str, ...]:
    """Return the keys of an object within a fragment."""
    if ref.kind in OF_DESIGNS:
        return (OF_DESIGNS[ref.kind], ref.design, ref.id)
    return ref.path


def _check_top(tree: Tree, lines: Lines) -> None:
    """Refuse what is no mapping of objects before it is looked at closely."""
    known = list(_Fragment.model_fields)
    if not isinstance(tree, dict):
        raise ScenarioError(
            Place(CLIPBOARD, 1, ""), "objects of a scenario", shown(tree), "copy objects first"
        )
    for key in tree:
        if key not in known:
            place = Place(CLIPBOARD, lines.line((key,)), key)
            advice = "copy objects first; a whole scenario is opened as a file"
            raise ScenarioError(place, f"one of {', '.join(known)}", f"`{key}`", advice)


def _objects(fragment: _Fragment) -> Iterator[tuple[ObjectRef, Model]]:
    for kind, keys in COLLECTIONS.items():
        members: Mapping[str, Model] = getattr(fragment, keys[0])
        if len(keys) > 1:
            members = getattr(members, keys[1])
        yield from ((ObjectRef(kind, key), model) for key, model in members.items())
    for kind, key in OF_DESIGNS.items():
        for design, rules in getattr(fragment, key).items():
            yield from ((ObjectRef(kind, one, design), rule) for one, rule in rules.items())


def _check_references(
    before: Scenario,
    after: Scenario,
    back: Mapping[tuple[str, ...], tuple[str, ...]],
    tree: Tree,
    lines: Lines,
) -> None:
    """Refuse objects that name what is not there, at the line that does."""
    _, contradiction = check_edit(after, check_edit(before)[0])
    if contradiction is None:
        return
    path: Path = tuple(contradiction.place.path.split("."))
    for new, old in back.items():
        if path[: len(new)] == new:
            path = (*old, *path[len(new) :])
            break
    line = lines.line(path_in_file(tree, path))
    place = Place(CLIPBOARD, line, dotted(path))
    advice = f"{contradiction.advice}, or copy what it names along with it"
    raise ScenarioError(place, contradiction.expected, contradiction.found, advice)


def _with_places(
    scenario: Scenario,
    fragment: _Fragment,
    objects: Iterable[tuple[ObjectRef, Model]],
    refs: Iterable[ObjectRef],
) -> Scenario:
    layout = dict(scenario.layout)
    for (old, _), new in zip(objects, refs, strict=True):
        if old.id in fragment.layout and old.kind in WITH_CARDS:
            x, y = fragment.layout[old.id]
            layout[new.id] = (x + _ASIDE, y + _ASIDE)
    if layout == scenario.layout:
        return scenario
    return with_value(scenario, ("layout",), layout)
