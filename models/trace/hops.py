"""Executed hops as columns: all of them, or a sample keyed by agent and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.trace.table import HOP

if TYPE_CHECKING:
    import numpy.typing as npt

    from models.compiled.world import BoolArray, FloatArray, IntArray
    from models.engine.settled import Settled, Stage


class Hops:
    """A tally that keeps hops; beyond its room it halves the sample.

    Which hops a share keeps depends on the agent and the time alone: not on the order in which
    they are settled, and not on what else is kept.
    """

    def __init__(self, stage: Stage, kept: BoolArray, share: float, most: int) -> None:
        """Keep nothing yet.

        Args:
            stage: What is known before the first hop.
            kept: Agents whose hops are kept, (A,).
            share: Share of their hops to begin with, 0 to 1.
            most: Hops at most.
        """
        self._keys = stage.agents.key
        self._captured = stage.visibility.captured
        self._resources = stage.world.n_resources
        self._starts_h = np.array([phase.start_h for phase in stage.governance.phases])
        self._kept, self._most = kept, most
        self.share = share
        self.executed = 0
        self._parts: list[npt.NDArray[np.void]] = []
        self._count = 0

    def fold(self, settled: Settled) -> None:
        """Take the executed hops of chosen agents."""
        if self.share <= 0.0:
            return
        agent = np.full(len(settled.time_h), settled.agent)
        if settled.agents is not None:
            agent = np.repeat(settled.agents, settled.length)
        mine = self._kept[agent]
        if settled.counted is not None:
            mine = mine & settled.counted
        self.executed += int(np.count_nonzero(mine))
        mine &= self._drawn(agent, settled.time_h)
        if not mine.any():
            return
        part = np.zeros(int(np.count_nonzero(mine)), dtype=HOP)
        part["time_h"], part["agent"] = settled.time_h[mine], agent[mine]
        part["code"], part["event_class"] = settled.code[mine], settled.event_class[mine]
        part["captured"] = self._seen(settled.fleet, part)
        self._parts.append(part)
        self._count += len(part)
        self._thin(self._most)

    def _seen(self, fleet: int, part: npt.NDArray[np.void]) -> BoolArray:
        phase = np.searchsorted(self._starts_h, part["time_h"], "right") - 1
        resource = part["code"] % self._resources
        seen: BoolArray = self._captured[phase, fleet, resource, part["event_class"]]
        return seen

    def _drawn(self, agent: IntArray, time_h: FloatArray) -> BoolArray:
        """Return which hops the present share keeps, (n,)."""
        if self.share >= 1.0:
            return np.ones(len(agent), dtype=np.bool_)
        mixed = self._keys[agent] ^ np.ascontiguousarray(time_h).view(np.uint64)
        # Integers only: the finaliser of SplitMix64 is the same on every machine.
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed = mixed ^ (mixed >> np.uint64(31))
        drawn: BoolArray = (mixed >> np.uint64(11)) < np.uint64(int(self.share * 2**53))
        return drawn

    def _thin(self, most: int) -> None:
        while self._count > most:
            self.share = self.share / 2 if self._count > 1 and self.share > 2**-40 else 0.0
            whole = np.concatenate(self._parts)
            kept = whole[self._drawn(whole["agent"], whole["time_h"])]
            self._parts, self._count = [kept], len(kept)

    def result(self) -> dict[str, npt.NDArray[np.float64]]:
        """Return nothing: the trace has it."""
        return {}

    def in_order_of_time(self, most: int) -> npt.NDArray[np.void]:
        """Return the hops in order of time, then of agent; *most* at most."""
        self._thin(max(0, most))
        whole = np.concatenate([np.zeros(0, dtype=HOP), *self._parts])
        return whole[np.lexsort((whole["code"], whole["agent"], whole["time_h"]))]
