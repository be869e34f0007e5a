"""Access that outlives the follow-up in each domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Table

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return orders with lag > tau and all orders by platform."""
    orders, platforms = outcome.records.orders, outcome.world.n_platforms
    late = orders.lag_h > outcome.world.follow_up_h
    over = np.bincount(orders.platform, weights=late.astype(np.float64), minlength=platforms)
    count = np.bincount(orders.platform, minlength=platforms)
    return over.astype(np.float64), count.astype(np.float64)


METRIC = Table(
    id="over_tau_by_domain",
    name="Access outlives the follow-up, by domain",
    unit="share",
    direction="lower",
    family="revocation",
    text="Share of the orders that concern a domain which are not complete there at tau.",
    axes=("platform",),
    grid=lambda world: (world.platform_ids,),
    reduce=reduce,
    rank=23,
)
