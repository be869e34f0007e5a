"""Totals of a run as rates per time window, so that runs of any length can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.compiled.world import World

WINDOW_H = 720.0
"""Length of the window in which totals are told: 30 d."""


def per_30_d(total: float, world: World) -> float:
    """Return a total over [0, H) as its mean per 30 d."""
    return total * WINDOW_H / world.horizon_h


def share(part: float, whole: float) -> float:
    """Return ``part / whole``, ``nan`` where there is nothing to have a share of."""
    return part / whole if whole > 0 else float("nan")
