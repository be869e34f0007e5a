"""Never reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return their share of all accounts."""
    estate = outcome.records.estate
    return share(float(estate.never_reviewed), float(estate.accounts))


METRIC = Number(
    id="never_reviewed",
    name="Never reviewed",
    unit="share",
    direction="lower",
    family="governance",
    text="Share of the accounts alive in the run that saw no review in their life.",
    reduce=reduce,
    rank=3,
)
