"""What became of credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Table

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome

FATES = ("issued", "expired", "revoked", "live")


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return the counts, each of one run."""
    estate = outcome.records.estate
    counts = [estate.keys_issued, estate.keys_expired, estate.keys_revoked, estate.keys_live]
    return np.array(counts, dtype=np.float64), np.ones(len(FATES))


METRIC = Table(
    id="credentials",
    name="Credentials issued and ended",
    unit="n",
    direction="neutral",
    family="governance",
    text=(
        "Credentials of accounts over a run, those of its start included: issued, ended by "
        "expiry or rotation, ended by revocation, and alive at its end; the first is the sum of "
        "the others."
    ),
    axes=("fate",),
    grid=lambda _world: (FATES,),
    reduce=reduce,
    rank=20,
)
