"""How late events can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number
from models.metrics.tallies.hop_counts import HOPS, hops_by_resource
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return the mean delay over captured hops that reach a sink."""
    seen, platform = outcome.records.visibility, outcome.world.resource_platform
    hops = (hops_by_resource(outcome) * seen.captured).sum(axis=3)
    delay_h = seen.delay_h[:, :, platform]
    told = (seen.sink[:, :, platform] >= 0) & np.isfinite(delay_h)
    return share(float((hops[told] * delay_h[told]).sum()), float(hops[told].sum()))


METRIC = Number(
    id="time_to_visible",
    name="Time to visible",
    unit="h",
    direction="lower",
    family="logging",
    text="Mean expected time from a captured hop to its event being visible in a log sink.",
    reduce=reduce,
    tallies=HOPS,
    rank=4,
)
