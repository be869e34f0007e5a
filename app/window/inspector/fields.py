"""Fields of an object, made from its pydantic model: what may be edited, and how."""

from __future__ import annotations

import typing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError

from app.window.governed.words import name_of
from app.window.objects import COLLECTIONS, OF_DESIGNS, ObjectRef, collection, find, title_of
from models.profile import control_table, documented, source_text
from models.profile.origin import origin_of
from models.scenario import LOCAL, Choice, Design, Model, Scenario, Settings, Valued
from models.scenario.building import starting
from models.scenario.distributions import Distribution
from models.scenario.edits import value_at
from models.scenario.incidents import Incident
from models.units import OpeningHours, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

Editor = Literal["line", "list", "choice", "add", "heading", "fixed"]
Options = tuple[tuple[str, str], ...]

_REFERENCES = {
    "owner": "team",
    "team": "team",
    "by": "team",
    "platform": "platform",
    "sink": "log_sink",
    "vault": "vault",
    "extends": "design",
    "baseline": "design",
}
_KEYS = {"uses": "resource", "capacity": "team", "integration": "platform"}
_SOURCE = "Id of a row of evidence, such as E100, or a text that names the source."
_NOTE = "A remark for people."
_ELSEWHERE = {*COLLECTIONS.values(), ("experiment",), ("layout",), ("sprawl",)}


@dataclass(frozen=True, slots=True)
class Field:
    """One value of an object.

    Attributes:
        path: Keys from the top of the file.
        label: Its name for people.
        text: Its value as a file holds it; empty where it is left out.
        editor: How it is edited.
        options: For a choice, pairs of (value, name for people).
        hint: What it means, with its unit.
        standing: Fact, choice or assumption; empty where that is not asked.
        source: Where a fact comes from.
        depth: Indentation: parameters stand below their value.
        optional: Whether it may be left out.
        removable: Whether it is a part or a row that can be taken away.
        kinds: For a value on a line that may also be a distribution: kinds to choose from.
        drawn: The distribution that is sketched below it.
        start: For what can be added: what a file could hold there, to edit from.
        keyed: Whether a row with a key is added; its options are the keys, none: any id.
        also: The same field of further objects that are selected.
        mixed: Whether the selected objects differ in it.
    """

    path: tuple[str, ...]
    label: str
    text: str
    editor: Editor
    options: Options = ()
    hint: str = ""
    standing: str = ""
    source: str = ""
    depth: int = 0
    optional: bool = False
    removable: bool = False
    kinds: Options = ()
    drawn: Distribution[Any] | None = None
    start: Any = None
    keyed: bool = False
    also: tuple[tuple[str, ...], ...] = ()
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class _At:
    """Where the walk through a model stands."""

    scenario: Scenario
    path: tuple[str, ...]
    layer: Literal["standard", "rule"]
    depth: int = 0

    def under(self, key: str, *, deeper: bool = False) -> _At:
        return _At(self.scenario, (*self.path, key), self.layer, self.depth + deeper)


def fields_of(scenario: Scenario, ref: ObjectRef) -> list[Field]:
    """Return the fields of an object in the order of the file format."""
    model = find(scenario, ref)
    if model is None:
        return []
    at = _At(scenario, ref.path, "standard" if ref.kind == "design" else "rule")
    return list(_walk(model, at))


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


def _walk(model: Model, at: _At) -> Iterator[Field]:
    for name, info in type(model).model_fields.items():
        key = info.alias or name
        value = getattr(model, name)
        here = (*at.path, key)
        if here in _ELSEWHERE or (isinstance(model, Design) and key in OF_DESIGNS.values()):
            continue
        if value is None and _is_group(_bare(info.annotation)):
            if not isinstance(model, Incident):  # what happens is chosen when it is added
                yield _addable(key, info, at.under(key))
            continue
        if key == "binding" and isinstance(model, Design):
            yield from _binding(model, at.under(key))
        else:
            yield from _field(key, value, info, at.under(key))


def _field(key: str, value: object, info: FieldInfo, at: _At) -> Iterator[Field]:
    label = label_of(key)
    hint = _hint(info)
    if isinstance(value, Valued):
        yield from _valued(label, value, hint, at)
    elif isinstance(value, Choice):
        yield from _choice(label, value, hint, at)
    elif isinstance(value, Settings):
        yield Field(at.path, label, "", "heading")
        yield from _settings(value, at)
    elif isinstance(value, Model):
        gone = not info.is_required() and info.default is None and at.path[0] != "incidents"
        yield Field(at.path, label, "", "heading", hint=hint, depth=at.depth, removable=gone)
        yield from _walk(value, at)
    elif isinstance(value, dict):
        yield from _mapping(label, value, info, at)
    else:
        yield _plain(key, label, value, info, at)


