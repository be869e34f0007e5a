"""Orders that are not complete when nobody follows them any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.revocation.per_order import last_domains, mean_or_nan

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return P(lag of the last domain > tau)."""
    return mean_or_nan(last_domains(outcome).lag_h > outcome.world.follow_up_h)


METRIC = Number(
    id="lag_over_tau",
    name="Access outlives the follow-up",
    unit="share",
    direction="lower",
    family="revocation",
    text="Share of orders after which some access is still alive at the follow-up time tau.",
    reduce=reduce,
    rank=4,
)
