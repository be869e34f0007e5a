"""Where the time goes between a decision and the end of the last access."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Table
from models.metrics.revocation.per_order import last_domains

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome

STEPS = ("detect", "route", "disable", "propagate", "expire")


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return sums of each step and the numbers of orders that have it, (5,)."""
    orders, tau_h = outcome.records.orders, outcome.world.follow_up_h
    row = last_domains(outcome).row
    parts = (orders.route_h, orders.disable_h, orders.propagate_h, orders.expire_h)
    ends = np.zeros((5, len(row)))
    for step, part_h in enumerate(parts, start=1):
        ends[step] = np.minimum(ends[step - 1] + np.nan_to_num(part_h[row], posinf=np.inf), tau_h)
    # What the steps do not explain of a lag that never ends belongs to the last step.
    ends[4] = np.minimum(np.maximum(ends[4], orders.lag_h[row]), tau_h)
    detect_h = np.minimum(orders.detect_h[row], tau_h)
    told = np.isfinite(detect_h)
    total = np.append(detect_h[told].sum(), np.diff(ends, axis=0).sum(axis=1))
    return total, np.append(float(told.sum()), np.full(4, float(len(row))))


METRIC = Table(
    id="lag_decomposition",
    name="Revocation lag by step",
    unit="h",
    direction="lower",
    family="revocation",
    text=(
        "Mean time per order in each step of the path that ended last: route (to those who act), "
        "disable (the account), propagate (to the platform), expire (tokens run out). The four add "
        "up to the lag of the last domain, cut at tau step by step. Detect: mean time from "
        "compromise to the order, among orders that follow a detected compromise."
    ),
    axes=("step",),
    grid=lambda _world: (STEPS,),
    reduce=reduce,
    rank=24,
)
