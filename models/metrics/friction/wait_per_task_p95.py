"""How long delayed tasks wait, P95."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the quantile, ``nan`` where no task was delayed."""
    delays_h = outcome.records.flow.delays_h
    return float(np.quantile(delays_h, 0.95)) if len(delays_h) else float("nan")


METRIC = Number(
    id="wait_per_task_p95",
    name="Wait of delayed tasks (P95)",
    unit="h",
    direction="lower",
    family="friction",
    text=(
        "95 % quantile of actual less nominal end, among tasks that were delayed and ended. Not "
        "defined in a replication without one."
    ),
    reduce=reduce,
    queued=True,
    rank=3,
)
