"""Work that left the designed scope and was let through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.tallies.hop_counts import HOPS, hops_by_code
from models.metrics.window import per_30_d

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return executed hops outside the designed scope per 30 d."""
    outside = hops_by_code(outcome)[:, :, outcome.world.n_resources :]
    return per_30_d(float(outside.sum()), outcome.world)


METRIC = Number(
    id="touches",
    name="Out-of-scope touches",
    unit="per 30 d",
    direction="lower",
    family="compromise",
    text=(
        "Hops of agents that aimed outside their designed scope and succeeded, by approval or "
        "without one; per 30 d."
    ),
    reduce=reduce,
    tallies=HOPS,
    sampled="total",
    queued=True,
    rank=5,
)
