"""Grants on several domains that together lead to something sensitive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return their number."""
    return float(outcome.records.estate.toxic_combinations)


METRIC = Number(
    id="toxic_combinations",
    name="Toxic combinations",
    unit="n",
    direction="lower",
    family="governance",
    text=(
        "Excess grants at the end of the run that lead along trust edges to something sensitive on "
        "another domain on which the holder works too; one a resource and account."
    ),
    reduce=reduce,
    sampled="total",
    rank=7,
)
