"""What a part says that nobody has written yet: the least that the format takes, to edit from."""

from __future__ import annotations

import types
import typing
from typing import TYPE_CHECKING, Any

from annotated_types import MinLen
from pydantic import ValidationError

from models.scenario.base import Choice, Model, Valued
from models.scenario.objects import COLLECTIONS, collection
from models.units import Duration, Effort, Rate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.scenario.scenario import Scenario

_KINDS_OF_KEY: Mapping[str, str] = {"platforms": "platform", "from": "resource", "to": "resource"}
_QUANTITIES: Mapping[type, str] = {Duration: "1 d", Rate: "1 / d", Effort: "1 person-days"}


def starting(scenario: Scenario, kind: object, key: str = "") -> Any:  # noqa: ANN401 - any part
    """Return what a file could hold for a part of a type, to be edited from there.

    Args:
        scenario: Where ids are looked up: the first object of a kind stands for all.
        kind: Type of the part, as a model annotates it.
        key: Key of the part in the file; tells which objects an id means.
    """
    kind, metadata = _bare(kind)
    if isinstance(kind, type) and issubclass(kind, Valued):
        return starting(scenario, kind.model_fields["value"].annotation, key)
    if isinstance(kind, type) and issubclass(kind, Choice):
        return _choice(scenario, kind, key)
    if isinstance(kind, type) and issubclass(kind, Model):
        return started_model(scenario, kind)
    if kind in _QUANTITIES:
        return _QUANTITIES[typing.cast("type", kind)]
    return _plain(scenario, kind, metadata, key)


def started_model(scenario: Scenario, kind: type[Model]) -> dict[str, Any]:
    """Return the keys that a model cannot do without, each with a value to start from."""
    return {
        (info.alias or name): starting(
            scenario, typing.Annotated[info.annotation, *info.metadata, None], info.alias or name
        )
        for name, info in kind.model_fields.items()
        if info.is_required()
    }


def _choice(scenario: Scenario, kind: type[Choice], key: str) -> Any:  # noqa: ANN401
    if kind.bare_key is not None:
        return starting(scenario, kind.model_fields[kind.bare_key].annotation, key)
    for name, info in kind.model_fields.items():
        raw = {name: starting(scenario, info.annotation, name)}
        try:
            kind.model_validate(raw)
        except ValidationError:
            continue
        return raw
    return {}


def _plain(scenario: Scenario, kind: object, metadata: tuple[Any, ...], key: str) -> Any:  # noqa: ANN401
    origin = typing.get_origin(kind)
    if origin is typing.Literal:
        return typing.get_args(kind)[0]
    if origin is tuple:
        length = max([one.min_length for one in metadata if isinstance(one, MinLen)], default=1)
        return [starting(scenario, typing.get_args(kind)[0], key)] * length
    if origin is dict:
        return {"first": starting(scenario, typing.get_args(kind)[1])}
    if kind is bool:
        return False
    if kind in (int, float):
        return 1
    return _first_id(scenario, key)


def _first_id(scenario: Scenario, key: str) -> str:
    """Return the id of the first object that *key* can mean; empty: there is none."""
    wanted = _KINDS_OF_KEY.get(key, key)
    return next(iter(collection(scenario, wanted)), "") if wanted in COLLECTIONS else ""


def _bare(kind: object) -> tuple[object, tuple[Any, ...]]:
    """Return a type without `Annotated` and `None`, and what stood beside it."""
    metadata: tuple[Any, ...] = ()
    while True:
        if typing.get_origin(kind) is typing.Annotated:
            kind, *beside = typing.get_args(kind)
            metadata += tuple(beside)
        elif typing.get_origin(kind) in (typing.Union, types.UnionType):
            kind = next(one for one in typing.get_args(kind) if one is not type(None))
        else:
            return kind, metadata
