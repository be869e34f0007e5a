"""Settled hops of many agents put together, since a fold costs more by the call than by the hop."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from models.engine.settled import Settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from models.compiled.world import BoolArray, FloatArray
    from models.engine.settled import Tally

_Kind = TypeVar("_Kind", bound=np.generic)

POOLED_HOPS = 8192
"""How many hops of a fleet are folded together; their columns fit into a processor's cache."""


class Pool:
    """Gives tallies what is settled, a fleet's agents together; `flush` gives them the rest."""

    def __init__(self, tallies: Sequence[Tally]) -> None:
        """Start empty.

        Args:
            tallies: Sums that are the same in whatever order and company they meet chains.
        """
        self._tallies = tuple(tallies)
        self._waiting: dict[int, list[Settled]] = {}
        self._hops: dict[int, int] = {}

    def fold(self, settled: Settled) -> None:
        """Take one agent's settled hops."""
        fleet = settled.fleet
        self._waiting.setdefault(fleet, []).append(settled)
        hops = self._hops.get(fleet, 0) + len(settled.time_h)
        self._hops[fleet] = hops
        if hops >= POOLED_HOPS:
            self._pour(fleet)

    def result(self) -> dict[str, npt.NDArray[np.float64]]:
        """Return nothing: the tallies have it."""
        return {}

    def flush(self) -> None:
        """Give the tallies what still waits."""
        for fleet in tuple(self._waiting):
            self._pour(fleet)

    def _pour(self, fleet: int) -> None:
        together = pooled(self._waiting.pop(fleet))
        self._hops[fleet] = 0
        for tally in self._tallies:
            tally.fold(together)


def pooled(parts: Sequence[Settled]) -> Settled:
    """Return the settled hops of some agents of one fleet as one.

    Args:
        parts: At least one.
    """
    if len(parts) == 1:
        return parts[0]
    hops = [len(part.time_h) for part in parts]
    chains = [len(part.first) for part in parts]
    before = np.cumsum(hops) - hops
    return Settled(
        agent=-1,
        fleet=parts[0].fleet,
        time_h=np.concatenate([part.time_h for part in parts]),
        code=np.concatenate([part.code for part in parts]),
        event_class=np.concatenate([part.event_class for part in parts]),
        first=np.concatenate([part.first for part in parts]) + np.repeat(before, chains),
        length=np.concatenate([part.length for part in parts]),
        counted=_flags([part.counted for part in parts], hops),
        ended=_flags([part.ended for part in parts], chains),
        delay_h=_delays([part.delay_h for part in parts], chains),
        agents=np.repeat(np.array([part.agent for part in parts]), chains),
    )


def _flags(parts: list[BoolArray | None], sizes: list[int]) -> BoolArray | None:
    if all(part is None for part in parts):
        return None
    together = np.ones(sum(sizes), dtype=np.bool_)
    _fill(together, parts, sizes)
    return together


def _delays(parts: list[FloatArray | None], sizes: list[int]) -> FloatArray | None:
    if all(part is None for part in parts):
        return None
    together = np.zeros(sum(sizes))
    _fill(together, parts, sizes)
    return together


def _fill(
    together: npt.NDArray[_Kind], parts: Sequence[npt.NDArray[_Kind] | None], sizes: list[int]
) -> None:
    """Put the parts that there are where they belong."""
    end = 0
    for part, size in zip(parts, sizes, strict=True):
        end += size
        if part is not None:
            together[end - size : end] = part
