"""Requests for approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import per_30_d

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return requests per 30 d."""
    return per_30_d(len(outcome.records.requests.opened_h), outcome.world)


METRIC = Number(
    id="requests",
    name="Approval requests",
    unit="per 30 d",
    direction="lower",
    family="friction",
    text="Requests for approval that were opened, joined ones counted once; per 30 d.",
    reduce=reduce,
    sampled="total",
    queued=True,
    rank=8,
)
