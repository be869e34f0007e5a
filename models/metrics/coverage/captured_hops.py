"""Hops that are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.tallies.hop_counts import HOPS, hops_by_resource
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return captured over executed hops."""
    hops = hops_by_resource(outcome)
    return share(float(hops[outcome.records.visibility.captured].sum()), float(hops.sum()))


METRIC = Number(
    id="captured_hops",
    name="Hops captured",
    unit="share",
    direction="higher",
    family="logging",
    text="Share of executed hops that some log records; denied attempts are left out.",
    reduce=reduce,
    tallies=HOPS,
    rank=1,
)
