"""Work of those who approve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number
from models.metrics.window import per_30_d

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return working hours of approvers per 30 d."""
    return per_30_d(float(np.nansum(outcome.records.requests.service_h)), outcome.world)


METRIC = Number(
    id="approval_hours",
    name="Approval work",
    unit="h per 30 d",
    direction="lower",
    family="friction",
    text="Working hours that approvers spent on requests, waiting not counted; per 30 d.",
    reduce=reduce,
    sampled="total",
    queued=True,
    rank=7,
)
