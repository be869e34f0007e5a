"""Effort to get there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return person-days."""
    return outcome.records.estate.integration_person_days


METRIC = Number(
    id="integration_days",
    name="Integration effort",
    unit="person-days",
    direction="lower",
    family="friction",
    text=(
        "Work spent by the end of the run to bind the platforms that the design binds otherwise "
        "than before; what a plan has not done yet is not spent."
    ),
    reduce=reduce,
    sampled="plan",
    rank=13,
)
