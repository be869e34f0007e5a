"""How much the end of the last access differs from order to order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number
from models.metrics.revocation.per_order import last_domains

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the standard deviation of min(lag of the last domain, tau), of two orders or more."""
    lag_h = np.minimum(last_domains(outcome).lag_h, outcome.world.follow_up_h)
    return float(lag_h.std(ddof=1)) if len(lag_h) > 1 else float("nan")


METRIC = Number(
    id="lag_spread",
    name="Spread of the revocation lag",
    unit="h",
    direction="lower",
    family="revocation",
    text=(
        "Standard deviation, over the orders of a replication, of the time until the last access "
        "has ended; a longer lag than the follow-up time tau counts as tau. Not defined for fewer "
        "than two orders."
    ),
    reduce=reduce,
    limit="tau",
    rank=9,
)
