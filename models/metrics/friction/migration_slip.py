"""How much later than planned domains change over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.engine.changeover import Migration
    from models.metrics.definition import Outcome


def slips_d(found: Migration, horizon_h: float) -> FloatArray:
    """Return the slip of each dated domain within the run, days, (M,).

    A domain that does not change over by the horizon has slipped at least until then.
    """
    real_h = np.minimum(found.real_h, horizon_h)
    late: FloatArray = (real_h - np.minimum(found.planned_h, horizon_h)) / 24.0
    return late


def reduce(outcome: Outcome) -> float:
    """Return the mean, ``nan`` without a plan."""
    late_d = slips_d(outcome.records.migration, outcome.world.horizon_h)
    return float(late_d.mean()) if len(late_d) else float("nan")


METRIC = Number(
    id="migration_slip",
    name="Slip of the plan",
    unit="d",
    direction="lower",
    family="friction",
    text=(
        "Mean of real less planned date over the domains that a plan dates; a domain that is not "
        "done by the end of the run counts until then."
    ),
    reduce=reduce,
    rank=14,
)
