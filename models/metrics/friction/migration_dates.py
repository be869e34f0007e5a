"""Which domains slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Table
from models.metrics.friction.migration_slip import slips_d

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return the slip of each platform, and 1 where it has a date."""
    found, world = outcome.records.migration, outcome.world
    late_d, dated = np.zeros(world.n_platforms), np.zeros(world.n_platforms)
    late_d[found.platform] = slips_d(found, world.horizon_h)
    dated[found.platform] = 1.0
    return late_d, dated


METRIC = Table(
    id="migration_dates",
    name="Slip of the plan by domain",
    unit="d",
    direction="lower",
    family="friction",
    text="Real less planned date of each domain that a plan dates (see migration_slip).",
    axes=("platform",),
    grid=lambda world: (world.platform_ids,),
    reduce=reduce,
    rank=24,
)
