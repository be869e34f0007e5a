"""Accounts that outlive their agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return orphan-hours over account-hours."""
    estate = outcome.records.estate
    return share(estate.orphan_account_h, estate.account_h)


METRIC = Number(
    id="orphans",
    name="Orphaned accounts",
    unit="share",
    direction="lower",
    family="governance",
    text="Share of live account-hours of accounts whose agent has ended.",
    reduce=reduce,
    rank=1,
)
