"""How long work waits in the queue of each team."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Table
from models.metrics.friction.queues import teams

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return hours waited and how many waited, by team."""
    queues = outcome.records.queues
    return queues.wait_h, queues.joined.astype(np.float64)


METRIC = Table(
    id="queue_wait",
    name="Wait in queues, by team",
    unit="h",
    direction="lower",
    family="friction",
    text=(
        "Mean time from joining a team's queue until work begins, of approvals, tickets and the "
        "team's other work that joined in the run; until it gives up where it does."
    ),
    axes=("team",),
    grid=teams,
    reduce=reduce,
    rank=30,
)
