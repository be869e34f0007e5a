"""How long after a decision the last access ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number
from models.metrics.revocation.per_order import last_domains, mean_or_nan

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the mean of min(lag of the last domain, tau)."""
    return mean_or_nan(np.minimum(last_domains(outcome).lag_h, outcome.world.follow_up_h))


METRIC = Number(
    id="last_domain_lag",
    name="Revocation lag (last domain)",
    unit="h",
    direction="lower",
    family="revocation",
    text=(
        "Mean time from a revocation order until every attempt with any held or mintable "
        "credential of the subject is denied in the last domain that it had access to. Each order "
        "is followed for the follow-up time tau, and a longer lag counts as tau."
    ),
    reduce=reduce,
    limit="tau",
    rank=1,
)
