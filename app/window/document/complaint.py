"""What pydantic found wrong with one edited value, as one line under its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


def complaint_of(error: ValidationError) -> str:
    """Return the first complaint as ``Expected ...; what to do``."""
    first = error.errors(include_url=False)[0]
    context = first.get("ctx") or {}
    if first["type"] == "sprawl":
        return f"Expected {context['expected']}; {context['advice']}"
    return str(first["msg"]).replace("Input should be", "Expected")
