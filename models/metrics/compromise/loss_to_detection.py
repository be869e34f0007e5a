"""From the loss of a credential to the first time that somebody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the mean from loss to detection, ``nan`` if nothing was detected."""
    found = outcome.records.compromises
    known = ~np.isnan(found.detected_h)
    if not known.any():
        return float("nan")
    return float((found.detected_h - found.lost_h)[known].mean())


METRIC = Number(
    id="loss_to_detection",
    name="Loss to detection",
    unit="h",
    direction="lower",
    family="compromise",
    text=(
        "Mean time from the loss of a credential until its abuse is detected and triaged, of those "
        "compromises that are. Not defined in a replication in which none is."
    ),
    reduce=reduce,
    rank=5,
)
