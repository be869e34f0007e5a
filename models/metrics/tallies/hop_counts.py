"""Executed hops by (phase, fleet, code, event class)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.settled import CLASSES
from models.metrics.tallies.phases import later_starts_h, places

if TYPE_CHECKING:
    import numpy.typing as npt

    from models.compiled.world import FloatArray
    from models.engine.settled import Settled, Stage
    from models.metrics.definition import Outcome


class HopCounts:
    """Counts hops; what was captured of them follows from the table of visibility."""

    def __init__(self, stage: Stage) -> None:
        """Start at zero."""
        self._starts_h = later_starts_h(stage)
        self._width = 2 * stage.world.n_resources * CLASSES
        shape = (1 + len(self._starts_h), len(stage.world.fleets.ids), self._width)
        self._count: npt.NDArray[np.int64] = np.zeros(shape, dtype=np.int64)

    def fold(self, settled: Settled) -> None:
        """Count the executed hops."""
        place = places(settled, self._starts_h, self._width)
        phases = len(self._count)
        found = np.bincount(place, minlength=phases * self._width)
        if len(settled.lost):
            found -= np.bincount(place[settled.lost], minlength=len(found))
        self._count[:, settled.fleet] += found.reshape(phases, self._width)

    def result(self) -> dict[str, FloatArray]:
        """Return ``count``: phases x fleets x codes x event classes, (N, F, 2R, 3)."""
        phases, fleets, width = self._count.shape
        shape = (phases, fleets, width // CLASSES, CLASSES)
        return {"count": self._count.reshape(shape).astype(np.float64)}


HOPS = {"hop_counts": HopCounts}
"""For the ``tallies`` of a metric."""


def hops_by_code(outcome: Outcome) -> FloatArray:
    """Return executed hops by phase, fleet, code and event class, (N, F, 2R, 3)."""
    return np.asarray(outcome.tallies["hop_counts"]["count"], dtype=np.float64)


def hops_by_resource(outcome: Outcome) -> FloatArray:
    """Return executed hops by phase, fleet, resource and event class, (N, F, R, 3)."""
    count = hops_by_code(outcome)
    middle = outcome.world.n_resources
    return np.asarray(count[:, :, :middle] + count[:, :, middle:], dtype=np.float64)
