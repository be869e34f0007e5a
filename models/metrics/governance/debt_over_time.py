"""Governance debt over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.authority.authority_curves import bin_edges_h, bin_middles_h
from models.metrics.definition import Table
from models.metrics.governance.waiting import waiting_h

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return waiting path-hours and hours by bin of time."""
    edges_h = bin_edges_h(outcome.world)
    return waiting_h(outcome, edges_h), np.diff(edges_h)


METRIC = Table(
    id="debt_over_time",
    name="Governance debt over time",
    unit="n",
    direction="lower",
    family="governance",
    text="New access paths that no review has looked at yet (see governance debt), by time.",
    axes=("time_h",),
    grid=lambda world: (bin_middles_h(world),),
    reduce=reduce,
    rank=23,
)
