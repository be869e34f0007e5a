"""What can be chosen for a value: objects that it may name, kinds, words."""

from __future__ import annotations

import typing
from functools import cache
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from app.window.inspector.types import bare
from app.window.objects import collection
from models.profile.wording import name_of
from models.scenario import Choice, Settings
from models.scenario.building import starting
from models.scenario.design import LOCAL
from models.scenario.distributions import Distribution

if TYPE_CHECKING:
    from app.window.inspector.field import Options
    from models.scenario import Scenario

_REFERENCES = {
    "owner": "team",
    "team": "team",
    "by": "team",
    "fleet": "fleet",
    "directory": "directory",
    "platform": "platform",
    "sink": "log_sink",
    "vault": "vault",
    "extends": "design",
    "baseline": "design",
}
_KEYS = {"uses": "resource", "capacity": "team", "integration": "platform"}


def options_of(path: tuple[str, ...], kind: object, value: object, scenario: Scenario) -> Options:
    """Return what a value can be, where that is few: objects, classes, yes or no, words."""
    if typing.get_origin(kind) is Literal:
        return tuple((name, name_of(name)) for name in typing.get_args(kind))
    if path[-1] == "preset" and path[:1] == ("organisation",):
        return _presets(path, scenario)
    meant = _meant_by(path)
    if meant:
        known = collection(scenario, meant)
        listed = tuple((name, one.title or name) for name, one in known.items())
        if value and str(value) not in known:
            listed = ((str(value), name_of(str(value))), *listed)
        return listed
    if path[-1] == "sensitivity":
        return tuple((name, name_of(name)) for name in scenario.organisation.sensitivity)
    if isinstance(value, bool) or kind is bool:
        return (("true", "yes"), ("false", "no"))
    return _words_of_leaf(path[-1]) if isinstance(value, str) else ()


def _presets(path: tuple[str, ...], scenario: Scenario) -> Options:
    """Return the presets of an object's kind, then all others, each by the vendor's name."""
    from models.presets import directory_presets, platform_presets

    is_platform = path[1] == "platforms"
    org = scenario.organisation
    there = org.platforms if is_platform else org.directories
    known = platform_presets() if is_platform else directory_presets()
    like = there[path[2]].kind
    ranked = sorted(known.values(), key=lambda each: (each.kind != like, each.title.casefold()))
    return tuple((each.id, each.title) for each in ranked)


def items_of(path: tuple[str, ...], scenario: Scenario) -> Options:
    """Return what the items of a list may be, where they name something; empty: anything."""
    if path[-2:] == ("experiment", "headline"):
        from models.metrics import NUMBERS

        return tuple((each.id, each.name) for each in NUMBERS.values())
    if path[-2:] == ("experiment", "compare"):
        return tuple(
            (key, one.title or key)
            for key, one in scenario.designs.items()
            if key != scenario.experiment.baseline
        )
    if path[-2:] == ("where", "kind"):
        kinds = {one.kind for one in scenario.organisation.platforms.values()}
        return tuple((kind, name_of(kind)) for kind in sorted(kinds))
    if path[-2:-1] != ("where",):
        return ()
    known = collection(scenario, _REFERENCES[path[-1]])
    own = ((LOCAL, "its own users"),) if path[-1] == "directory" else ()
    return (*own, *((key, one.title or key) for key, one in known.items()))


def _meant_by(path: tuple[str, ...]) -> str:
    """Return the kind of object that an id at a path means; empty: it is no id."""
    key = path[-1]
    if path[-3:-2] == ("trust_edges",) and key in ("from", "to"):
        return "resource"
    if path[-2:] == ("plan", "from"):
        return "design"
    return _REFERENCES.get(key, "")


@cache
def _words_of_leaf(key: str) -> Options:
    """Return the words that a leaf of the settings may be, if they are few."""
    for group in (Settings, *(bare(f.annotation) for f in Settings.model_fields.values())):
        info = getattr(group, "model_fields", {}).get(key)
        inner = bare(info.annotation) if info is not None else None
        field = getattr(inner, "model_fields", {}).get("value")
        if field is not None and typing.get_origin(field.annotation) is Literal:
            return tuple((name, name_of(name)) for name in typing.get_args(field.annotation))
    return ()


def keys_of(scenario: Scenario, key: str) -> Options:
    """Return the objects that the keys of a mapping mean, with their names."""
    kind = _KEYS.get(key)
    if kind is None:
        return ()
    return tuple((name, one.title or name) for name, one in collection(scenario, kind).items())


def kinds_of(choice: Choice, scenario: Scenario) -> list[str]:
    """Return the kinds that can be chosen, each with something to start from."""
    if isinstance(choice, Distribution):
        return list(type(choice).model_fields)
    found = []
    for kind, info in type(choice).model_fields.items():
        try:
            type(choice).model_validate({kind: starting(scenario, info.annotation, kind)})
        except ValidationError:
            if kind != choice.kind:
                continue
        found.append(kind)
    return found
