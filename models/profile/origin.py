"""What a value rests on: fact, choice or assumption; and whether it falls short of the standard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from models.presets import evidence_table
from models.profile.design_profile import Gap, Layer, Origin
from models.profile.strength import compare
from models.scenario.base import Choice, Valued

if TYPE_CHECKING:
    from models.scenario.scenario import Standing

_ROW = re.compile(r"^[EO][0-9]+$")


def _standing(layer: Layer, leaf: Valued[Any]) -> tuple[Standing, str]:
    """Return the standing and the grade of a value that *layer* says."""
    note = (leaf.note or "").lstrip().lower()
    source = source_of(leaf)
    row = evidence_table().get(source) if source else None
    grade = row.grade if row else ""
    if note.startswith("assumption") or (row and not row.supports_fact):
        return "assumption", grade
    if source:
        return "fact", grade
    return ("choice" if layer in ("standard", "exception") else "assumption"), ""


def source_of(leaf: Valued[Any]) -> str | None:
    """Return the source of a value, or that of the one number inside a choice which has one."""
    if leaf.source or not isinstance(leaf.value, Choice):
        return leaf.source
    inner = (
        [
            part.source
            for part in vars(leaf.value.chosen).values()
            if isinstance(part, Valued) and part.source
        ]
        if hasattr(leaf.value.chosen, "__dict__")
        else []
    )
    return inner[0] if len(inner) == 1 else None


def origin_of(
    layer: Layer, name: str, path: str, leaf: Valued[Any], declared: Valued[Any] | None
) -> Origin:
    """Return the origin of one leaf.

    Args:
        layer: Layer that decided.
        name: Preset, rule or exception; empty for the standard.
        path: Path of the leaf.
        leaf: The value, with its source.
        declared: What the standard says, if anything.
    """
    standing, grade = _standing(layer, leaf)
    gap: Gap = ""
    if declared is not None and layer != "standard":
        gap = compare(path, leaf.value, declared.value)
    return Origin(layer, name, source_of(leaf), standing, grade, declared, gap)


def is_row(source: str) -> bool:
    """Whether a source has the form of a row of evidence (``E100``, ``O22``)."""
    return _ROW.fullmatch(source) is not None
