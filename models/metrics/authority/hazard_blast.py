"""Blast radius weighed by how likely a credential is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the mean of the monthly sums of hazard x blast radius."""
    found = outcome.records.authority.blast_hazard_per_y
    return float(found.mean()) if len(found) else float("nan")


METRIC = Number(
    id="hazard_blast",
    name="Hazard times blast radius",
    unit="per year",
    direction="lower",
    family="authority",
    text=(
        "Sum over credentials, directories and vaults of the yearly hazard of losing each times "
        "the share of all sensitivity weight that it reaches; mean over monthly instants. One unit "
        "is the loss of everything once a year."
    ),
    reduce=reduce,
    sampled="total",
    rank=7,
    weighted=True,
)
