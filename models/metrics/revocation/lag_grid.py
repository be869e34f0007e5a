"""The times at which lags are looked at, dense early and even on a log scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.log_grid import log_grid

if TYPE_CHECKING:
    from models.compiled.world import FloatArray, World

POINTS = 97
FIRST_H = 1.0 / 60.0


def lag_grid_h(world: World) -> FloatArray:
    """Return 0 and then times from one minute to tau, ascending, hours."""
    last_h = max(world.follow_up_h, 2.0 * FIRST_H)
    return np.append(0.0, log_grid(FIRST_H, last_h, POINTS - 1))
