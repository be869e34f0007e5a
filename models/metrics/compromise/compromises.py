"""How often attackers get in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import per_30_d

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return compromises with a first use in the run, per 30 d."""
    return per_30_d(len(outcome.records.compromises.used_h), outcome.world)


METRIC = Number(
    id="compromises",
    name="Compromises",
    unit="per 30 d",
    direction="lower",
    family="compromise",
    text="Compromises, injected ones included, whose first use falls in the run; per 30 d.",
    reduce=reduce,
    sampled="rare",
    rank=3,
)
