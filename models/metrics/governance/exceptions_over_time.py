"""Exceptions in force over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.authority.authority_curves import bin_edges_h, bin_middles_h
from models.metrics.definition import Table
from models.metrics.governance.exceptions_in_force import exception_h

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return exception-hours and hours by bin of time."""
    edges_h = bin_edges_h(outcome.world)
    return exception_h(outcome, edges_h), np.diff(edges_h)


METRIC = Table(
    id="exceptions_over_time",
    name="Exceptions over time",
    unit="n",
    direction="lower",
    family="governance",
    text="Exceptions in force, by time.",
    axes=("time_h",),
    grid=lambda world: (bin_middles_h(world),),
    reduce=reduce,
    rank=22,
)
