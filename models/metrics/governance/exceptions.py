"""Rules that somebody is excused from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return their number."""
    return float(outcome.records.estate.exceptions)


METRIC = Number(
    id="exceptions",
    name="Exceptions",
    unit="n",
    direction="lower",
    family="governance",
    text="Exceptions in force at the end of the run (see exceptions in force).",
    reduce=reduce,
    rank=5,
)
