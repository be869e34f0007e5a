"""Needed authority over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.authority.authority_curves import NEEDED, bin_middles_h, curve
from models.metrics.definition import Table

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return weight-hours and live agent-days by bin of time."""
    return curve(outcome, NEEDED)


METRIC = Table(
    id="needed_over_time",
    name="Needed authority over time",
    unit="weight-h per agent-day",
    direction="neutral",
    family="authority",
    text="Needed authority per live agent (see needed authority), by time.",
    axes=("time_h",),
    grid=lambda world: (bin_middles_h(world),),
    reduce=reduce,
    rank=22,
)
