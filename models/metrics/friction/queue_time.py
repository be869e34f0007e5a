"""How long work takes from joining the queue of each team to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Table
from models.metrics.friction.queues import teams

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return hours spent and how many joined, by team."""
    queues = outcome.records.queues
    return queues.system_h, queues.joined.astype(np.float64)


METRIC = Table(
    id="queue_time",
    name="Time in queues, by team",
    unit="h",
    direction="lower",
    family="friction",
    text=(
        "Hours that approvals, tickets and other work spend in a team's queue or in work within "
        "the run, for each that joined in the run."
    ),
    axes=("team",),
    grid=teams,
    reduce=reduce,
    rank=32,
)
