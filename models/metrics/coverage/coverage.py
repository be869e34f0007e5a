"""What is captured where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.compiled.world import EVENT_CLASSES
from models.metrics.coverage.by_platform import by_platform
from models.metrics.definition import Table
from models.metrics.tallies.hop_counts import HOPS, hops_by_resource

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return captured and executed hops by platform and event class."""
    hops = hops_by_resource(outcome)
    captured = np.where(outcome.records.visibility.captured, hops, 0.0)
    return by_platform(outcome, captured), by_platform(outcome, hops)


METRIC = Table(
    id="coverage",
    name="Logging coverage",
    unit="share",
    direction="higher",
    family="logging",
    text="Share of executed hops that are captured, by platform and event class.",
    axes=("platform", "event_class"),
    grid=lambda world: (world.platform_ids, EVENT_CLASSES),
    reduce=reduce,
    tallies=HOPS,
    rank=20,
)
