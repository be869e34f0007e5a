"""Revocation lag where the work is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the mean of min(lag, tau) by planned share of hops."""
    orders = outcome.records.orders
    lag_h = np.minimum(orders.lag_h, outcome.world.follow_up_h)
    return share(float((lag_h * orders.share).sum()), float(orders.share.sum()))


METRIC = Number(
    id="domain_lag",
    name="Revocation lag (traffic-weighted)",
    unit="h",
    direction="lower",
    family="revocation",
    text=(
        "Mean revocation lag over (order, domain), weighted by the share of the agent's planned "
        "hops that go to the domain; each lag is cut at the follow-up time tau."
    ),
    reduce=reduce,
    limit="tau",
    rank=2,
)
