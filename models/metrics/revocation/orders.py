"""How many orders the lags rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number
from models.metrics.window import WINDOW_H

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return orders per 30 d of the span in which orders are issued."""
    world = outcome.world
    span_h = world.horizon_h - world.follow_up_h
    count = len(np.unique(outcome.records.orders.order))
    return count * WINDOW_H / span_h if span_h > 0 else float("nan")


METRIC = Number(
    id="orders",
    name="Revocation orders",
    unit="per 30 d",
    direction="neutral",
    family="revocation",
    text=(
        "Revocation orders of all reasons (retirement, incident, drill) that are followed, per "
        "30 d of the span from 0 to the horizon less the follow-up time. A retirement that "
        "triggers no order is not among them: it leaves an orphan."
    ),
    reduce=reduce,
    sampled="total",
    rank=8,
)
