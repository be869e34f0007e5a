"""Copies of stored secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return their number."""
    return float(outcome.records.estate.secret_copies)


METRIC = Number(
    id="secret_copies",
    name="Copies of secrets",
    unit="n",
    direction="lower",
    family="governance",
    text="Copies of stored secrets that exist at the end of the run.",
    reduce=reduce,
    sampled="total",
    rank=8,
)
