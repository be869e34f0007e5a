"""Edits: pure functions from scenario to scenario; what is not edited is shared.

A path is the keys of the file (``("designs", "unified", "standard", "access_ttl")``).
Short forms have no levels of their own: ``("...", "access_ttl", "source")`` is the source
of a value, ``("...", "revocation", "push", "coverage")`` a setting of its kind.
"""

from __future__ import annotations

import typing
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from pydantic import TypeAdapter

from models.scenario.base import Choice, Model, Valued
from models.scenario.differences import written

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario

KeyPath: TypeAlias = tuple[str, ...]
_M = TypeVar("_M", bound=Model)


def value_at(scenario: Scenario, path: KeyPath) -> Any:  # noqa: ANN401 - depends on the path
    """Return the part of the scenario at *path*; None where an optional part is left out.

    Raises:
        KeyError: The format has no such path, or nothing has that id.
    """
    here: object = scenario
    for index, key in enumerate(path):
        here = _step(here, key, path[: index + 1])
    return here


def with_value(scenario: Scenario, path: KeyPath, raw: object) -> Scenario:
    """Return the scenario with *raw* at *path*; a new id is added at the end.

    A value that replaces another loses the other's source unless *raw* names one.

    Args:
        scenario: The scenario before.
        path: Where; at least one key.
        raw: What a file could hold there, or an object of the right type.

    Raises:
        KeyError: The format has no such path.
        pydantic.ValidationError: The value does not fit.
    """
    return cast("Scenario", _with(scenario, path, raw, path))


def without(scenario: Scenario, path: KeyPath) -> Scenario:
    """Return the scenario without what stands at *path*: an id, or an optional key.

    Raises:
        KeyError: Nothing stands there.
        pydantic.ValidationError: It cannot be left out.
    """
    if value_at(scenario, path) is None:
        raise KeyError(".".join(path))
    return cast("Scenario", _with(scenario, path, _GONE, path))


class _Gone:
    """Stands for the value of a key that is taken out."""


_GONE = _Gone()


def _step(here: object, key: str, path: KeyPath) -> object:
    """Return the member *key* of a part, through the levels that short forms leave out."""
    while isinstance(here, Valued) and key not in ("value", "source", "note"):
        here = here.value
    if isinstance(here, dict) and key in here:
        found: object = here[key]
        return found
    name = _field(here, key)
    if name is None:
        raise KeyError(".".join(path))
    return getattr(here, name)


def known_keys(scenario: Scenario, path: KeyPath) -> list[str]:
    """Return the keys that may stand below *path*: of ids those that are there; none at a leaf.

    Parts that nobody has written yet are known by the format.

    Raises:
        KeyError: There is no such path.
    """
    here: object = scenario
    kind: object = type(scenario)
    for index, key in enumerate(path):
        if here is not None:
            kind = _kind_below(here, key)
            here = _step(here, key, path[: index + 1])
        else:
            kind = _fields(kind).get(key)
        if kind is None:
            raise KeyError(".".join(path[: index + 1]))
    while isinstance(here, Valued):
        here = here.value
    if isinstance(here, dict):
        return list(here)
    return list(_fields(kind if here is None else type(here)))


def _kind_below(here: object, key: str) -> object:
    """Return the type that the format gives the member *key* of a part, if it says one."""
    while isinstance(here, Valued) and key not in ("value", "source", "note"):
        here = here.value
    return _fields(type(here)).get(key, object)


def _fields(kind: object) -> dict[str, object]:
    """Return the types of the members of a kind of part by their keys in the file."""
    while (inner := _inner(kind)) is not kind:
        kind = inner
    if not (isinstance(kind, type) and issubclass(kind, Model)):
        return {}
    return {field.alias or name: field.annotation for name, field in kind.model_fields.items()}


def _inner(kind: object) -> object:
    """Return a type with one level less of what a file does not show."""
    if isinstance(kind, type) and issubclass(kind, Valued):
        return kind.model_fields["value"].annotation
    parts = [part for part in typing.get_args(kind) if part is not type(None)]
    return parts[0] if len(parts) == 1 else kind


def _field(here: object, key: str) -> str | None:
    """Return the name of the field whose key in the file is *key*."""
    if not isinstance(here, Model):
        return None
    return names_by_key(type(here)).get(key)


@cache
def names_by_key(kind: type[Model]) -> dict[str, str]:
    """Return the names of the fields of a kind of part by their keys in the file."""
    return {field.alias or name: name for name, field in kind.model_fields.items()}


def _with(here: Any, path: KeyPath, raw: object, whole: KeyPath) -> Any:  # noqa: ANN401 - any part
    key, rest = path[0], path[1:]
    if isinstance(here, Valued) and key not in ("value", "source", "note"):
        inner = _with(here.value, path, raw, whole)
        return _checked(here, {"value": written(inner), **_beside(here)})
    if isinstance(here, dict):
        return _with_member(here, key, _with(here[key], rest, raw, whole) if rest else raw)
    name = _field(here, key)
    if name is None:
        raise KeyError(".".join(whole))
    old = getattr(here, name)
    if rest and old is None:
        for part in reversed(rest):  # a group that nobody has written yet
            raw = {part: raw}
        return _with_field(here, name, key, raw)
    if isinstance(old, dict) and len(rest) == 1:
        return _rebuilt(here, name, _with_item(here, name, old, rest[0], raw))
    if rest:
        return _rebuilt(here, name, _with(old, rest, raw, whole))
    return _with_field(here, name, key, raw)


def _beside(valued: Valued[Any]) -> dict[str, str]:
    pairs = (("source", valued.source), ("note", valued.note))
    return {key: text for key, text in pairs if text is not None}


def _with_member(here: dict[str, object], key: str, value: object) -> dict[str, object]:
    if isinstance(value, _Gone):
        return {name: one for name, one in here.items() if name != key}
    return {**here, key: value}


def _with_item(
    owner: Model, name: str, old: dict[str, object], key: str, raw: object
) -> dict[str, object]:
    """Return a mapping with one id set or taken out; the rest is not read again."""
    if isinstance(raw, _Gone):
        return _with_member(old, key, raw)
    return {**old, key: _adapter(type(owner), name).validate_python({key: raw})[key]}


@cache
def _adapter(owner: type[Model], name: str) -> TypeAdapter[dict[str, object]]:
    """Return what reads a mapping of a kind of part."""
    return TypeAdapter(cast("type[dict[str, object]]", owner.model_fields[name].annotation))


def _with_field(here: Model, name: str, key: str, raw: object) -> Model:
    """Return a part with one key set or left out, read again as a whole."""
    shallow = {
        (field.alias or other): getattr(here, other)
        for other, field in type(here).model_fields.items()
        if other in here.model_fields_set and other != name and getattr(here, other) is not None
    }
    if isinstance(here, Choice) and not isinstance(raw, _Gone):
        shallow = {}
    if not isinstance(raw, _Gone):
        shallow[key] = raw
    return type(here).model_validate(shallow)


def _checked(here: _M, raw: object) -> _M:
    return type(here).model_validate(raw)


def _rebuilt(here: Model, name: str, value: object) -> Model:
    """Return a part with one member exchanged that was checked already."""
    return here.model_copy(update={name: value})
