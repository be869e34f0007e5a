"""What federation leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return their number."""
    return float(outcome.records.estate.residues)


METRIC = Number(
    id="residues",
    name="Residues of federation",
    unit="n",
    direction="lower",
    family="governance",
    text="Local keys that are still alive on federated platforms.",
    reduce=reduce,
    sampled="total",
    rank=7,
)
