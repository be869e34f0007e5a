"""How many accounts an agent needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return account-hours per agent-hour."""
    estate = outcome.records.estate
    return share(estate.account_h, estate.agent_h)


METRIC = Number(
    id="accounts_per_agent",
    name="Accounts per agent",
    unit="n",
    direction="lower",
    family="friction",
    text=(
        "Live account-hours, local principals of federated platforms included, per live agent- "
        "hour."
    ),
    reduce=reduce,
    rank=12,
)
