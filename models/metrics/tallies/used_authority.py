"""Which needed things each agent really used, by bins of ten days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, FloatArray
    from models.engine.settled import Settled, Stage
    from models.metrics.definition import Outcome

BIN_H = 240.0
"""Width of a bin: ten days."""

MEMORY_H = 2160.0
"""A thing counts as used for this long after a hop: 90 d."""


class UsedAuthority:
    """Marks (agent, bin, code) where a hop was executed."""

    def __init__(self, stage: Stage) -> None:
        """Start with nothing used."""
        self._world, self._agents = stage.world, stage.agents
        self._codes = 2 * stage.world.n_resources
        self._bins = max(1, int(np.ceil(stage.world.horizon_h / BIN_H)))
        # A bin more than there are: rounding may put the last hop before the horizon there.
        shape = (len(stage.agents), (self._bins + 1) * self._codes)
        self._used = np.zeros(shape, dtype=np.bool_)

    def fold(self, settled: Settled) -> None:
        """Mark the executed hops."""
        place = (settled.time_h * (1.0 / BIN_H)).astype(np.intp)
        place *= self._codes
        place += settled.code
        if settled.agents is None:
            used = self._used[settled.agent]
        else:
            used = self._used.reshape(-1)
            place += (settled.agents * self._used.shape[1]).repeat(settled.length)
        if settled.counted is not None:
            place = place[settled.counted]
        used[place] = True

    def result(self) -> dict[str, FloatArray]:
        """Return sums over agents alive at the end of each bin and the things they need.

        Those are ``used`` and ``needed``, weighted, and ``used_things`` and ``needed_things``,
        unweighted; (B,) each.
        """
        world, agents = self._world, self._agents
        end_h = np.minimum(np.arange(1, self._bins + 1) * BIN_H, world.horizon_h)
        alive = (agents.birth_h[:, None] < end_h) & (agents.death_h[:, None] >= end_h)
        needed = world.fleets.needed[agents.fleet].astype(np.float64)  # (A, R)
        used = np.zeros((self._bins, world.n_resources))
        for last in range(self._bins):
            used[last] = (needed * self._within_memory(last) * alive[:, last, None]).sum(axis=0)
        # Whole numbers: their sums are exact in any order, so that a fast product may form them.
        wanted = alive.T.astype(np.float64) @ needed  # (B, R)
        return {
            "used": (used * world.weight).sum(axis=1),
            "needed": (wanted * world.weight).sum(axis=1),
            "used_things": used.sum(axis=1),
            "needed_things": wanted.sum(axis=1),
        }

    def _within_memory(self, last: int) -> BoolArray:
        """Return what each agent used in the bins up to *last* that are remembered, (A, R)."""
        grid = self._used.reshape(len(self._used), self._bins + 1, self._codes)
        first = max(0, last + 1 - int(MEMORY_H / BIN_H))
        end = last + 1 if last + 1 < self._bins else self._bins + 1
        in_scope = grid[:, first:end, : self._world.n_resources]
        return np.asarray(in_scope.any(axis=1), dtype=np.bool_)


USED = {"used_authority": UsedAuthority}
"""For the ``tallies`` of a metric."""


def used_share(outcome: Outcome, *, weighted: bool) -> float:
    """Return used over needed, over the bins that look back on a whole memory.

    A run that is shorter than the memory is judged by its last bin.
    """
    found = outcome.tallies["used_authority"]
    used = np.asarray(found["used" if weighted else "used_things"], dtype=np.float64)
    needed = np.asarray(found["needed" if weighted else "needed_things"], dtype=np.float64)
    first = min(int(MEMORY_H / BIN_H), len(used)) - 1
    whole = float(needed[first:].sum())
    return float(used[first:].sum()) / whole if whole > 0 else float("nan")