def label_of(key: str) -> str:
    """Return the key of a field as a label."""
    if key == "cv":
        return "Spread (cv)"
    words = name_of(key).replace("ttl", "TTL")
    return words[:1].upper() + words[1:]


def _settings(settings: Settings, at: _At) -> Iterator[Field]:
    table = control_table()
    for name in Settings.model_fields:
        value = getattr(settings, name)
        if isinstance(value, Valued):
            hint = documented(table[name])
            yield from _valued(label_of(name), value, hint, at.under(name))
        elif isinstance(value, Model):
            for inner in type(value).model_fields:
                part = getattr(value, inner)
                if isinstance(part, Valued):
                    label = f"{label_of(name)}: {name_of(inner)}"
                    hint = documented(table[f"{name}.{inner}"])
                    yield from _valued(label, part, hint, at.under(name).under(inner))


def _hint(info: FieldInfo) -> str:
    extra = info.json_schema_extra
    unit = extra.get("unit", "") if isinstance(extra, dict) else ""
    text = info.description or ""
    return f"{text} Unit: {unit}." if unit else text


def _valued(label: str, valued: Valued[Any], hint: str, at: _At) -> Iterator[Field]:
    origin = origin_of(at.layer, "", ".".join(at.path), valued, None)
    first, *rest = _value_fields(label, valued.value, hint, at)
    yield replace(
        first,
        standing=origin.standing,
        source=" · ".join(filter(None, (source_text(origin), valued.note))),
    )
    yield from rest


def _value_fields(label: str, value: object, hint: str, at: _At) -> Iterator[Field]:
    if isinstance(value, Choice):
        yield from _choice(label, value, hint, at)
        return
    options = _options(at.path[-1], type(value), value, at.scenario)
    editor: Editor = "choice" if options else "line"
    yield Field(at.path, label, raw_text(value), editor, options, hint, depth=at.depth)


def _choice(label: str, choice: Choice, hint: str, at: _At) -> Iterator[Field]:
    drawn = choice if isinstance(choice, Distribution) else None
    kinds = tuple((kind, name_of(kind)) for kind in _kinds(choice, at.scenario))
    if drawn is not None and choice.kind == "constant":
        text = raw_text(choice.chosen)
        yield Field(at.path, label, text, "line", hint=hint, depth=at.depth, kinds=kinds)
        return
    editor: Editor = "choice" if len(kinds) > 1 else "fixed"
    text = choice.kind if editor == "choice" else name_of(choice.kind)
    yield Field(at.path, label, text, editor, kinds, hint, depth=at.depth, drawn=drawn)
    chosen = choice.chosen
    if isinstance(chosen, Model):
        yield from _walk(chosen, at.under(choice.kind, deeper=True))


def _kinds(choice: Choice, scenario: Scenario) -> list[str]:
    """Return the kinds that can be chosen, each with something to start from."""
    if isinstance(choice, Distribution):
        return list(type(choice).model_fields)
    found = []
    for kind, info in type(choice).model_fields.items():
        try:
            type(choice).model_validate({kind: starting(scenario, info.annotation, kind)})
        except ValidationError:
            if kind != choice.kind:
                continue
        found.append(kind)
    return found


def _addable(key: str, info: FieldInfo, at: _At) -> Field:
    start = starting(at.scenario, info.annotation, key)
    label = f"Add {label_of(key).lower()}"
    return Field(at.path, label, "", "add", hint=_hint(info), depth=at.depth, start=start)


def _mapping(label: str, value: dict[str, Any], info: FieldInfo, at: _At) -> Iterator[Field]:
    hint, key = _hint(info), at.path[-1]
    yield Field(at.path, label, "", "heading", hint=hint, depth=at.depth)
    known = _keys_of(at.scenario, key)
    for name, item in value.items():
        yield from _item(dict(known).get(name, name_of(name)), item, hint, at.under(name))
    options = tuple((name, title) for name, title in known if name not in value)
    if options or not known:
        start = starting(at.scenario, typing.get_args(_bare(info.annotation))[1])
        adding = f"Add to {label.lower()}"
        yield Field(at.path, adding, "", "add", options, hint, start=start, keyed=True)


