"""Executed hops by (phase, fleet, code, event class)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from models.compiled.world import FloatArray
    from models.engine.settled import Settled, Stage
    from models.metrics.definition import Outcome

CLASSES = 3


class HopCounts:
    """Counts hops; what was captured of them follows from the table of visibility."""

    def __init__(self, stage: Stage) -> None:
        """Start at zero."""
        phases = stage.governance.phases
        self._starts_h = np.array([phase.start_h for phase in phases[1:]])
        self._width = 2 * stage.world.n_resources * CLASSES
        shape = (len(phases), len(stage.world.fleets.ids), self._width)
        self._count: npt.NDArray[np.int64] = np.zeros(shape, dtype=np.int64)

    def fold(self, settled: Settled) -> None:
        """Count the executed hops."""
        place = settled.code.astype(np.intp)
        place *= CLASSES
        place += settled.event_class
        if len(self._starts_h):
            phase = np.searchsorted(self._starts_h, settled.time_h, side="right")
            place += phase * self._width
        if settled.counted is not None:
            place = place[settled.counted]
        phases = len(self._count)
        found = np.bincount(place, minlength=phases * self._width)
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
