"""Chains that the logs tell from end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.tallies.chain_counts import CHAINS
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return whole over ended chains."""
    found = outcome.tallies["chain_counts"]
    return share(float(found["whole"].sum()), float(found["ended"].sum()))


METRIC = Number(
    id="reconstructable_chains",
    name="Chains reconstructable",
    unit="share",
    direction="higher",
    family="logging",
    text=(
        "Share of ended tasks of which every hop is attributable, visible and kept 24 h after the "
        "task's end, and joined to the next by the correlation key wherever log sink or account "
        "changes between them. Visibility counts with its mean delay."
    ),
    reduce=reduce,
    tallies=CHAINS,
    rank=3,
)
