"""What pydantic found wrong, in the words of the file: path, expected, found, advice."""

from __future__ import annotations

import typing
from typing import Any

from models.errors import MOST_SHOWN, Place, ScenarioError, ScenarioErrors
from models.formats.checks.finding import nearest
from models.formats.tree import Key, Lines, Path, Tree, dotted
from models.scenario.base import Model
from models.scenario.scenario import Scenario

if typing.TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import ValidationError

_EXPECTED = {
    "missing": "the key `{key}`",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "tuple_type": "a list",
    "string_type": "text",
    "float_type": "a number",
    "int_type": "a whole number",
    "greater_than": "a number above {gt}",
    "greater_than_equal": "a number of at least {ge}",
    "less_than": "a number below {lt}",
    "less_than_equal": "a number of at most {le}",
    "string_too_short": "at least {min_length} characters",
    "string_too_long": "at most {max_length} characters",
    "too_short": "{min_length} or more entries",
    "too_long": "{max_length} or fewer entries",
    "literal_error": "{expected}",
}
_ADVICE = {
    "missing": "add it",
    "model_type": "write `key: value` pairs, or leave it out",
    "dict_type": "write `id: {...}` pairs, or leave it out",
    "tuple_type": "write `[a, b]`",
    "string_too_long": "shorten it",
    "literal_error": "choose one of them",
}


def complaint(
    error: ValidationError, tree: Tree, lines: Lines, name: str
) -> ScenarioError | ScenarioErrors:
    """Return what does not fit the format, in the order of the file.

    Only what is shown is put into words: a hostile file has wrong keys by the hundred thousand.
    """
    items = error.errors(include_url=False)
    items.sort(key=lambda item: lines.line(path_in_file(tree, item["loc"])))
    found = [_complaint(item, tree, lines, name) for item in items[:MOST_SHOWN]]
    return found[0] if len(items) == 1 else ScenarioErrors(found, more=len(items) - len(found))


def shown(raw: object) -> str:
    """Return what stands in the file, short enough for one line."""
    if isinstance(raw, dict):
        return "an empty mapping" if not raw else "a mapping"
    if isinstance(raw, list | tuple):
        return "an empty list" if not raw else "a list"
    text = " ".join(str(raw).split())
    if not text:
        return "nothing"
    return f"`{text if len(text) <= 60 else text[:57] + '...'}`"


def path_in_file(tree: Tree, loc: Iterable[Key]) -> Path:
    """Return the keys of *loc* that stand in the file: short forms have fewer levels."""
    here: Tree | None = tree
    keys: list[Key] = []
    for key in loc:
        if key == "[key]":
            break
        if isinstance(here, dict) and key in here:
            here = here[str(key)]
            keys.append(key)
        elif isinstance(here, list) and isinstance(key, int) and key < len(here):
            here = here[key]
            keys.append(key)
    return tuple(keys)


def _complaint(item: Mapping[str, Any], tree: Tree, lines: Lines, name: str) -> ScenarioError:
    kind, loc, context = item["type"], item["loc"], item.get("ctx", {})
    path = path_in_file(tree, loc)
    line = lines.line(path)
    if kind == "missing":
        path = (*path, loc[-1])
    place = Place(name, line, dotted(path))
    found = "nothing" if kind == "missing" else shown(item["input"])
    if kind == "sprawl":
        return ScenarioError(place, context["expected"], shown(context["found"]), context["advice"])
    if kind == "extra_forbidden":
        known = _fields_at(loc[:-1])
        advice = nearest(str(loc[-1]), known)
        return ScenarioError(place, "a key of the format", f"`{loc[-1]}`", advice)
    expected, advice = _words(item)
    return ScenarioError(place, expected, found, advice)


def misfit(error: ValidationError) -> tuple[str, str]:
    """Return what the first thing that does not fit should be, and what to do."""
    item = error.errors(include_url=False)[0]
    if item["type"] == "sprawl":
        return item["ctx"]["expected"], item["ctx"]["advice"]
    return _words(item)


def _words(item: Mapping[str, Any]) -> tuple[str, str]:
    """Return what pydantic expected, and advice."""
    kind, context = item["type"], item.get("ctx", {})
    expected = _EXPECTED.get(kind, "{message}")
    expected = expected.format(key=(["", *list(item["loc"])])[-1], message=item["msg"], **context)
    advice = _ADVICE.get(kind, "correct the value")
    if kind == "literal_error" and isinstance(item["input"], str):
        names = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        advice = nearest(item["input"], names)
    return expected, advice


def _fields_at(loc: Iterable[Key]) -> list[str]:
    """Return the keys that the object at *loc* may have."""
    model: object = Scenario
    for key in loc:
        model = _step(model, key)
        if model is None:
            return []
    model = _bare(model)
    if not (isinstance(model, type) and issubclass(model, Model)):
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _bare(kind: object) -> object:
    """Return a type without `Annotated` and `None`."""
    if typing.get_origin(kind) is typing.Annotated:
        return _bare(typing.get_args(kind)[0])
    parts = [part for part in typing.get_args(kind) if part is not type(None)]
    if type(None) in typing.get_args(kind) and len(parts) == 1:
        return _bare(parts[0])
    return kind


def _step(kind: object, key: Key) -> object:
    kind = _bare(kind)
    if isinstance(kind, type) and issubclass(kind, Model):
        fields = {field.alias or name: field for name, field in kind.model_fields.items()}
        if str(key) in fields:
            return fields[str(key)].annotation
        return None
    if typing.get_origin(kind) is dict:
        return typing.get_args(kind)[1]
    if typing.get_origin(kind) is tuple:
        return typing.get_args(kind)[0]
    return None
