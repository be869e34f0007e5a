"""What names an agent where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.compiled.world import EVENT_CLASSES
from models.metrics.coverage.attribution import attributable
from models.metrics.coverage.by_platform import by_platform
from models.metrics.definition import Table
from models.metrics.tallies.hop_counts import HOPS, hops_by_resource

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return attributable and executed hops by platform and event class."""
    hops = hops_by_resource(outcome)
    named = np.where(attributable(outcome), hops, 0.0)
    return by_platform(outcome, named), by_platform(outcome, hops)


METRIC = Table(
    id="attributable_coverage",
    name="Attributable coverage",
    unit="share",
    direction="higher",
    family="logging",
    text="Share of executed hops captured that name one agent, by platform and event class.",
    axes=("platform", "event_class"),
    grid=lambda world: (world.platform_ids, EVENT_CLASSES),
    reduce=reduce,
    tallies=HOPS,
    rank=21,
)
