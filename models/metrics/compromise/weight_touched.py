"""What attackers touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import per_30_d

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the weight touched in all compromises per 30 d."""
    return per_30_d(float(outcome.records.compromises.touched.sum()), outcome.world)


METRIC = Number(
    id="weight_touched",
    name="Weight touched by attackers",
    unit="weight per 30 d",
    direction="lower",
    family="compromise",
    text=(
        "Sensitivity weight of the things that attackers touched, not only could touch; per 30 d."
    ),
    reduce=reduce,
    sampled="rare",
    rank=2,
    weighted=True,
)
