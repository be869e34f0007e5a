"""Tasks that were held up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return delayed over started tasks."""
    flow = outcome.records.flow
    return share(float(np.count_nonzero(flow.delays_h > 0.0)), float(flow.started))


METRIC = Number(
    id="delayed_tasks",
    name="Tasks delayed",
    unit="share",
    direction="lower",
    family="friction",
    text=(
        "Share of started tasks that ended later than they would have without stops; those "
        "abandoned or still waiting are told apart."
    ),
    reduce=reduce,
    queued=True,
    rank=1,
)
