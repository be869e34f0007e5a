"""Where a value comes from, and what is to be minded: two more fields below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.window.inspector.field import Field
from models.scenario import Valued
from models.scenario.edits import value_at

if TYPE_CHECKING:
    from models.scenario import Scenario

_SOURCE = "Id of a row of evidence, such as E100, or a text that names the source."
_NOTE = "A remark for people."


def with_sources(
    scenario: Scenario, fields: list[Field], opened: set[tuple[str, ...]]
) -> list[Field]:
    """Return the fields with rows for source and note below each value of *opened*."""
    found = []
    for field in fields:
        found.append(field)
        valued = value_at(scenario, field.path) if field.path in opened else None
        if isinstance(valued, Valued):
            about = (("source", valued.source, _SOURCE), ("note", valued.note, _NOTE))
            for key, text, hint in about:
                label = f"{field.label}: {key}"
                found.append(
                    Field((*field.path, key), label, text or "", "line", hint=hint,
                          depth=field.depth + 1, optional=True)
                )  # fmt: skip
    return found
