"""From the loss of a credential to the end of all that it gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the mean from loss to effective denial, ``nan`` without a compromise."""
    found = outcome.records.compromises
    if not len(found.used_h):
        return float("nan")
    return float((found.ended_h - found.lost_h).mean())


METRIC = Number(
    id="loss_to_denial",
    name="Loss to denial",
    unit="h",
    direction="lower",
    family="compromise",
    text=(
        "Mean time from the loss of a credential to effective denial, of those that an attacker "
        "came to use; what follows first use is cut at the follow-up time or the end of the run. "
        "Not defined in a replication without a compromise."
    ),
    reduce=reduce,
    rank=5,
)
