"""The share of needed authority that is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.tallies.used_authority import USED, used_share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return used / needed by weight."""
    return used_share(outcome, weighted=True)


def reduce_equal(outcome: Outcome) -> float:
    """Return used / needed by number of things."""
    return used_share(outcome, weighted=False)


METRIC = Number(
    id="used_authority",
    name="Used authority",
    unit="share",
    direction="neutral",
    family="authority",
    text=(
        "Share, by weight, of what live agents need by design that they touched in the last 90 d; "
        "read every ten days from day 90 on (a shorter run: at its end)."
    ),
    reduce=reduce,
    tallies=USED,
    rank=5,
    weighted=True,
    equal=reduce_equal,
)
