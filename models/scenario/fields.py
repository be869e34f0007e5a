"""Fields of settings, which say what they are, in which unit, and what they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

if TYPE_CHECKING:
    from pydantic.config import JsonDict

Limit = Literal["", "above 0", "0 to 1"]
"""What a number must be beyond what its type says."""


def setting(text: str, unit: str = "", *, structural: bool = False, limit: Limit = "") -> Any:  # noqa: ANN401 - a field stands for any type
    """Return the field of one optional setting.

    Args:
        text: One sentence that says what it is.
        unit: Unit of the number, or the kinds to choose from.
        structural: True where it is part of the structure of a design (which directory,
            vault, sink, queue or scope), False where it is a setting.
        limit: What the value, or every value that can be drawn, must be.
    """
    extra: JsonDict = {"unit": unit, "structural": structural, "limit": limit}
    return Field(default=None, description=text, json_schema_extra=extra)


def parameter(text: str, unit: str, default: object = ...) -> Any:  # noqa: ANN401 - a field stands for any type
    """Return the field of one number inside a choice, such as the coverage of a push."""
    return Field(default=default, description=text, json_schema_extra={"unit": unit})
