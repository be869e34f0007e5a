"""Work lost while a directory is down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import per_30_d

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return agent-hours per 30 d."""
    return per_30_d(float(outcome.records.outages.agent_h.sum()), outcome.world)


METRIC = Number(
    id="outage_hours",
    name="Lost to directory outages",
    unit="agent-h per 30 d",
    direction="lower",
    family="friction",
    text=(
        "Hours in which a live agent could not work somewhere because a directory was out and its "
        "token, or the cached decision of a policy that fails closed, had ended; per 30 d."
    ),
    reduce=reduce,
    sampled="total",
    rank=11,
)
