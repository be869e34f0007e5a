"""How long a new agent waits until it may use what it was made for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the mean, ``nan`` where nobody was born and let in."""
    found = outcome.records.first_access
    let_in = np.isfinite(found.usable_h)
    wait_h = (found.usable_h - found.birth_h)[let_in]
    return float(wait_h.mean()) if len(wait_h) else float("nan")


METRIC = Number(
    id="time_to_first_access",
    name="Time from birth to first access",
    unit="h",
    direction="lower",
    family="friction",
    text=(
        "Mean time from an agent's birth in the run until it may use a platform, over agents and "
        "platforms to which it was let in; 0 where access is given at birth and nobody is asked."
    ),
    reduce=reduce,
    queued=True,
    rank=9,
)
