"""Waiting spread over all tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return hours waited per 1,000 started tasks."""
    flow = outcome.records.flow
    return share(1000.0 * float(flow.delays_h.sum()), float(flow.started))


METRIC = Number(
    id="wait_per_1000",
    name="Wait per 1,000 tasks",
    unit="h per 1,000 tasks",
    direction="lower",
    family="friction",
    text=(
        "Sum of actual less nominal end over all tasks that ended, per 1,000 started tasks. "
        "What abandoned and unfinished tasks waited is not in it."
    ),
    reduce=reduce,
    queued=True,
    rank=4,
)
