"""Work of those who review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import per_30_d

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return things looked at per 30 d."""
    return per_30_d(outcome.records.estate.reviewed_grants, outcome.world)


METRIC = Number(
    id="reviewed_grants",
    name="Grants reviewed",
    unit="per 30 d",
    direction="lower",
    family="friction",
    text="Things that somebody looked at in access reviews; per 30 d.",
    reduce=reduce,
    sampled="total",
    rank=14,
)
