"""What is planned of one task that goes on after a stop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from models.engine.settled import Settled

if TYPE_CHECKING:
    import numpy.typing as npt

    from models.compiled.world import BoolArray
    from models.engine.batch import Change
    from models.engine.chain import Chain

_ZERO = np.zeros(1, dtype=np.int64)


class Rest:
    """A `Batch` of one chain; plain lists, because chains are short.

    Attributes:
        time_h: Times of all hops of the chain, hours.
        code: What each aims at.
        candidates: The next obstructed hop as last searched, if any.
        until_h: Time of the last hop.
    """

    __slots__ = ("_chain", "_end", "candidates", "code", "time_h", "until_h")

    def __init__(self, chain: Chain) -> None:
        """Plan a chain that was released."""
        self._chain = chain
        self.time_h: list[float] = chain.time_h.tolist()
        self.code: list[int] = chain.code.tolist()
        self.candidates: list[int] = []
        self.until_h = float(chain.time_h[-1])
        self._end = len(self.time_h)

    def is_live(self, hop: int) -> bool:
        """Return whether a hop is still planned here."""
        return hop < self._end

    def is_past(self, now_h: float) -> bool:
        """Return whether all of it has happened, if no closure stopped it."""
        return self.until_h < now_h and not self.candidates

    def search(self, allow: npt.NDArray[np.float32], now_h: float) -> None:
        """Find the first hop from *now_h* on that is not allowed, as `Batch.search`."""
        self.candidates = []
        thing = self._chain.thing
        for hop in range(self._chain.at, self._end):
            if self.time_h[hop] >= now_h and thing[hop] >= allow[self.code[hop]]:
                self.candidates = [hop]
                return

    def wants(self, code: int) -> bool:
        """Return whether it may be obstructed at a code, as `Batch.wants`."""
        return code in self.code

    def is_affected(self, changes: list[Change], now_h: float) -> bool:
        """Return whether a new search may find something else, as `Batch.is_affected`."""
        return self.until_h >= now_h and any(change[0] in self.code for change in changes)

    def hops_within(self, closed: BoolArray, from_h: float, to_h: float) -> list[int]:
        """Return hops in [from_h, to_h) at codes that are closed, as `Batch.hops_within`."""
        if self.until_h < from_h:
            return []
        return [
            hop
            for hop in range(self._chain.at, self._end)
            if from_h <= self.time_h[hop] < to_h and closed[self.code[hop]]
        ]

    def before(self, hop: int) -> range:
        """Return the hops planned here before *hop*."""
        return range(self._chain.at, hop)

    def detach(self, agent: int, hop: int) -> Chain:
        """Take *hop* and what follows out of the plan."""
        self._end = hop
        return replace(self._chain, agent=agent, at=hop)

    def settle(self, agent: int, fleet: int, horizon_h: float) -> Settled:
        """Return what happened of the plan in [0, horizon_h), now that it is certain."""
        chain = self._chain
        counted = (chain.time_h < horizon_h) & (chain.time_h >= 0.0)
        counted[: chain.at] = False
        counted[self._end :] = False
        ended = (
            self._end == len(self.time_h) and self.until_h < horizon_h and chain.arrival_h >= 0.0
        )
        return Settled(
            agent,
            fleet,
            chain.time_h,
            chain.code,
            chain.event_class,
            _ZERO,
            np.array([len(self.time_h)], dtype=np.int64),
            counted,
            np.array([ended]),
            np.array([self.until_h - chain.nominal_end_h]),
        )
