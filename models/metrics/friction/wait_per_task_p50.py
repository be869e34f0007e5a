"""How long delayed tasks wait, P50."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the quantile, ``nan`` where no task was delayed."""
    delays_h = outcome.records.flow.delays_h
    return float(np.quantile(delays_h, 0.5)) if len(delays_h) else float("nan")


METRIC = Number(
    id="wait_per_task_p50",
    name="Wait of delayed tasks (P50)",
    unit="h",
    direction="lower",
    family="friction",
    text=(
        "Median of actual less nominal end, among tasks that were delayed and ended. Not "
        "defined in a replication without one."
    ),
    reduce=reduce,
    queued=True,
    rank=2,
)
