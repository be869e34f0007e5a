"""From first use by an attacker to effective denial."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the mean time to effective denial, ``nan`` without a compromise."""
    found = outcome.records.compromises
    if not len(found.used_h):
        return float("nan")
    return float(np.minimum(found.ended_h - found.used_h, outcome.world.follow_up_h).mean())


METRIC = Number(
    id="containment",
    name="Containment",
    unit="h",
    direction="lower",
    family="compromise",
    text=(
        "Mean time from an attacker's first use to effective denial (detect, decide, revoke), "
        "undetected compromises included; cut at the follow-up time or the end of the run. "
        "Not defined in a replication without a compromise."
    ),
    reduce=reduce,
    limit="tau",
    sampled="rare",
    rank=4,
)
