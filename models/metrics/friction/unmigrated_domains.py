"""What a plan leaves undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return their number."""
    found = outcome.records.migration
    return float(np.count_nonzero(found.real_h >= outcome.world.horizon_h))


METRIC = Number(
    id="unmigrated_domains",
    name="Domains not migrated",
    unit="n",
    direction="lower",
    family="friction",
    text="Domains with a planned date that still work by the old design at the end of the run.",
    reduce=reduce,
    rank=15,
)
