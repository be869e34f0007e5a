"""What a value may be, read from its type: kind, bounds and unit in words."""

from __future__ import annotations

import types
import typing
from typing import TYPE_CHECKING

from pydantic.fields import FieldInfo

from models.scenario import Valued
from models.scenario.distributions import Distribution
from models.units import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_UNIONS = (typing.Union, types.UnionType)


def range_words(info: FieldInfo) -> str:
    """Return what the value of a field may be, as a sentence; empty where the type leaves it."""
    words = _words(info.annotation, info.metadata)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _words(kind: object, bounds: Iterable[object]) -> str:
    """Return what a type may be; *bounds* are what is said beside it."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return _words(inner[0], (*bounds, *inner[1:]))
    if origin in _UNIONS:
        kinds = [one for one in inner if one is not type(None)]
        return _words(kinds[0], bounds) if len(kinds) == 1 else ""
    if origin in (tuple, dict):
        return _words(inner[-1] if origin is dict else inner[0], ())
    return _words_of_class(kind, list(_flat(bounds))) if isinstance(kind, type) else ""


def _words_of_class(kind: type, bounds: list[object]) -> str:
    if issubclass(kind, Valued | Distribution):
        within = kind.model_fields["value" if issubclass(kind, Valued) else "constant"]
        return _words(within.annotation, within.metadata)
    if issubclass(kind, Quantity):
        return kind.expected
    if issubclass(kind, bool) or not issubclass(kind, int | float | str):
        return ""
    if issubclass(kind, str):
        most = _least(bounds, "max_length")
        return "" if most is None else f"text of at most {most:,g} characters"
    return f"a {'whole ' * issubclass(kind, int)}number{_between(bounds)}"


def _between(bounds: list[object]) -> str:
    """Return the bounds of a number as what comes after the word."""
    above, least = _most(bounds, "gt"), _most(bounds, "ge")
    below, most = _least(bounds, "lt"), _least(bounds, "le")
    if above is not None and (least is None or above >= least):
        low = f" above {above:,g}"
    elif least is not None and most is not None:
        return f" from {least:,g} to {most:,g}"
    else:
        low = "" if least is None else f" of at least {least:,g}"
    high = f" at most {most:,g}" if most is not None else ""
    high = f" below {below:,g}" if below is not None else high
    return f"{low},{high}" if low and high else low + high


def _flat(bounds: Iterable[object]) -> Iterator[object]:
    for bound in bounds:
        if isinstance(bound, FieldInfo):
            yield from bound.metadata
        else:
            yield bound


def _said(bounds: list[object], name: str) -> list[float]:
    found = (getattr(bound, name, None) for bound in bounds)
    return [float(bound) for bound in found if isinstance(bound, int | float)]


def _most(bounds: list[object], name: str) -> float | None:
    return max(_said(bounds, name), default=None)


def _least(bounds: list[object], name: str) -> float | None:
    return min(_said(bounds, name), default=None)
