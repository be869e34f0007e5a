"""Fields of an object, made from its pydantic model: what may be edited, and how."""

from __future__ import annotations

import typing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from app.window.inspector.choosing import items_of, keys_of, kinds_of, options_of
from app.window.inspector.field import Field
from app.window.inspector.types import bare, is_group
from app.window.inspector.wording import hint_of, label_of, list_text, raw_text
from app.window.objects import COLLECTIONS, OF_DESIGNS, ObjectRef, find, title_of
from models.profile import control_table, documented, is_own, source_text
from models.profile.origin import origin_of
from models.profile.wording import name_of
from models.scenario import LOCAL, Choice, Design, Model, Scenario, Settings, Valued
from models.scenario.building import starting
from models.scenario.distributions import Distribution
from models.scenario.incidents import Incident
from models.scenario.ordering import order_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from app.window.inspector.field import Editor


_RESETTABLE = ("line", "list", "choice", "fixed")
_ELSEWHERE = {*COLLECTIONS.values(), ("experiment",), ("layout",), ("sprawl",)}


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
    return [
        replace(field, own=True)
        if field.editor in _RESETTABLE and not field.removable and is_own(scenario, field.path)
        else field
        for field in _walk(model, at)
    ]


def _walk(model: Model, at: _At) -> Iterator[Field]:
    for name, info in type(model).model_fields.items():
        key = info.alias or name
        value = getattr(model, name)
        here = (*at.path, key)
        if here in _ELSEWHERE or (isinstance(model, Design) and key in OF_DESIGNS.values()):
            continue
        if value is None and is_group(bare(info.annotation)):
            if not isinstance(model, Incident):  # what happens is chosen when it is added
                yield _addable(key, info, at.under(key))
            continue
        if key == "binding" and isinstance(model, Design):
            yield from _binding(model, at.under(key))
        else:
            yield from _field(key, value, info, at.under(key))


def _field(key: str, value: object, info: FieldInfo, at: _At) -> Iterator[Field]:
    label = label_of(key)
    hint = hint_of(info)
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
        yield _plain(label, value, info, at)


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
    options = options_of(at.path, type(value), value, at.scenario)
    editor: Editor = "choice" if options else "line"
    yield Field(at.path, label, raw_text(value), editor, options, hint, depth=at.depth)


def _choice(label: str, choice: Choice, hint: str, at: _At) -> Iterator[Field]:
    drawn = choice if isinstance(choice, Distribution) else None
    kinds = tuple((kind, name_of(kind)) for kind in kinds_of(choice, at.scenario))
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


def _addable(key: str, info: FieldInfo, at: _At) -> Field:
    start = starting(at.scenario, info.annotation, key)
    label = f"Add {label_of(key).lower()}"
    return Field(at.path, label, "", "add", hint=hint_of(info), depth=at.depth, start=start)


def _mapping(label: str, value: dict[str, Any], info: FieldInfo, at: _At) -> Iterator[Field]:
    hint, key = hint_of(info), at.path[-1]
    yield Field(at.path, label, "", "heading", hint=hint, depth=at.depth)
    known = keys_of(at.scenario, key)
    titles = dict(known)
    for name, item in value.items():
        yield from _item(titles.get(name, name_of(name)), item, hint, at.under(name))
    options = tuple((name, title) for name, title in known if name not in value)
    if options or not known:
        start = starting(at.scenario, typing.get_args(bare(info.annotation))[1])
        adding = f"Add to {label.lower()}"
        yield Field(at.path, adding, "", "add", options, hint, start=start, keyed=True)


def _item(name: str, item: object, hint: str, at: _At) -> Iterator[Field]:
    order = order_of(at.path[:-1])
    if isinstance(item, Valued):
        first, *rest = _valued(name, item, hint, at)
        yield replace(first, removable=True, order=order)
        yield from rest
    elif isinstance(item, Model):
        row = Field(at.path, name, "", "heading", hint=hint, depth=at.depth + 1, removable=True)
        yield replace(row, order=order)
        yield from _walk(item, replace(at, depth=at.depth + 1))
    elif isinstance(item, tuple):
        hint += " Values separated by commas, or two ends such as `10 to 1000`."
        text = list_text(item)
        yield Field(at.path, name, text, "list", hint=hint, removable=True, order=order)
    else:
        yield Field(at.path, name, raw_text(item), "line", hint=hint, removable=True, order=order)


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


def _plain(label: str, value: object, info: FieldInfo, at: _At) -> Field:
    if isinstance(value, tuple) or at.path[-2:-1] == ("where",):
        hint = f"{hint_of(info)} Several are separated by commas.".strip()
        items = value if isinstance(value, tuple) else ()
        return Field(
            at.path, label, list_text(items), "list", items_of(at.path, at.scenario), hint,
            depth=at.depth, optional=not info.is_required(), order=order_of(at.path),
        )  # fmt: skip
    optional = not info.is_required()
    options = options_of(at.path, bare(info.annotation), value, at.scenario)
    if options and optional and info.default is None:
        options = (("", "not set"), *options)
    return Field(
        at.path,
        label,
        raw_text(value),
        "choice" if options else "line",
        options,
        hint_of(info),
        depth=at.depth,
        optional=optional,
    )
