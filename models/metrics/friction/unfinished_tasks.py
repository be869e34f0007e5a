"""Tasks that are still under way at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return unfinished over started tasks."""
    flow = outcome.records.flow
    return share(float(flow.unfinished), float(flow.started))


METRIC = Number(
    id="unfinished_tasks",
    name="Tasks unfinished",
    unit="share",
    direction="neutral",
    family="friction",
    text="Share of started tasks that still run or wait at the horizon.",
    reduce=reduce,
    queued=True,
    rank=6,
)
