"""Work that no policy looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import per_30_d

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return unchecked hops per 30 d."""
    return per_30_d(float(outcome.records.estate.unchecked_hops), outcome.world)


METRIC = Number(
    id="unchecked_hops",
    name="Unchecked hops",
    unit="per 30 d",
    direction="lower",
    family="compromise",
    text=(
        "Hops that passed while a policy at request time was down with its directory and fails "
        "open, whatever they aimed at; per 30 d."
    ),
    reduce=reduce,
    sampled="total",
    rank=8,
)
