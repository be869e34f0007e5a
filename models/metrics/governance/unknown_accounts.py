"""Unknown accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return their share of all accounts."""
    estate = outcome.records.estate
    return share(float(estate.unknown_accounts), float(estate.accounts))


METRIC = Number(
    id="unknown_accounts",
    name="Unknown accounts",
    unit="share",
    direction="lower",
    family="governance",
    text="Share of the accounts alive in the run that are in no inventory.",
    reduce=reduce,
    rank=4,
)
