"""Access that agents acquire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import per_30_d

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return grants added per 30 d."""
    return per_30_d(outcome.records.estate.new_paths, outcome.world)


METRIC = Number(
    id="new_paths",
    name="New access paths",
    unit="per 30 d",
    direction="lower",
    family="governance",
    text="Grants outside the designed scope that approvals added; per 30 d.",
    reduce=reduce,
    sampled="total",
    queued=True,
    rank=6,
)
