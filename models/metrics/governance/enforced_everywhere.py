"""Agents of whom every domain asks at the time of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Decision
from models.metrics.definition import Number

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the share of the agents of the start, under the controls at the end of the run."""
    world, controls = outcome.world, outcome.governance.phases[-1]
    asks = [row.jit or row.decision == Decision.REQUEST_TIME for row in controls.rows]
    everywhere = (np.array(asks)[controls.row].T | ~world.uses).all(axis=1)
    return float(np.average(everywhere, weights=world.fleets.agents))


METRIC = Number(
    id="enforced_everywhere",
    name="Controlled at use everywhere",
    unit="share",
    direction="higher",
    family="governance",
    text=(
        "Share of agents for whom every domain that they use decides at request time or issues "
        "access per task; one domain where that is not enforced is enough to miss it."
    ),
    reduce=reduce,
    rank=8,
)
