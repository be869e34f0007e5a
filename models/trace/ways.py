"""Hops of a span, added up: who used which platform how often, in a log or in none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, IntArray
    from models.trace.trace import Trace


@dataclass(frozen=True, slots=True)
class Ways:
    """One row a fleet, platform and logging of which there are hops, in that order.

    Attributes:
        fleet: Number of the fleet, (n,).
        platform: Number of the platform, (n,).
        logged: Whether a log has them, (n,).
        hops: How many, (n,).
    """

    fleet: IntArray
    platform: IntArray
    logged: BoolArray
    hops: IntArray


def ways_between(trace: Trace, from_h: float, to_h: float) -> Ways:
    """Return the ways that recorded hops of [from_h, to_h) went."""
    rows, heading = trace.hops[trace.hops_between(from_h, to_h)], trace.heading
    platforms = np.asarray(heading.resource_platform, dtype=np.int64)
    fleet = np.asarray(trace.agent_fleet[rows["agent"]], dtype=np.int64)
    platform = platforms[rows["code"] % max(len(heading.resources), 1)]
    key = (fleet * max(len(heading.platforms), 1) + platform) * 2 + rows["captured"]
    found, hops = np.unique(key, return_counts=True)
    pair = found // 2
    return Ways(
        pair // max(len(heading.platforms), 1),
        pair % max(len(heading.platforms), 1),
        found % 2 == 1,
        hops,
    )
