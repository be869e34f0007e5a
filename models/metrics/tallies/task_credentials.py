"""How long credentials live that are issued per task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.authentication import credentials_rest_h

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.engine.settled import Settled, Stage


class TaskCredentials:
    """Sums the lives of the just-in-time credentials of ended tasks, one a domain and task."""

    def __init__(self, stage: Stage) -> None:
        """Start at zero; knows where access is issued per task."""
        self._platform = np.tile(stage.world.resource_platform, 2)
        phases = stage.governance.phases
        self._starts_h = np.array([phase.start_h for phase in phases[1:]])
        self._phases = phases
        jit = [np.array([row.jit for row in phase.rows])[phase.row] for phase in phases]
        self._jit = np.stack(jit)  # (N, P, F)
        self._hours = 0.0

    def fold(self, settled: Settled) -> None:
        """Add what ended tasks held."""
        ended = slice(None) if settled.ended is None else np.flatnonzero(settled.ended)
        first, length = settled.first[ended], settled.length[ended]
        where = np.argwhere(self._jit[:, :, settled.fleet])
        if not len(where) or not len(first):
            return
        begin_h = settled.time_h[first]
        lasts_h = settled.time_h[first + length - 1] - begin_h
        phase = np.searchsorted(self._starts_h, begin_h, side="right")
        chain = np.repeat(np.arange(len(settled.first)), settled.length)
        used = np.zeros((len(settled.first), self._jit.shape[1]), dtype=np.bool_)
        used[chain, self._platform[settled.code]] = True
        for task_phase, platform in where.tolist():
            mine = (phase == task_phase) & used[ended, platform]
            row = self._phases[task_phase].at(platform, settled.fleet)
            lives_h = credentials_rest_h(np.zeros(int(mine.sum())), lasts_h[mine], row, 0.0)
            self._hours += float(lives_h.sum())

    def result(self) -> dict[str, FloatArray]:
        """Return ``hours``, (1,)."""
        return {"hours": np.array([self._hours])}


TASK_CREDENTIALS = {"task_credentials": TaskCredentials}
"""For the ``tallies`` of a metric."""
