"""Standing privilege over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.authority.authority_curves import STANDING, bin_middles_h, curve
from models.metrics.definition import Table

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return weight-hours and live agent-days by bin of time."""
    return curve(outcome, STANDING)


METRIC = Table(
    id="standing_over_time",
    name="Standing privilege over time",
    unit="weight-h per agent-day",
    direction="lower",
    family="authority",
    text="Standing privilege per live agent (see standing privilege), by time.",
    axes=("time_h",),
    grid=lambda world: (bin_middles_h(world),),
    reduce=reduce,
    rank=21,
)
