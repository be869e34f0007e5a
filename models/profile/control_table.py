"""Every setting of a control in one table: unit, range, default, and what the default rests on.

The command line prints it, the window's inspector and the JSON Schema quote it.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from models.presets.defaults import base, directory_presets, platform_presets
from models.profile.describe import source_text, value_text
from models.profile.origin import origin_of
from models.profile.wording import as_written
from models.scenario.base import Choice, Model, Nothing, Valued
from models.scenario.distributions import Distribution
from models.scenario.leaves import leaves
from models.units import Duration, Rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic.fields import FieldInfo

    from models.presets.defaults import Preset
    from models.scenario.leaves import Leaf
    from models.scenario.scenario import Standing


@dataclass(frozen=True, slots=True)
class Default:
    """What holds where nobody says anything.

    Attributes:
        where: ``everywhere``, or title of the vendor's preset, and the kind of credential.
        value: The value in words, with its unit.
        standing: Fact or assumption.
        source: Row of evidence with grade and title; empty where there is none.
        note: What to mind; an assumption says why it is one.
    """

    where: str
    value: str
    standing: Standing
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Control:
    """One setting, or one parameter of a kind of it.

    Attributes:
        path: Key in a file, such as ``review.catch``; a parameter stands below its kind
            (``revocation.push.coverage``).
        text: One sentence that says what it is.
        unit: Unit of the number; empty for kinds.
        range: What it may be.
        structural: Whether it belongs to the structure of a design or to its settings.
        default: What holds where nobody says anything; ``None``: it must be said, or nothing is.
        elsewhere: Other defaults: of vendors, and by kind of credential.
    """

    path: str
    text: str
    unit: str
    range: str
    structural: bool
    default: Default | None
    elsewhere: tuple[Default, ...] = ()


@cache
def control_table() -> Mapping[str, Control]:
    """Return every setting and parameter by its path, in the order of the file format."""
    return {
        control.path: control
        for leaf in leaves().values()
        for control in (_of_leaf(leaf), *_parameters(leaf.path, leaf.kind))
    }


def documented(control: Control) -> str:
    """Return text, range, unit and default of a setting as one paragraph."""
    unit = f" ({control.unit})" if control.unit else ""
    parts = [control.text.rstrip("."), f"{control.range}{unit}"]
    if control.default is not None:
        parts.append(f"default {control.default.value}, {rests_on(control.default)}")
    return "; ".join(filter(None, parts)) + "."


def rests_on(default: Default) -> str:
    """Return what a default rests on, in a few words: fact or assumption, and its source."""
    return f"{default.standing}, {default.source}" if default.source else default.standing


def _of_leaf(leaf: Leaf) -> Control:
    found = list(_defaults(leaf))
    everywhere = next((one for one in found if one.where == EVERYWHERE), None)
    return Control(
        leaf.path,
        leaf.text,
        leaf.unit,
        range_text(leaf.kind, leaf.limit, leaf.bounds),
        leaf.structural,
        everywhere,
        tuple(one for one in found if one is not everywhere),
    )


EVERYWHERE = "everywhere"


def _defaults(leaf: Leaf) -> Iterator[Default]:
    yield from _of_preset(leaf, base(), EVERYWHERE)
    for preset in (*directory_presets().values(), *platform_presets().values()):
        yield from _of_preset(leaf, preset, preset.title)


def _of_preset(leaf: Leaf, preset: Preset, where: str) -> Iterator[Default]:
    if leaf.path in preset.settings:
        yield _default(leaf, preset, where, preset.settings[leaf.path])
    for credential, settings in preset.by_credential.items():
        if leaf.path in settings:
            place = f"{where}, {credential.replace('_', ' ')}"
            yield _default(leaf, preset, place, settings[leaf.path])


def _default(leaf: Leaf, preset: Preset, where: str, valued: Valued[Any]) -> Default:
    origin = origin_of("preset", preset.id, leaf.path, valued, None)
    return Default(
        where,
        value_text(valued, leaf.unit, as_written),  # as what it may be is
        origin.standing,
        source_text(origin),
        valued.note or "",
    )


def _parameters(path: str, kind: object) -> Iterator[Control]:
    """Yield the parameters of each kind of a choice; those of a distribution are its own."""
    if not _is(kind, Choice) or _is(kind, Distribution):
        return
    for name, field in typing.cast("type[Choice]", kind).model_fields.items():
        model = _bare(field.annotation)
        if not _is(model, Model) or _is(model, Nothing):
            continue
        for key, info in typing.cast("type[Model]", model).model_fields.items():
            yield _parameter(f"{path}.{name}.{key}", info)


def _parameter(path: str, info: FieldInfo) -> Control:
    extra = info.json_schema_extra
    about: Mapping[str, Any] = extra if isinstance(extra, dict) else {}
    unit = str(about.get("unit", ""))
    default = None
    if not info.is_required() and info.default not in (None, ()):
        default = Default(
            EVERYWHERE, value_text(info.default, unit, as_written), "assumption", "", ""
        )
    return Control(
        path,
        info.description or "",
        unit,
        range_text(info.annotation, "", info.metadata),
        bool(about.get("structural", False)),
        default,
    )


_PLAIN: dict[object, str] = {
    bool: "`true` or `false`",
    str: "an id",
    Rate: "at least 0",
    float: "at least 0",
    int: "0, 1, 2, …",
}


def range_text(kind: object, limit: str, bounds: Sequence[object] = ()) -> str:
    """Return in words what a value of a type may be.

    Args:
        kind: Type of the value.
        limit: What it must be beyond that, as `Leaf.limit`.
        bounds: What pydantic checks of it (``annotated_types``).
    """
    bounds = (*bounds, *_notes(kind))
    kind = _bare(kind)
    if _is(kind, Valued):
        inner = typing.cast("type[Valued[Any]]", kind).model_fields["value"]
        return range_text(inner.annotation, limit, inner.metadata)
    if typing.get_origin(kind) is Literal:
        found = "one of " + ", ".join(typing.get_args(kind))
    elif typing.get_origin(kind) is tuple:
        found = "ids" if _bare(typing.get_args(kind)[0]) is str else "one or more, each above 0"
    elif _is(kind, Distribution):
        found = f"{limit or 'at least 0'}, fixed or drawn"
    elif _is(kind, Choice):
        found = "one of " + ", ".join(typing.cast("type[Choice]", kind).model_fields)
    elif kind is Duration:
        found = f"{limit or 'at least 0'}, or never"
    elif any(getattr(one, "le", None) is not None for one in bounds):
        found = "0 to 1"
    else:
        found = limit or _PLAIN[kind]
    return found


def _notes(kind: object) -> tuple[object, ...]:
    """Return what is annotated of a type, as pydantic reads it."""
    notes = getattr(kind, "__metadata__", ())
    return tuple(part for note in notes for part in getattr(note, "metadata", (note,)))


def _bare(annotation: object) -> object:
    """Return a type without `None` and, where it is not a number, without what is annotated."""
    arguments = typing.get_args(annotation)
    if type(None) in arguments:
        return _bare(next(one for one in arguments if one is not type(None)))
    if typing.get_origin(annotation) is typing.Annotated:
        return arguments[0]
    return annotation


def _is(kind: object, family: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, family)
