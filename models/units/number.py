"""Plain numbers, read by the type of the field and never guessed."""

from __future__ import annotations

import math
import re
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from models.units.quantity import refuse

_FLOAT = re.compile(r"^[+-]?([0-9]{1,25}(\.[0-9]{0,25})?|\.[0-9]{1,25})([eE][+-]?[0-9]{1,3})?$")
_INT = re.compile(r"^[+-]?[0-9]{1,15}$")

_WHOLE = "a whole number such as `12`"


def read_number(raw: object) -> float:
    """Return the finite float that *raw* is or spells."""
    if isinstance(raw, str):
        if not _FLOAT.match(raw.strip()):
            raise refuse("a number", raw, "write digits with a point")
        return _finite(float(raw), raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise refuse("a number", raw, "write digits with a point")
    return _finite(float(raw), raw)


def _finite(number: float, raw: object) -> float:
    if not math.isfinite(number):
        raise refuse("a finite number", raw, "write digits with a point")
    return number


def read_whole(raw: object) -> int:
    """Return the whole number that *raw* is or spells."""
    if isinstance(raw, str):
        text = raw.strip()
        if text.isdecimal() and not _INT.match(text):
            raise refuse("a whole number of at most 15 digits", raw, "write a smaller one")
        if not _INT.match(text):
            raise refuse(_WHOLE, raw, "write digits only")
        return int(text)
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise refuse(_WHOLE, raw, "write digits only")
    return raw


def read_truth(raw: object) -> bool:
    """Return the truth value that *raw* is or spells, as `true` or `false` only."""
    if isinstance(raw, bool):
        return raw
    if raw in ("true", "false"):
        return raw == "true"
    raise refuse("`true` or `false`", raw, "write one of the two words")


Number = Annotated[float, BeforeValidator(read_number)]
"""A finite number."""

Positive = Annotated[float, BeforeValidator(read_number), Field(gt=0)]
"""A finite number above 0."""

NotNegative = Annotated[float, BeforeValidator(read_number), Field(ge=0)]
"""A finite number of at least 0."""

Share = Annotated[float, BeforeValidator(read_number), Field(ge=0, le=1)]
"""A share or probability, 0 to 1."""

Whole = Annotated[int, BeforeValidator(read_whole), Field(ge=0)]
"""A whole number of at least 0."""

Coordinate = Annotated[int, BeforeValidator(read_whole)]
"""A whole number of either sign, in pixels."""

Truth = Annotated[bool, BeforeValidator(read_truth), WithJsonSchema({"type": "boolean"})]
"""`true` or `false`."""
