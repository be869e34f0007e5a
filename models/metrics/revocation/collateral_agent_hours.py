"""Others who are blocked when a shared account is rotated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import per_30_d

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return agent-hours blocked per 30 d."""
    return per_30_d(float(outcome.records.collateral.agent_h.sum()), outcome.world)


METRIC = Number(
    id="collateral_agent_hours",
    name="Collateral of rotation",
    unit="agent-h per 30 d",
    direction="lower",
    family="revocation",
    text=(
        "Hours in which agents that no order was about could not work because a shared account was "
        "rotated, or a compromised directory recovered, and the new credential had not reached "
        "them; per 30 d."
    ),
    reduce=reduce,
    sampled="rare",
    rank=7,
)
