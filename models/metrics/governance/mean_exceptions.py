"""Exceptions in force, on average."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number
from models.metrics.governance.exceptions_in_force import exception_h

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return their mean number over the run."""
    horizon_h = outcome.world.horizon_h
    return float(exception_h(outcome, np.array([0.0, horizon_h]))[0]) / horizon_h


METRIC = Number(
    id="mean_exceptions",
    name="Exceptions in force",
    unit="n",
    direction="lower",
    family="governance",
    text=(
        "Mean number of exceptions in force over the run: stated ones, new ones, and legacy "
        "platforms that neither an exception nor compensating controls cover."
    ),
    reduce=reduce,
    rank=5,
)
