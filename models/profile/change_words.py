"""What differs between two scenarios in words: whose it is, what, and what it was and is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.profile.describe import setting_text, value_text
from models.profile.design_profile import LOCAL_PREFIX
from models.profile.wording import as_named_in, name_of, path_label
from models.scenario.base import Described
from models.scenario.design import LOCAL, Rule
from models.scenario.edits import value_at
from models.scenario.leaves import flatten
from models.scenario.objects import COLLECTIONS, OF_DESIGNS, ObjectRef, find, title_of

if TYPE_CHECKING:
    from models.scenario.differences import Change
    from models.scenario.edits import KeyPath
    from models.scenario.scenario import Scenario

_KEYED = {"binding": "platform", "integration": "platform", "uses": "resource", "capacity": "team"}
"""Mappings whose keys are ids, and the kind of object that these mean."""

_FREE = ("title", "notes", "question", "reason")
"""Keys of texts that people wrote."""

_MOST_FREE = 80
"""Characters of such a text that are told; of a longer one only that it changed."""

_GROUPS = ("standard", "set")
"""Keys that only hold settings."""

_KINDS = {mapping: kind for kind, mapping in OF_DESIGNS.items()}


def change_words(before: Scenario, after: Scenario, change: Change) -> str:
    """Return one change in words, such as ``Two hubs, Credential: static key → workload OIDC``."""
    ref, rest = _owner(change.path)
    there = after if find(after, ref) is not None else before
    if not rest:
        return f"{_whole(there, ref)} {change.kind}{_sets(there, ref)}"
    owner = _named(there, ref)
    where = ", ".join(filter(None, (owner, _label(before, after, rest))))
    if change.kind == "moved":
        return f"{where}: order changed"
    old, new = (_value(scenario, change.path) for scenario in (before, after))
    if old and new:
        return f"{where}: {old} → {new}"
    if change.kind == "added":
        return f"{where}: now {new}" if new else f"{where} added"
    if change.kind == "removed":
        return f"{where}: {old} taken away" if old else f"{where} removed"
    return f"{where} changed"


def _owner(path: KeyPath) -> tuple[ObjectRef, KeyPath]:
    """Return the object that a path leads to or into, and the keys below it."""
    top, *below = path
    if top == "designs" and len(below) > 2 and below[1] in _KINDS:
        return ObjectRef(_KINDS[below[1]], below[2], below[0]), path[4:]
    for kind, place in COLLECTIONS.items():
        depth = len(place)
        if path[:depth] == place and len(path) > depth:
            return ObjectRef(kind, path[depth]), path[depth + 1 :]
    if top == "experiment":
        return ObjectRef("experiment"), path[1:]
    return ObjectRef("scenario"), path


def _named(scenario: Scenario, ref: ObjectRef) -> str:
    """Return the name of an object; of a rule with its design, of the scenario nothing."""
    if ref.kind == "scenario":
        return ""
    name = title_of(scenario, ref)
    if ref.kind not in OF_DESIGNS:
        return name
    design = title_of(scenario, ObjectRef("design", ref.design))
    return f"{design}, {ref.kind} “{name_of(ref.id) if name == ref.id else name}”"


def _whole(scenario: Scenario, ref: ObjectRef) -> str:
    """Return the name of an object that is added or taken away, with its kind."""
    if ref.kind in OF_DESIGNS:
        return _named(scenario, ref)
    return f"{name_of(ref.kind).capitalize()} “{title_of(scenario, ref)}”"


def _sets(scenario: Scenario, ref: ObjectRef) -> str:
    """Return what a rule or exception sets; nothing of other objects."""
    rule = find(scenario, ref)
    if not isinstance(rule, Rule):
        return ""
    said = (
        f"{path_label(path)} = {setting_text(scenario, path, leaf)}"
        for path, leaf in flatten(rule.set).items()
    )
    return f": {', '.join(said)}"


def _label(before: Scenario, after: Scenario, rest: KeyPath) -> str:
    """Return the name of what an object says, as the matrix and the inspector have it."""
    keys = rest[1:] if rest[0] in _GROUPS else rest
    if not keys:
        return "settings"
    kind = _KEYED.get(keys[-2]) if len(keys) > 1 else None
    if kind is None:
        return path_label(".".join(keys))
    ref = ObjectRef(kind, keys[-1])
    there = after if find(after, ref) is not None else before
    return f"{path_label(keys[-2])} of {title_of(there, ref)}"


def _value(scenario: Scenario, path: KeyPath) -> str:
    """Return what stands at a path in words; nothing where nothing or a whole object does."""
    try:
        value = value_at(scenario, path)
    except KeyError:
        return ""
    if value is None or isinstance(value, Described | dict):
        return ""
    if path[-2:-1] == ("binding",):
        own = value == LOCAL or value.startswith(LOCAL_PREFIX)
        return "its own users" if own else title_of(scenario, ObjectRef("directory", value))
    if path[-1] in _FREE:
        return str(value) if len(value) <= _MOST_FREE else ""
    return value_text(value, "", as_named_in(scenario), path[-1])
