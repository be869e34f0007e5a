"""What one agent's identity reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the mean of the monthly blast radii."""
    found = outcome.records.authority.blast
    return float(found.mean()) if len(found) else float("nan")


METRIC = Number(
    id="blast_radius",
    name="Blast radius",
    unit="share",
    direction="lower",
    family="authority",
    text=(
        "Share of the sensitivity weight of all resources that can be reached, trust edges "
        "included, from the whole authority of one agent drawn at random; mean over monthly "
        "instants."
    ),
    reduce=reduce,
    rank=6,
    weighted=True,
)
