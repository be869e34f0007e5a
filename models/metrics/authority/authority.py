"""Authority per agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return weight-hours usable without a new human decision, per agent-day."""
    found = outcome.records.authority
    return share(found.authority_wh, found.agent_h / 24.0)


def reduce_equal(outcome: Outcome) -> float:
    """Return thing-hours instead of weight-hours."""
    found = outcome.records.authority
    return share(float(found.equal_wh[0]), found.agent_h / 24.0)


METRIC = Number(
    id="authority",
    name="Authority",
    unit="weight-h per agent-day",
    direction="lower",
    family="authority",
    text=(
        "Sensitivity weight of everything that the holder of an agent's identity can use without "
        "a new human decision (standing grants, roles it may activate, whatever policy would "
        "allow, all grants of a shared or delegated account), integrated over time, per live "
        "agent-day. Each thing of a resource counts once."
    ),
    reduce=reduce,
    rank=1,
    weighted=True,
    equal=reduce_equal,
)
