"""The part of authority that the work needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return weight-hours in the designed scope, per agent-day."""
    found = outcome.records.authority
    return share(found.needed_wh, found.agent_h / 24.0)


def reduce_equal(outcome: Outcome) -> float:
    """Return thing-hours instead of weight-hours."""
    found = outcome.records.authority
    return share(float(found.equal_wh[2]), found.agent_h / 24.0)


METRIC = Number(
    id="needed_authority",
    name="Needed authority",
    unit="weight-h per agent-day",
    direction="neutral",
    family="authority",
    text="The part of authority that lies in the designed scope of the agent.",
    reduce=reduce,
    rank=2,
    weighted=True,
    equal=reduce_equal,
)
