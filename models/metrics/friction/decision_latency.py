"""What deciding at request time costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return hours waited per executed hop."""
    return share(outcome.records.estate.decision_h, float(outcome.records.flow.hops))


METRIC = Number(
    id="decision_latency",
    name="Decision latency",
    unit="h",
    direction="lower",
    family="friction",
    text=(
        "Time that hops waited for policy decisions, mean over all executed hops; 0 where no "
        "policy decides at request time."
    ),
    reduce=reduce,
    rank=10,
)
