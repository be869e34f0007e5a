"""A block of tasks as planned hops, less what was stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.chain import Chain
from models.engine.settled import Settled

if TYPE_CHECKING:
    import numpy.typing as npt

    from models.compiled.world import BoolArray
    from models.engine.block import Block


Change = tuple[int, float, float]
"""A code, and the probability that a hop at it was allowed and is."""


class Batch:
    """Hops that happen as planned unless something stops them; n hops in m chains.

    Attributes:
        time_h: Planned times, hours, (n,).
        code: What each hop aims at, (n,).
        candidates: Next obstructed hop of each chain as last searched, latest first.
        until_h: Time of the last hop, ``-inf`` where there is none.
    """

    __slots__ = (
        "_block",
        "_live",
        "_start_h",
        "_wanted",
        "candidates",
        "code",
        "time_h",
        "until_h",
    )

    def __init__(self, block: Block) -> None:
        """Plan a block of tasks."""
        self._block = block
        self.time_h, self.code = block.time_h, block.code
        self._live: BoolArray | None = None
        self.candidates: list[int] = []
        self._wanted: dict[int, float] = {}
        self._start_h, self.until_h = block.start_h, block.until_h

    def _from(self, from_h: float) -> int:
        """Return the first hop that may happen at *from_h* or later; all before are past."""
        return self._place(self._start_h.searchsorted(from_h - self._block.span_h))

    def _place(self, chain: np.intp) -> int:
        first = self._block.first
        return int(first[chain]) if chain < len(first) else len(self.time_h)

    def _chain_of(self, hop: int) -> int:
        return int(self._block.first.searchsorted(hop, side="right")) - 1

    def is_live(self, hop: int) -> bool:
        """Return whether a hop is still planned here."""
        return self._live is None or bool(self._live[hop])

    def search(self, allow: npt.NDArray[np.float32], now_h: float) -> None:
        """Find the first hop of each chain from *now_h* on that is not allowed.

        Args:
            allow: Probability that a hop at each code is allowed, (2R,).
            now_h: Hops before are past.
        """
        self.candidates = []
        self._wanted.clear()
        if self.until_h < now_h or allow.min(initial=1.0) >= 1.0:
            return
        thing, code, low = self._block.thing, self.code, 0
        if now_h > self._block.from_h:
            low = self._from(now_h)
            thing, code = thing[low:], code[low:]
        hops = (thing >= allow.take(code)).nonzero()[0]
        if not len(hops):
            return
        if now_h > self._block.from_h:
            hops += low
            hops = hops[self.time_h[hops] >= now_h]
        if self._live is not None:
            hops = hops[self._live[hops]]
        chain = self._block.first.searchsorted(hops, side="right")
        leads = np.ones(len(chain), dtype=np.bool_)
        np.not_equal(chain[1:], chain[:-1], out=leads[1:])
        hops = hops[leads]
        order = self.time_h[hops].argsort(kind="stable")
        self.candidates = hops[order[::-1]].tolist()
        for code, thing in zip(
            self.code[hops].tolist(), self._block.thing[hops].tolist(), strict=True
        ):
            self._wanted[code] = min(thing, self._wanted.get(code, 1.0))

    def wants(self, code: int) -> bool:
        """Return whether a chain may be obstructed at a code, as last searched."""
        return code in self._wanted

    def is_affected(self, changes: list[Change], now_h: float) -> bool:
        """Return whether a new search may find something else.

        Args:
            changes: What has changed since the last search.
            now_h: Hops before are past.
        """
        if self.until_h < now_h:
            return False
        for code, before, after in changes:
            if after > before:
                if self._wanted.get(code, 1.0) < after:
                    return True
            elif self._loses(code, after, before, now_h):
                return True
        return False

    def _loses(self, code: int, least: float, most: float, now_h: float) -> bool:
        """Return whether a hop from *now_h* on may no longer pass; maybe one that is not live."""
        hops = self._block.hops_at(code)
        if not len(hops):
            return False
        thing = self._block.thing[hops]
        lost = ((thing >= least) & (thing < most)).nonzero()[0]
        return len(lost) > 0 and bool((self.time_h[hops[lost]] >= now_h).any())

    def hops_within(self, closed: BoolArray, from_h: float, to_h: float) -> list[int]:
        """Return hops planned in [from_h, to_h) at codes that are closed, (2R,), ascending."""
        if self.until_h < from_h:
            return []
        low, high = self._from(from_h), self._place(self._start_h.searchsorted(to_h))
        hops = closed.take(self.code[low:high]).nonzero()[0]
        if not len(hops):
            return []
        hops += low
        time_h = self.time_h[hops]
        found: list[int] = hops[(time_h >= from_h) & (time_h < to_h)].tolist()
        return found

    def before(self, hop: int) -> range:
        """Return the hops planned here before *hop* in its chain."""
        return range(int(self._block.first[self._chain_of(hop)]), hop)

    def detach(self, agent: int, hop: int) -> Chain:
        """Take a live *hop* and what follows in its chain out of the plan."""
        if self._live is None:
            self._live = np.ones(len(self.time_h), dtype=np.bool_)
        block, which = self._block, self._chain_of(hop)
        first = int(block.first[which])
        end = first + int(block.length[which])
        self._live[hop:end] = False
        time_h = block.time_h[first:end].copy()
        return Chain(
            agent,
            time_h,
            block.code[first:end].copy(),
            block.event_class[first:end].copy(),
            block.thing[first:end].copy(),
            float(block.jitter_h[which]),
            float(time_h[0]),
            float(time_h[-1]),
            hop - first,
        )

    def arrived(self, from_h: float) -> int:
        """Return how many chains arrive at *from_h* or later."""
        past = 0 if self._block.from_h >= from_h else int(self._start_h.searchsorted(from_h))
        return len(self._start_h) - past

    def settle(self, agent: int, fleet: int, horizon_h: float) -> Settled:
        """Return what happened of the plan in [0, horizon_h), now that it is certain."""
        block, counted, ended = self._block, self._live, None
        if block.from_h < 0.0 or self.until_h >= horizon_h:
            within = (self.time_h >= 0.0) & (self.time_h < horizon_h)
            counted = within if counted is None else counted & within
        if counted is not None:
            ended = counted[block.first + (block.length - 1)]
            ended &= self._start_h >= 0.0
        hops = self.time_h, self.code, block.event_class
        return Settled(agent, fleet, *hops, block.first, block.length, counted, ended)
