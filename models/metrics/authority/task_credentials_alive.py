"""Credentials that live because a task runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.tallies.task_credentials import TASK_CREDENTIALS
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return hours of credentials over hours of agents."""
    hours = float(outcome.tallies["task_credentials"]["hours"][0])
    return share(hours, outcome.records.estate.agent_h)


METRIC = Number(
    id="task_credentials_alive",
    name="Live just-in-time credentials",
    unit="n per agent",
    direction="lower",
    family="authority",
    text=(
        "Mean number of just-in-time credentials that an agent holds at an instant: one a running "
        "or waiting task and domain, from the task's first hop until it is revoked or runs out. 0 "
        "where access stands."
    ),
    reduce=reduce,
    tallies=TASK_CREDENTIALS,
    queued=True,
    rank=9,
)
