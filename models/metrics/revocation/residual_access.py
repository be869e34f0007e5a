"""How fast access drains after an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Table
from models.metrics.revocation.lag_grid import lag_grid_h
from models.metrics.revocation.per_order import last_domains

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return orders still alive at each time, and all orders."""
    lag_h = np.sort(last_domains(outcome).lag_h)
    grid_h = lag_grid_h(outcome.world)
    alive = len(lag_h) - np.searchsorted(lag_h, grid_h, side="right")
    return alive.astype(np.float64), np.full(len(grid_h), float(len(lag_h)))


METRIC = Table(
    id="residual_access",
    name="Residual access",
    unit="share",
    direction="lower",
    family="revocation",
    text="Share of orders after which some access is still alive, by time since the order.",
    axes=("time_h",),
    grid=lambda world: (lag_grid_h(world),),
    reduce=reduce,
    rank=20,
)
