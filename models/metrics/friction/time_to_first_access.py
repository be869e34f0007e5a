"""How long it takes to be let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.engine.records import OUTCOMES
from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the mean, ``nan`` without an approval."""
    requests = outcome.records.requests
    approved = requests.outcome == OUTCOMES.index("approved")
    wait_h = requests.decided_h[approved] - requests.opened_h[approved]
    return float(wait_h.mean()) if len(wait_h) else float("nan")


METRIC = Number(
    id="time_to_first_access",
    name="Time from request to access",
    unit="h",
    direction="lower",
    family="friction",
    text=(
        "Mean time from the opening of a request to its approval, among approved requests. "
        "Accounts and grants of a new agent are provided at its birth; this is what it waits "
        "for where they do not suffice."
    ),
    reduce=reduce,
    sampled="queue",
    rank=9,
)
