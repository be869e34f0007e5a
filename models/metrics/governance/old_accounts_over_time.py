"""Leftovers over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.authority.authority_curves import bin_middles_h
from models.metrics.definition import Table

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return how many there are in the middle of each bin of time, and 1 each."""
    found, at_h = outcome.records.old_accounts, bin_middles_h(outcome.world)
    begun = np.searchsorted(np.sort(found.from_h), at_h, side="right")
    ended = np.searchsorted(np.sort(found.to_h), at_h, side="right")
    return (begun - ended).astype(np.float64), np.ones(len(at_h))


METRIC = Table(
    id="old_accounts_over_time",
    name="Old accounts over time",
    unit="n",
    direction="lower",
    family="governance",
    text="Accounts whose place others have taken and that still open something, by time.",
    axes=("time_h",),
    grid=lambda world: (bin_middles_h(world),),
    reduce=reduce,
    rank=21,
)
