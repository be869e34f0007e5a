"""What every part of a scenario has in common: immutable, strict, and open to sources."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from models.units import refuse

T = TypeVar("T")

ID_PATTERN = r"^[a-z][a-z0-9_]{0,62}$"
_ID = re.compile(ID_PATTERN)


def _check_id(raw: object) -> object:
    if isinstance(raw, str) and not _ID.fullmatch(raw):
        raise refuse("an id", raw, "use a-z, 0-9 and _, starting with a letter")
    return raw


Id = Annotated[str, BeforeValidator(_check_id), Field(json_schema_extra={"pattern": ID_PATTERN})]
"""The key of an object: unique over organisation and fleets."""


class Model(BaseModel):
    """An immutable part of a scenario that knows every key it may have."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @model_serializer(mode="wrap")
    def _leave_out_defaults(self, handler: SerializerFunctionWrapHandler) -> Any:  # noqa: ANN401 - pydantic reads it
        """Write only what somebody wrote: absent keys stay absent."""
        whole = handler(self)
        if not isinstance(whole, dict):
            return whole
        written = {
            (field.alias or name)
            for name, field in type(self).model_fields.items()
            if name in self.model_fields_set
        } | set(self.model_fields_set)
        return {key: item for key, item in whole.items() if key in written and item is not None}


class Described(Model):
    """An object with a name and remarks for people."""

    title: str = Field(default="", max_length=200, description="Name for people.")
    notes: str = Field(default="", max_length=20_000, description="Remarks for people.")


class Valued(Model, Generic[T]):
    """A value, with where it comes from.

    A bare value is short for ``{value: ...}``.  Where the value is itself a mapping,
    `source` and `note` may stand beside its key.

    Attributes:
        value: The value.
        source: Id of a row of evidence (``E100``), or a text that names the source; a
            value without one is an assumption unless it is a choice.
        note: A remark for people.
    """

    value: T
    source: str | None = Field(default=None, max_length=500)
    note: str | None = Field(default=None, max_length=5000)

    @model_validator(mode="before")
    @classmethod
    def _accept_bare_value(cls, raw: object) -> object:
        if isinstance(raw, cls):
            return raw
        if not isinstance(raw, dict):
            return {"value": raw}
        if "value" in raw:
            return raw
        beside = {key: raw[key] for key in ("source", "note") if key in raw}
        return {"value": {k: v for k, v in raw.items() if k not in beside}, **beside}

    @model_serializer(mode="wrap")
    def _write_shortest(self, handler: SerializerFunctionWrapHandler) -> Any:  # noqa: ANN401 - pydantic reads it
        whole = handler(self)
        value = whole["value"]
        beside = {
            key: text
            for key, text in (("source", self.source), ("note", self.note))
            if text is not None
        }
        if not beside:
            return value
        if isinstance(value, dict) and not set(value) & {"value", "source", "note"}:
            return {**value, **beside}
        return {"value": value, **beside}


class Choice(Model):
    """Exactly one of several kinds, each with its own settings.

    In a file it is a mapping of one key, or the bare name of a kind that needs no
    settings (``standing`` for ``{standing: {}}``).  It is always replaced as a whole.
    """

    bare_key: ClassVar[str | None] = None
    """The kind that a bare value stands for, where a choice has such a short form."""

    @model_validator(mode="before")
    @classmethod
    def _accept_short_forms(cls, raw: object) -> object:
        names = list(cls.model_fields)
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str) and raw in names:
            return {raw: {}}
        if not isinstance(raw, dict):
            if cls.bare_key is not None:
                return {cls.bare_key: raw}
            raise refuse(f"one of {', '.join(names)}", raw, "write `{kind: {...}}`")
        if len(raw) != 1 or next(iter(raw)) not in names:
            found = ", ".join(map(str, raw)) or "nothing"
            raise refuse(f"exactly one of {', '.join(names)}", found, "keep one kind")
        return raw

    @property
    def kind(self) -> str:
        """Name of the kind that was chosen."""
        return next(name for name, one in self.__dict__.items() if one is not None)

    @property
    def chosen(self) -> Any:  # noqa: ANN401 - depends on the kind
        """Settings of the kind that was chosen."""
        return getattr(self, self.kind)

    @model_serializer(mode="wrap")
    def _write_one_key(self, handler: SerializerFunctionWrapHandler) -> Any:  # noqa: ANN401 - pydantic reads it
        whole = handler(self)
        if self.kind == self.bare_key:
            return whole[self.kind]
        return (whole[self.kind] and {self.kind: whole[self.kind]}) or self.kind


class Nothing(Model):
    """Settings of a kind that has none."""
