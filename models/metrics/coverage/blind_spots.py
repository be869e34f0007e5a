"""Sensitive work that no log records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.tallies.hop_counts import HOPS, hops_by_resource
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the weight of hops that are not captured over that of all."""
    hops = hops_by_resource(outcome) * outcome.world.weight[:, None]
    missed = ~outcome.records.visibility.captured
    return share(float(hops[missed].sum()), float(hops.sum()))


def reduce_equal(outcome: Outcome) -> float:
    """Return hops that are not captured over all."""
    hops = hops_by_resource(outcome)
    missed = ~outcome.records.visibility.captured
    return share(float(hops[missed].sum()), float(hops.sum()))


METRIC = Number(
    id="blind_spots",
    name="Blind spots",
    unit="share",
    direction="lower",
    family="logging",
    text=(
        "Share of executed hops, each weighted by the sensitivity of what it touched, that no log "
        "records: the sum over platforms and event classes of share of traffic times weight times "
        "what is not captured."
    ),
    reduce=reduce,
    tallies=HOPS,
    rank=5,
    weighted=True,
    equal=reduce_equal,
)
