"""Grants that could not be as large as assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return their number."""
    return float(outcome.records.estate.ceiling_hits)


METRIC = Number(
    id="ceiling_hits",
    name="Grant ceiling hits",
    unit="n",
    direction="neutral",
    family="governance",
    text=(
        "Times at which the grant factor asked for more things than the platform holds, so that "
        "authority is less than the factor says."
    ),
    reduce=reduce,
    sampled="total",
    rank=9,
)
