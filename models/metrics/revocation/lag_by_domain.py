"""Mean revocation lag of each domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Table

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return sums of min(lag, tau) and numbers of orders by platform."""
    orders, platforms = outcome.records.orders, outcome.world.n_platforms
    lag_h = np.minimum(orders.lag_h, outcome.world.follow_up_h)
    total = np.bincount(orders.platform, weights=lag_h, minlength=platforms)
    count = np.bincount(orders.platform, minlength=platforms)
    return total.astype(np.float64), count.astype(np.float64)


METRIC = Table(
    id="lag_by_domain",
    name="Mean revocation lag by domain",
    unit="h",
    direction="lower",
    family="revocation",
    text="Mean time from an order until all access to the domain is denied, each lag cut at tau.",
    axes=("platform",),
    grid=lambda world: (world.platform_ids,),
    reduce=reduce,
    rank=21,
)
