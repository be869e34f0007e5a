"""Governance debt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number
from models.metrics.governance.waiting import waiting_h

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the mean number of paths that wait."""
    horizon_h = outcome.world.horizon_h
    return float(waiting_h(outcome, np.array([0.0, horizon_h]))[0]) / horizon_h


METRIC = Number(
    id="governance_debt",
    name="Governance debt",
    unit="n",
    direction="lower",
    family="governance",
    text=(
        "Mean number of new access paths that stand and that no review has looked at yet: births, "
        "approved and grown grants of an account on a platform, new exceptions; since the warm-up "
        "began."
    ),
    reduce=reduce,
    sampled="total",
    queued=True,
    rank=4,
)
