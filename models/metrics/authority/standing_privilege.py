"""Authority that stands ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return weight-hours usable without a fresh issuance, per agent-day."""
    found = outcome.records.authority
    return share(found.standing_wh, found.agent_h / 24.0)


def reduce_equal(outcome: Outcome) -> float:
    """Return thing-hours instead of weight-hours."""
    found = outcome.records.authority
    return share(float(found.equal_wh[1]), found.agent_h / 24.0)


METRIC = Number(
    id="standing_privilege",
    name="Standing privilege",
    unit="weight-h per agent-day",
    direction="lower",
    family="authority",
    text="The part of authority that is usable at once, without a fresh issuance of access.",
    reduce=reduce,
    rank=4,
    weighted=True,
    equal=reduce_equal,
)
