"""New access paths that nobody ever looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the share of paths that arrived in [0, H) and ended, or reached H, unseen."""
    paths = outcome.records.paths
    counted = paths.arrived_h >= 0.0
    seen = paths.looked_h < np.minimum(paths.ended_h, outcome.world.horizon_h)
    return share(float(np.count_nonzero(counted & ~seen)), float(np.count_nonzero(counted)))


METRIC = Number(
    id="unseen_paths",
    name="New access never looked at",
    unit="share",
    direction="lower",
    family="governance",
    text="Share of the new access paths of the run that ended, or stand at its end, unreviewed.",
    reduce=reduce,
    rank=4,
)
