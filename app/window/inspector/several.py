"""Several objects at once: the fields that all of them have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.window.inspector.fields import fields_of
from models.profile import is_own
from models.scenario import Valued
from models.scenario.distributions import Distribution
from models.scenario.edits import value_at

if TYPE_CHECKING:
    from app.window.inspector.field import Field
    from app.window.objects import ObjectRef
    from models.scenario import Scenario

_SHARED = ("line", "list", "choice")


def common_fields(scenario: Scenario, refs: tuple[ObjectRef, ...]) -> list[Field]:
    """Return the fields that all objects have; where they differ, `mixed` and without a text."""
    first, *others = refs
    found = []
    for field in fields_of(scenario, first):
        inner = field.path[len(first.path) :]
        if field.editor not in _SHARED or inner == ("title",):
            continue
        also = tuple((*ref.path, *inner) for ref in others)
        try:
            values = [_bare(value_at(scenario, path)) for path in (field.path, *also)]
        except KeyError:  # it belongs to a kind that another has not chosen
            continue
        if len({_is_drawn(value) for value in values}) > 1:  # a line here, a kind there
            continue
        mixed = any(value != values[0] for value in values)
        own = field.own or any(is_own(scenario, path) for path in also)
        shown = replace(field, also=also, own=own, mixed=mixed, removable=False, kinds=(), order="")
        if mixed:
            shown = replace(shown, text="", source="", standing="", drawn=None)
        found.append(shown)
    return found


def _bare(value: object) -> object:
    while isinstance(value, Valued):
        value = value.value
    return value


def _is_drawn(value: object) -> bool:
    return isinstance(value, Distribution) and value.kind != "constant"
