"""How much work stands in the queue of each team."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Table
from models.metrics.friction.queues import teams

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return the integral of the number over the run, and the length of the run, by team."""
    queues = outcome.records.queues
    return queues.number_h, np.full(len(queues.joined), outcome.world.horizon_h)


METRIC = Table(
    id="queue_number",
    name="Work in queues, by team",
    unit="n",
    direction="lower",
    family="friction",
    text=("Mean number of approvals, tickets and other work in a team's queue or in work."),
    axes=("team",),
    grid=teams,
    reduce=reduce,
    rank=31,
)
