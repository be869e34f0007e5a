"""What one directory reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the mean of the monthly largest shares."""
    found = outcome.records.authority.blast_directory
    return float(found.mean()) if len(found) else float("nan")


METRIC = Number(
    id="directory_blast",
    name="Blast radius of the largest directory",
    unit="share",
    direction="lower",
    family="authority",
    text=(
        "Share of the sensitivity weight of all resources that can be reached, trust edges "
        "included, with everything that one directory can mint; the largest over directories, "
        "mean over monthly instants. What a central directory puts at stake."
    ),
    reduce=reduce,
    rank=8,
    weighted=True,
)
