"""Orders that nothing completes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.revocation.per_order import last_domains, mean_or_nan

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the share of orders with an access that nothing ends."""
    return mean_or_nan(last_domains(outcome).never)


METRIC = Number(
    id="never_ends",
    name="Access that nothing ends",
    unit="share",
    direction="lower",
    family="revocation",
    text=(
        "Share of orders after which, in some domain, no scheduled event (rotation, expiry, "
        "ticket, review) can end the access. It follows from the structure and is not a long wait."
    ),
    reduce=reduce,
    rank=5,
)
