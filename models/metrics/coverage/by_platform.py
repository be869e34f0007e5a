"""Sums over phases, fleets and the resources of a platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def by_platform(outcome: Outcome, hops: FloatArray) -> FloatArray:
    """Return hops by platform and event class, (P, 3), from (N, F, R, 3)."""
    total = np.zeros((outcome.world.n_platforms, hops.shape[3]))
    np.add.at(total, outcome.world.resource_platform, hops.sum(axis=(0, 1)))
    return total
