"""What became of tasks and hops, counted as the data plane settles them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.records import Flow

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from models.engine.chain import Chain
    from models.engine.settled import Settled, Tally


class Ledger:
    """Counters of tasks that arrived at 0 or later, and of hops executed in [0, H)."""

    def __init__(self, tallies: Sequence[Tally]) -> None:
        """Start at zero.

        Args:
            tallies: Given everything that is settled.
        """
        self._tallies = tuple(tallies)
        self._started = self._ended = self._abandoned = self._hops = 0
        self._by_approval = self._by_closure = 0
        self._delays_h: list[npt.NDArray[np.float64]] = []

    def start(self, tasks: int) -> None:
        """Count tasks that started."""
        self._started += tasks

    def stop(self, chain: Chain, *, by_closure: bool) -> None:
        """Count one stop of a chain."""
        if chain.arrival_h >= 0.0:
            self._by_closure += by_closure
            self._by_approval += not by_closure

    def abandon(self, chain: Chain) -> None:
        """Count a chain that never goes on."""
        self._abandoned += chain.arrival_h >= 0.0

    def settle(self, settled: Settled) -> None:
        """Count settled hops and give them to all tallies."""
        counted, ended, delay_h = settled.counted, settled.ended, settled.delay_h
        self._hops += len(settled.time_h) if counted is None else int(np.count_nonzero(counted))
        self._ended += len(settled.first) if ended is None else int(np.count_nonzero(ended))
        if delay_h is not None:
            delay_h = delay_h if ended is None else delay_h[ended]
            self._delays_h.append(delay_h[delay_h > 0.0])
        for tally in self._tallies:
            tally.fold(settled)

    def flow(self) -> Flow:
        """Return the counters; what neither ended nor was abandoned is unfinished."""
        return Flow(
            started=self._started,
            ended=self._ended,
            abandoned=self._abandoned,
            unfinished=self._started - self._ended - self._abandoned,
            hops=self._hops,
            stopped_by_approval=self._by_approval,
            stopped_by_closure=self._by_closure,
            delays_h=np.concatenate([np.zeros(0), *self._delays_h]),
        )
