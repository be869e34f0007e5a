"""The distribution of waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Table
from models.metrics.log_grid import log_grid

if TYPE_CHECKING:
    from models.compiled.world import FloatArray, World
    from models.metrics.definition import Outcome

POINTS = 64
FIRST_H = 1.0 / 60.0


def wait_grid_h(world: World) -> FloatArray:
    """Return waits from one minute to the horizon, even on a log scale, hours."""
    last_h = max(world.horizon_h, 2.0 * FIRST_H)
    return log_grid(FIRST_H, last_h, POINTS)


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return tasks that waited longer than each wait, and started tasks."""
    flow, grid_h = outcome.records.flow, wait_grid_h(outcome.world)
    longer = len(flow.delays_h) - np.searchsorted(np.sort(flow.delays_h), grid_h, side="right")
    return longer.astype(np.float64), np.full(len(grid_h), float(flow.started))


METRIC = Table(
    id="wait_distribution",
    name="Waits",
    unit="share",
    direction="lower",
    family="friction",
    text="Share of started tasks that ended later than nominal by more than a given time.",
    axes=("wait_h",),
    grid=lambda world: (wait_grid_h(world),),
    reduce=reduce,
    rank=20,
)
