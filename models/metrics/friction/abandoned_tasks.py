"""Tasks that were given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return abandoned over started tasks."""
    flow = outcome.records.flow
    return share(float(flow.abandoned), float(flow.started))


METRIC = Number(
    id="abandoned_tasks",
    name="Tasks abandoned",
    unit="share",
    direction="lower",
    family="friction",
    text=(
        "Share of started tasks given up because a request was refused or lapsed, or because an "
        "outage outlasted their patience."
    ),
    reduce=reduce,
    queued=True,
    rank=5,
)
