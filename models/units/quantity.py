"""Quantities that remember the text in which a person wrote them.

A quantity compares and hashes by its number only: `60 min` and `1 h` are the same
setting, yet each is written back as it was read.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

HOURS_PER: dict[str, float] = {
    "ms": 1 / 3_600_000,
    "s": 1 / 3600,
    "min": 1 / 60,
    "h": 1.0,
    "d": 24.0,
    "w": 168.0,
    "month": 730.5,
    "y": 8766.0,
}
"""Hours in each unit of time; a month is a twelfth of a year of 365.25 days."""

MAX_HOURS = 8766.0 * 1000
"""A thousand years: longer than any horizon, short enough to stay exact in a float."""

_NUMBER = r"[0-9]{1,20}(?:\.[0-9]{1,25})?(?:[eE][+-]?[0-9]{1,3})?|\.[0-9]{1,25}"
_PART = re.compile(rf"\s*({_NUMBER})\s*(ms|min|month|[shdwy])\b")
_RATE = re.compile(rf"^\s*({_NUMBER})\s*/\s*(ms|min|month|[shdwy])\s*$")
_EFFORT = re.compile(rf"^\s*({_NUMBER})\s*person-days?\s*$")


def _short(number: float) -> str:
    """Return the shortest text that reads back as the same number."""
    return repr(number).removesuffix(".0")


def refuse(expected: str, found: object, advice: str) -> PydanticCustomError:
    """Return the error that the scenario reader turns into one line for the user."""
    text = str(found)
    shown = text if len(text) <= 60 else text[:57] + "..."
    return PydanticCustomError(
        "sprawl",
        "expected {expected}, found {found}; {advice}",
        {"expected": expected, "found": shown, "advice": advice},
    )


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in one base unit, and the text in which it was written.

    Attributes:
        number: Value in the base unit of the class; finite or ``inf`` where allowed.
        text: As a person wrote it; empty: formatted from the number.
    """

    number: float
    text: str = field(default="", compare=False)

    expected: ClassVar[str] = "a quantity"
    advice: ClassVar[str] = "write a number and a unit"
    pattern: ClassVar[str] = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one quantity from its text; raise a ``PydanticCustomError`` where it is not one."""
        raise refuse(cls.expected, text, cls.advice)

    def __str__(self) -> str:
        """Return the text in which it was written, or one that reads back as the same."""
        return self.text or self._spell()

    def _spell(self) -> str:
        """Return a text for a number that was never written."""
        return repr(self.number)

    @classmethod
    def _finite(cls, number: float, text: str) -> float:
        if not math.isfinite(number):
            raise refuse("a smaller number", text, cls.advice)
        return number

    @classmethod
    def _validate(cls, raw: object) -> Self:
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str):
            return cls.parse(raw)
        raise refuse(cls.expected, raw, cls.advice)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Validate from text; serialise to text."""
        return core_schema.no_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(str),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the text for editors."""
        return {"type": "string", "pattern": cls.pattern, "description": cls.expected}


@dataclass(frozen=True, slots=True)
class Duration(Quantity):
    """A length of time in hours, at least 0; ``never`` is infinite."""

    expected: ClassVar[str] = "a duration such as `60 min`, `2 d 4 h` or `never`"
    advice: ClassVar[str] = "give a number and a unit (ms, s, min, h, d, w, month, y)"
    pattern: ClassVar[str] = r"^(never|\s*([0-9.eE+-]+\s*(ms|s|min|h|d|w|month|y)\s*)+)$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``67 d 15 h`` or ``never``."""
        if text.strip() == "never":
            return cls(math.inf, "never")
        if text.lstrip().startswith("-"):
            raise refuse("a length of time of at least 0", text, "leave out the minus")
        hours, at = 0.0, 0
        while at < len(text.rstrip()):
            part = _PART.match(text, at)
            if part is None:
                raise refuse(cls.expected, text, cls.advice)
            hours += float(part[1]) * HOURS_PER[part[2]]
            at = part.end()
        if at == 0:
            raise refuse(cls.expected, text, cls.advice)
        if hours > MAX_HOURS:
            raise refuse("at most 1000 y", text, "write `never` where it does not end")
        return cls(hours, text)

    @classmethod
    def of_hours(cls, hours: float) -> Self:
        """Return *hours* written in the largest unit that keeps the number short."""
        if math.isinf(hours):
            return cls(math.inf, "never")
        for unit in ("d", "h", "min", "s", "ms"):
            amount = hours / HOURS_PER[unit]
            if amount >= 1 and math.isclose(amount, round(amount, 3), rel_tol=1e-12):
                return cls(hours, f"{_short(round(amount, 3))} {unit}")
        return cls(hours, f"{hours!r} h")

    def _spell(self) -> str:
        return type(self).of_hours(self.number).text

    @property
    def hours(self) -> float:
        """Length in hours; ``inf`` for never."""
        return self.number


@dataclass(frozen=True, slots=True)
class Rate(Quantity):
    """Events per hour, at least 0."""

    expected: ClassVar[str] = "a rate such as `20 / d`"
    advice: ClassVar[str] = "give a number, a slash and a unit of time"
    pattern: ClassVar[str] = r"^\s*[0-9.eE+-]+\s*/\s*(ms|s|min|h|d|w|month|y)\s*$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``20 / d``."""
        match = _RATE.match(text)
        if match is None:
            raise refuse(cls.expected, text, cls.advice)
        return cls(cls._finite(float(match[1]) / HOURS_PER[match[2]], text), text)

    def _spell(self) -> str:
        return f"{self.number!r} / h"

    @property
    def per_h(self) -> float:
        """Events per hour."""
        return self.number


@dataclass(frozen=True, slots=True)
class Effort(Quantity):
    """Work in person-days, at least 0."""

    expected: ClassVar[str] = "an effort such as `20 person-days`"
    advice: ClassVar[str] = "give a number and `person-days`"
    pattern: ClassVar[str] = r"^\s*[0-9.eE+-]+\s*person-days?\s*$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``20 person-days``."""
        match = _EFFORT.match(text)
        if match is None:
            raise refuse(cls.expected, text, cls.advice)
        return cls(cls._finite(float(match[1]), text), text)

    def _spell(self) -> str:
        return f"{self.number!r} person-days"

    @property
    def person_days(self) -> float:
        """Work in person-days."""
        return self.number
