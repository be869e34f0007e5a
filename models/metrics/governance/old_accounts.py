"""What a migration leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return their number."""
    found = outcome.records.old_accounts
    return float(np.count_nonzero(found.to_h >= outcome.world.horizon_h))


METRIC = Number(
    id="old_accounts",
    name="Old accounts left",
    unit="n",
    direction="lower",
    family="governance",
    text=(
        "Accounts that still open something at the end of the run where others have taken their "
        "place: leftovers of a migration, or of an exception that ended."
    ),
    reduce=reduce,
    sampled="total",
    rank=8,
)
