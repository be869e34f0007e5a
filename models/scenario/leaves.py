"""The leaves of the settings: each single value that a layer of the cascade may set.

A leaf has a path such as ``access_ttl`` or ``logging.captured``.  Choices are leaves as a
whole; groups are not leaves, their members are.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.scenario.base import Model, Valued
from models.scenario.controls import Settings

if typing.TYPE_CHECKING:
    from collections.abc import Mapping

    from models.scenario.fields import Limit


@dataclass(frozen=True, slots=True)
class Leaf:
    """One setting of a control profile.

    Attributes:
        path: Key within the settings, ``group.name`` inside a group.
        group: Name of its group; empty at the top.
        name: Name of the field within its group.
        text: One sentence that says what it is.
        unit: Unit of the number; empty for kinds.
        structural: Whether it belongs to the structure of a design.
        limit: What its value must be beyond what its type says; may be empty.
        kind: Type of its value.
        bounds: What pydantic checks of a value of that type.
    """

    path: str
    group: str
    name: str
    text: str
    unit: str
    structural: bool
    limit: Limit
    kind: Any
    bounds: tuple[Any, ...]


def _model_of(annotation: object) -> type[Model]:
    parts = typing.get_args(annotation) or (annotation,)
    return typing.cast("type[Model]", next(part for part in parts if part is not type(None)))


def _leaves_of(model: type[Model], group: str) -> list[Leaf]:
    found = []
    for name, field in model.model_fields.items():
        kind = _model_of(field.annotation)
        if not issubclass(kind, Valued):
            found += _leaves_of(kind, name)
            continue
        extra = field.json_schema_extra
        about: Mapping[str, Any] = extra if isinstance(extra, dict) else {}
        found.append(
            Leaf(
                path=f"{group}.{name}" if group else name,
                group=group,
                name=name,
                text=field.description or "",
                unit=str(about.get("unit", "")),
                structural=bool(about.get("structural", False)),
                limit=about.get("limit", ""),
                kind=kind.model_fields["value"].annotation,
                bounds=tuple(kind.model_fields["value"].metadata),
            )
        )
    return found


@cache
def leaves() -> dict[str, Leaf]:
    """Return every leaf of `Settings` by its path, in the order of the file format."""
    return {leaf.path: leaf for leaf in _leaves_of(Settings, "")}


@cache
def _groups() -> dict[str, type[Model]]:
    return {
        name: kind
        for name, field in Settings.model_fields.items()
        if not issubclass(kind := _model_of(field.annotation), Valued)
    }


def flatten(settings: Settings) -> dict[str, Valued[Any]]:
    """Return the leaves that *settings* sets, by path."""
    found: dict[str, Valued[Any]] = {}
    for name, value in settings.__dict__.items():
        if value is None:
            continue
        if isinstance(value, Valued):
            found[name] = value
            continue
        for inner, leaf in value.__dict__.items():
            if leaf is not None:
                found[f"{name}.{inner}"] = leaf
    return found


def assemble(flat: Mapping[str, Valued[Any]]) -> Settings:
    """Return the settings with the (already checked) leaves of *flat*."""
    top: dict[str, Any] = {}
    grouped: dict[str, dict[str, Valued[Any]]] = {}
    for path, leaf in flat.items():
        group, _, name = path.rpartition(".")
        if group:
            grouped.setdefault(group, {})[name] = leaf
        else:
            top[name] = leaf
    for group, members in grouped.items():
        top[group] = _groups()[group].model_construct(_fields_set=None, **members)
    return Settings.model_construct(**top)
