"""What a value would become without its own: in words, for the tooltip of the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from app.window.objects import ObjectRef, title_of
from models.errors import ScenarioError
from models.profile import fallbacks, is_own
from models.profile.wording import layer_words, words_of

if TYPE_CHECKING:
    from app.window.document import Document
    from app.window.inspector.field import Field
    from models.profile import Fallback
    from models.scenario import Scenario

_NAMED = 3


def becoming(document: Document, field: Field) -> str:
    """Return what would hold without the own values of a field, one line for each answer."""
    scenario = document.scenario
    told: dict[str, None] = {}
    for path in own_paths(scenario, field):
        known = document.governed(path[1]).profile if path[0] == "designs" else None
        try:
            found = fallbacks(scenario, path, known)
        except (KeyError, ValidationError, ScenarioError):
            continue  # asking for it says what is wrong
        for one in found:
            told[f"It becomes {_words(scenario, one, field)}."] = None
        if not found:
            told["Nothing changes: another layer decides everywhere."] = None
    return "\n".join(told)


def own_paths(scenario: Scenario, field: Field) -> list[tuple[str, ...]]:
    """Return where the objects that a field is of say its value and could leave it out."""
    return [path for path in (field.path, *field.also) if is_own(scenario, path)]


def _words(scenario: Scenario, one: Fallback, field: Field) -> str:
    value = words_of(one.value)
    if isinstance(one.value, str):
        value = dict(field.options).get(one.value, value)
    match one.layer:
        case "default":
            said = "the default"
        case "inherited":
            said = f"as in {title_of(scenario, ObjectRef('design', one.id))}"
        case layer:
            said = layer_words(layer, one.id)
    return f"“{value}”, {said}{_where(scenario, one.platforms)}"


def _where(scenario: Scenario, platforms: tuple[str, ...]) -> str:
    if not platforms:
        return ""
    names = [title_of(scenario, ObjectRef("platform", key)) for key in platforms[:_NAMED]]
    more = len(platforms) - len(names)
    return f" ({', '.join(names)}{f' and {more} more' if more else ''})"
