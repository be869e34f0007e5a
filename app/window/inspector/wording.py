"""Labels, hints and values of fields as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.window.inspector.ranges import range_words
from models.profile.wording import name_of
from models.units import OpeningHours, Quantity

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


def label_of(key: str) -> str:
    """Return the key of a field as a label."""
    if key == "cv":
        return "Spread (cv)"
    words = name_of(key).replace("ttl", "TTL")
    return words[:1].upper() + words[1:]


def hint_of(info: FieldInfo) -> str:
    """Return what a field means, with its unit, and what its value may be."""
    extra = info.json_schema_extra
    unit = extra.get("unit", "") if isinstance(extra, dict) else ""
    text = info.description or ""
    unit = f"Unit: {unit}." if unit else ""
    return " ".join(filter(None, (text, unit, range_words(info))))


def list_text(values: tuple[object, ...]) -> str:
    """Return the values of a list as they are typed."""
    return ", ".join(raw_text(value) for value in values)


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
