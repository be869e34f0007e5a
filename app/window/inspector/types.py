"""Types as the models annotate them."""

from __future__ import annotations

import typing

from models.scenario import Model, Valued


def bare(annotation: object) -> object:
    """Return a type without `Annotated` and `None`."""
    if typing.get_origin(annotation) is typing.Annotated:
        return bare(typing.get_args(annotation)[0])
    arguments = typing.get_args(annotation)
    if type(None) in arguments:
        return bare(next(one for one in arguments if one is not type(None)))
    return annotation


def is_group(kind: object) -> bool:
    """Whether a type has fields of its own, which nobody can write on one line."""
    return isinstance(kind, type) and issubclass(kind, Model) and not issubclass(kind, Valued)
