"""Curves of authority per live agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.compiled.world import FloatArray, World
    from models.metrics.definition import Outcome

BINS = 36
AUTHORITY, STANDING, NEEDED = range(3)


def bin_edges_h(world: World) -> FloatArray:
    """Return the edges of the bins of the curves, (B + 1,), hours."""
    return np.linspace(0.0, world.horizon_h, BINS + 1)


def bin_middles_h(world: World) -> FloatArray:
    """Return the middle of each bin of the curves, (B,), hours."""
    edges_h = bin_edges_h(world)
    return np.asarray((edges_h[1:] + edges_h[:-1]) / 2.0, dtype=np.float64)


def curve(outcome: Outcome, which: int) -> tuple[FloatArray, FloatArray]:
    """Return weight-hours and live agent-days by bin, (B,) each.

    Integrals over the bins of the records are shared out evenly within each of them.
    """
    found, edges_h = outcome.records.authority, bin_edges_h(outcome.world)

    def rebinned(integral: FloatArray) -> FloatArray:
        so_far = np.append(0.0, np.cumsum(integral))
        return np.diff(np.interp(edges_h, found.edges_h, so_far))

    return rebinned(found.curve_wh[which]), rebinned(found.curve_agent_h) / 24.0
