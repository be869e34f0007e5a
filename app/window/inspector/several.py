"""Several objects at once: the fields that all of them have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.window.inspector.fields import fields_of

if TYPE_CHECKING:
    from app.window.inspector.field import Field
    from app.window.objects import ObjectRef
    from models.scenario import Scenario


def common_fields(scenario: Scenario, refs: tuple[ObjectRef, ...]) -> list[Field]:
    """Return the fields that all objects have; where they differ, `mixed` and without a text."""
    first, *others = refs
    known = [{f.path[len(ref.path) :]: f for f in fields_of(scenario, ref)} for ref in others]
    found = []
    for field in fields_of(scenario, first):
        inner = field.path[len(first.path) :]
        same = [fields[inner] for fields in known if inner in fields]
        if field.editor not in ("line", "list", "choice") or len(same) < len(others):
            continue
        if inner == ("title",) or any(one.editor != field.editor for one in same):
            continue
        mixed = any(one.text != field.text for one in same)
        also = tuple(one.path for one in same)
        own = field.own or any(one.own for one in same)
        shown = replace(field, also=also, own=own, mixed=mixed, removable=False, kinds=(), order="")
        if mixed:
            shown = replace(shown, text="", source="", standing="", drawn=None)
        found.append(shown)
    return found
