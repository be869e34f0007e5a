"""Hops that can be laid to one agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.coverage.attribution import attributable
from models.metrics.definition import Number
from models.metrics.tallies.hop_counts import HOPS, hops_by_resource
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return attributable over executed hops."""
    hops = hops_by_resource(outcome)
    return share(float(hops[attributable(outcome)].sum()), float(hops.sum()))


METRIC = Number(
    id="attributable_hops",
    name="Hops attributable to an agent",
    unit="share",
    direction="higher",
    family="logging",
    text=(
        "Share of executed hops that are captured and name one agent, because the account is "
        "dedicated to it or the event carries a correlation key."
    ),
    reduce=reduce,
    tallies=HOPS,
    rank=2,
)
