"""How long it takes to be let in where a grant is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.engine.records import OUTCOMES
from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the mean, ``nan`` without an approval."""
    requests = outcome.records.requests
    approved = (requests.outcome == OUTCOMES.index("approved")) & ~requests.first
    wait_h = requests.decided_h[approved] - requests.opened_h[approved]
    return float(wait_h.mean()) if len(wait_h) else float("nan")


METRIC = Number(
    id="time_to_access",
    name="Time from request to access",
    unit="h",
    direction="lower",
    family="friction",
    text=(
        "Mean time from the opening of a request to its approval, among approved requests of "
        "agents that were stopped; requests of new agents for their first access are apart."
    ),
    reduce=reduce,
    rank=9,
)
