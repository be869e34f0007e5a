"""Planned hops of one agent: a block of tasks, or one task that goes on after a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models.engine.chain import Chain
from models.engine.settled import Settled
from models.engine.workload import Block

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, IntArray

_ZERO = np.zeros(1, dtype=np.int64)


class Batch:
    """Hops that happen as planned unless something stops them; n hops in m chains.

    Attributes:
        time_h: Planned times, hours, (n,).
        code: What each hop aims at, (n,).
        candidates: Next obstructed hop of each chain as last searched, latest first.
        until_h: Time of the last hop, ``-inf`` where there is none.
    """

    __slots__ = (
        "_arrival_h",
        "_begin",
        "_event_class",
        "_first",
        "_jitter_h",
        "_length",
        "_live",
        "_origin",
        "_span_h",
        "_start_h",
        "_thing",
        "candidates",
        "code",
        "time_h",
        "until_h",
    )

    def __init__(self, block: Block, origin: Chain | None = None) -> None:
        """Plan a block of tasks.

        Args:
            block: The tasks.
            origin: The one chain of the block, if it goes on after a stop.
        """
        self.time_h, self.code, self._event_class = block.time_h, block.code, block.event_class
        self._thing, self._first, self._length = block.thing, block.first, block.length
        self._jitter_h = block.jitter_h
        self._live: BoolArray | None = None
        self._origin = origin
        self._begin = 0 if origin is None else origin.at
        self.candidates: list[int] = []
        self._start_h = self.time_h[self._first]
        end_h = self.time_h[self._first + (self._length - 1)]
        self.until_h = float(end_h.max(initial=-np.inf))
        self._span_h = float((end_h - self._start_h).max(initial=0.0))
        self._arrival_h = float(self._start_h.min(initial=np.inf))
        if origin is not None:
            self._arrival_h = origin.arrival_h

    @classmethod
    def resumed(cls, chain: Chain) -> Batch:
        """Plan the rest of one chain that was released."""
        length, jitter_h = np.array([len(chain.time_h)]), np.array([chain.jitter_h])
        hops = chain.time_h, chain.code, chain.event_class, chain.thing
        return cls(Block(*hops, _ZERO, length, jitter_h), chain)

    def _between(self, from_h: float, to_h: float) -> slice:
        """Return hops that hold all that may happen in [from_h, to_h)."""
        low, high = np.searchsorted(self._start_h, (from_h - self._span_h, to_h)).tolist()
        if low == high:
            return slice(0, 0)
        last = high - 1
        return slice(
            max(self._begin, int(self._first[low])), int(self._first[last] + self._length[last])
        )

    def _chain_of(self, hop: int) -> int:
        return int(np.searchsorted(self._first, hop, side="right")) - 1

    def is_live(self, hop: int) -> bool:
        """Return whether a hop is still planned here."""
        return self._live is None or bool(self._live[hop])

    def search(self, allow: npt.NDArray[np.float32], now_h: float) -> None:
        """Find the first hop of each chain from *now_h* on that is not allowed.

        Args:
            allow: Probability that a hop at each code is allowed, (2R,).
            now_h: Hops before are past.
        """
        window = self._between(now_h, np.inf)
        hops = (self._thing[window] >= allow[self.code[window]]).nonzero()[0]
        if not hops.size:
            self.candidates = []
            return
        hops += window.start
        ahead = self.time_h[hops] >= now_h
        if self._live is not None:
            ahead &= self._live[hops]
        hops = hops[ahead]
        chain = self._first.searchsorted(hops, side="right")
        following = np.empty(len(chain), dtype=np.bool_)
        following[:1] = False
        np.equal(chain[1:], chain[:-1], out=following[1:])
        hops = hops[~following]
        order = self.time_h[hops].argsort(kind="stable")
        self.candidates = hops[order[::-1]].tolist()

    def hops_within(self, closed: BoolArray, from_h: float, to_h: float) -> list[int]:
        """Return hops planned in [from_h, to_h) at codes that are closed, (2R,), ascending."""
        if self.until_h < from_h:
            return []
        window = self._between(from_h, to_h)
        time_h = self.time_h[window]
        hit = closed[self.code[window]]
        hit &= time_h >= from_h
        hit &= time_h < to_h
        if self._live is not None:
            hit &= self._live[window]
        found: list[int] = (hit.nonzero()[0] + window.start).tolist()
        return found

    def before(self, hop: int) -> range:
        """Return the hops planned here before *hop* in its chain."""
        return range(max(self._begin, int(self._first[self._chain_of(hop)])), hop)

    def detach(self, agent: int, hop: int) -> Chain:
        """Take a live *hop* and what follows in its chain out of the plan."""
        if self._live is None:
            self._live = np.ones(len(self.time_h), dtype=np.bool_)
        which = self._chain_of(hop)
        first = int(self._first[which])
        end = first + int(self._length[which])
        self._live[hop:end] = False
        hops, origin = slice(first, end), self._origin
        time_h = self.time_h[hops].copy()
        return Chain(
            agent,
            time_h,
            self.code[hops].copy(),
            self._event_class[hops].copy(),
            self._thing[hops].copy(),
            float(self._jitter_h[which]),
            float(time_h[0]) if origin is None else origin.arrival_h,
            float(time_h[-1]) if origin is None else origin.nominal_end_h,
            hop - first,
        )

    def arrived(self, from_h: float) -> int:
        """Return how many chains of a block arrive at *from_h* or later."""
        return len(self._start_h) - int(np.searchsorted(self._start_h, from_h))

    def settle(self, agent: int, fleet: int, horizon_h: float) -> Settled:
        """Return what happened of the plan in [0, horizon_h), now that it is certain."""
        return Settled(
            agent,
            fleet,
            self.time_h,
            self.code,
            self._event_class,
            self._first,
            self._length,
            self._counted(horizon_h),
            self._ended(horizon_h),
            self._delay_h(),
        )

    def _counted(self, horizon_h: float) -> BoolArray | None:
        counted = self._live
        if self.until_h >= horizon_h:
            within = self.time_h < horizon_h
            counted = within if counted is None else counted & within
        if self._arrival_h < 0.0:
            within = self.time_h >= 0.0
            counted = within if counted is None else counted & within
        if self._begin:
            counted = (
                np.ones(len(self.time_h), dtype=np.bool_) if counted is None else counted.copy()
            )
            counted[: self._begin] = False
        return counted

    def _ended(self, horizon_h: float) -> BoolArray | None:
        if self._live is None and self.until_h < horizon_h and self._arrival_h >= 0.0:
            return None
        last: IntArray = self._first + (self._length - 1)
        ended: BoolArray = self.time_h[last] < horizon_h
        arrival_h = self._start_h if self._origin is None else self._origin.arrival_h
        ended &= arrival_h >= 0.0
        if self._live is not None:
            ended &= self._live[last]
        return ended

    def _delay_h(self) -> npt.NDArray[np.float64] | None:
        if self._origin is None:
            return None
        return np.array([self.until_h - self._origin.nominal_end_h])
