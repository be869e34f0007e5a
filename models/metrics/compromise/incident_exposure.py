"""What attackers could use, for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import per_30_d

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the exposure of all compromises per 30 d."""
    return per_30_d(float(outcome.records.compromises.exposure_wh.sum()), outcome.world)


METRIC = Number(
    id="incident_exposure",
    name="Incident exposure",
    unit="weight-h per 30 d",
    direction="lower",
    family="compromise",
    text=(
        "Sensitivity weight that an attacker can use by anything held, as a union, integrated from "
        "first use to effective denial and cut at the follow-up time or the end of the run; sum "
        "over all compromises, per 30 d."
    ),
    reduce=reduce,
    sampled="rare",
    rank=1,
    weighted=True,
)
