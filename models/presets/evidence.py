"""The evidence: published and observed figures that presets, scenarios and reports cite."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FACT_GRADES = ("A", "B", "C", "observed")
"""Grades that make a value a fact; a row of grade `assumption` does not."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of evidence.

    Attributes:
        id: ``E`` and a number for a published figure, ``O`` and a number for our own count.
        parameter: What was measured or documented.
        value: The figure, or words where there is none.
        unit: Unit of the figure; empty for words.
        grade: ``A`` vendor or standard text, ``B`` named report or press, ``C`` weak
            secondary, ``observed`` our own count, ``assumption``.
        title: Short title of the source.
        address: Where it is found.
        note: What to mind.
        low: Lower bound; empty where there is none.
        high: Upper bound; empty where there is none.
        sample: Size of the sample; empty where it is not known.
        measures: What the figure counts where that is something else than one account,
            agent or secret; a setting that cites such a row stays an assumption.
    """

    id: str
    parameter: str
    value: str
    unit: str = ""
    grade: str = "assumption"
    title: str = ""
    address: str = ""
    note: str = ""
    low: str = ""
    high: str = ""
    sample: str = ""
    measures: str = ""

    @property
    def supports_fact(self) -> bool:
        """Whether a setting with this source is a fact."""
        return self.grade in FACT_GRADES and not self.measures


@cache
def evidence_table() -> Mapping[str, Evidence]:
    """Return every row of evidence by its id, in the order of the table."""
    text = files("models.presets").joinpath("data/evidence.json").read_text("utf-8")
    return MappingProxyType({row["id"]: Evidence(**row) for row in json.loads(text)})


def evidence(row_id: str) -> Evidence:
    """Return one row of evidence.

    Raises:
        KeyError: There is no such row.
    """
    return evidence_table()[row_id]
