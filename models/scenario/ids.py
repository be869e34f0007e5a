"""Lists of ids that may be written as one."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema


def _one_or_more(raw: object) -> object:
    return (raw,) if isinstance(raw, str) else raw


def _shortest(ids: tuple[str, ...]) -> str | tuple[str, ...]:
    return ids[0] if len(ids) == 1 else ids


Ids = Annotated[
    tuple[str, ...],
    BeforeValidator(_one_or_more),
    PlainSerializer(_shortest),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
    Field(min_length=1),
]
"""One id, or a list of them of which any may match."""