def _item(name: str, item: object, hint: str, at: _At) -> Iterator[Field]:
    if isinstance(item, Valued):
        first, *rest = _valued(name, item, hint, at)
        yield replace(first, removable=True)
        yield from rest
    elif isinstance(item, Model):
        yield Field(at.path, name, "", "heading", hint=hint, depth=at.depth + 1, removable=True)
        yield from _walk(item, replace(at, depth=at.depth + 1))
    elif isinstance(item, tuple):
        hint += " Values separated by commas, or two ends such as `10 to 1000`."
        yield Field(at.path, name, list_text(item), "list", hint=hint, removable=True)
    else:
        yield Field(at.path, name, raw_text(item), "line", hint=hint, removable=True)


def _keys_of(scenario: Scenario, key: str) -> Options:
    """Return the objects that the keys of a mapping mean, with their names."""
    kind = _KEYS.get(key)
    if kind is None:
        return ()
    return tuple(
        (one, title_of(scenario, ObjectRef(kind, one))) for one in collection(scenario, kind)
    )


def _binding(design: Design, at: _At) -> Iterator[Field]:
    yield Field(at.path, "Binding", "", "heading", hint="Directory of each platform.")
    inherit = (("", f"as in {name_of(design.extends)}"),) if design.extends else ()
    directories = at.scenario.organisation.directories
    known = tuple((key, one.title or key) for key, one in directories.items())
    for platform in at.scenario.organisation.platforms:
        text = design.binding.get(platform, "" if design.extends else LOCAL)
        yield Field(
            (*at.path, platform),
            title_of(at.scenario, ObjectRef("platform", platform)),
            text,
            "choice",
            (*inherit, (LOCAL, "its own users"), *known),
            hint="Directory that authenticates for this platform in this design.",
            optional=bool(design.extends),
        )


def _plain(key: str, label: str, value: object, info: FieldInfo, at: _At) -> Field:
    if isinstance(value, tuple):
        hint = f"{_hint(info)} Several are separated by commas.".strip()
        return Field(
            at.path, label, list_text(value), "list", hint=hint, depth=at.depth,
            optional=not info.is_required(),
        )  # fmt: skip
    optional = not info.is_required()
    options = _options(key, _bare(info.annotation), value, at.scenario)
    if options and optional and info.default is None:
        options = (("", "not set"), *options)
    return Field(
        at.path,
        label,
        raw_text(value),
        "choice" if options else "line",
        options,
        _hint(info),
        depth=at.depth,
        optional=optional,
    )


def _options(key: str, kind: object, value: object, scenario: Scenario) -> Options:
    if key in _REFERENCES:
        known = collection(scenario, _REFERENCES[key])
        listed = tuple((name, one.title or name) for name, one in known.items())
        if value and str(value) not in known:
            listed = ((str(value), name_of(str(value))), *listed)
        return listed
    if key == "sensitivity":
        return tuple((name, name_of(name)) for name in scenario.organisation.sensitivity)
    if isinstance(value, bool) or kind is bool:
        return (("true", "yes"), ("false", "no"))
    if typing.get_origin(kind) is Literal:
        return tuple((name, name_of(name)) for name in typing.get_args(kind))
    return _literal_of_leaf(key, value)


def _literal_of_leaf(key: str, value: object) -> Options:
    """Return the words that a leaf of the settings may be, if they are few."""
    if not isinstance(value, str):
        return ()
    for group in (Settings, *(_bare(f.annotation) for f in Settings.model_fields.values())):
        info = getattr(group, "model_fields", {}).get(key)
        inner = _bare(info.annotation) if info is not None else None
        field = getattr(inner, "model_fields", {}).get("value")
        if field is not None and typing.get_origin(field.annotation) is Literal:
            return tuple((name, name_of(name)) for name in typing.get_args(field.annotation))
    return ()


def list_text(values: tuple[object, ...]) -> str:
    """Return the values of a list as they are typed."""
    return ", ".join(raw_text(value) for value in values)


def _is_group(kind: object) -> bool:
    """Whether a type has fields of its own, which nobody can write on one line."""
    return isinstance(kind, type) and issubclass(kind, Model) and not issubclass(kind, Valued)


def _bare(annotation: object) -> object:
    """Return a type without `Annotated` and `None`."""
    if typing.get_origin(annotation) is typing.Annotated:
        return _bare(typing.get_args(annotation)[0])
    arguments = typing.get_args(annotation)
    if type(None) in arguments:
        return _bare(next(one for one in arguments if one is not type(None)))
    return annotation


def raw_text(value: object) -> str:
    """Return a value as a file would hold it on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Quantity | OpeningHours):
        return str(value)
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(value)
