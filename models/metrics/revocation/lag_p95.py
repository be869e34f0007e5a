"""The slowest twentieth of revocations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number
from models.metrics.revocation.per_order import last_domains

if TYPE_CHECKING:
    from models.metrics.definition import Outcome

SHARE = 0.95


def reduce(outcome: Outcome) -> float:
    """Return the time by which 95 % of orders are complete, ``inf`` if later than tau."""
    lag_h = np.sort(last_domains(outcome).lag_h)
    if not len(lag_h):
        return float("nan")
    found = float(lag_h[math.ceil(SHARE * len(lag_h)) - 1])
    return found if found <= outcome.world.follow_up_h else float("inf")


METRIC = Number(
    id="lag_p95",
    name="Revocation lag (P95)",
    unit="h",
    direction="lower",
    family="revocation",
    text=(
        "Time by which 95 % of the orders of a replication are complete in their last domain; "
        "told as longer than the follow-up time tau where that share is not reached."
    ),
    reduce=reduce,
    limit="tau",
    rank=3,
)
