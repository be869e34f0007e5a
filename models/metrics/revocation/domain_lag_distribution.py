"""The distribution of revocation lags in each domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Table
from models.metrics.revocation.lag_grid import lag_grid_h

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return orders complete by each time in each domain, and all orders there."""
    orders, grid_h = outcome.records.orders, lag_grid_h(outcome.world)
    platforms = outcome.world.n_platforms
    total = np.bincount(orders.platform, minlength=platforms).astype(np.float64)
    step = np.searchsorted(grid_h, orders.lag_h, side="left")
    width = len(grid_h) + 1
    place = orders.platform * width + step
    count = np.bincount(place, minlength=platforms * width).reshape(platforms, width)
    complete = np.cumsum(count, axis=1)[:, :-1].astype(np.float64)
    return complete, np.repeat(total[:, None], len(grid_h), axis=1)


METRIC = Table(
    id="domain_lag_distribution",
    name="Revocation lag by domain",
    unit="share",
    direction="higher",
    family="revocation",
    text=(
        "Share of the orders that concern a domain which are complete there, by time since the "
        "order; quantiles of the lag by domain are read from it."
    ),
    axes=("platform", "lag_h"),
    grid=lambda world: (world.platform_ids, lag_grid_h(world)),
    reduce=reduce,
    rank=22,
)
