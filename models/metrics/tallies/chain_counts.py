"""Chains that can be put together again from the logs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from models.compiled.governance import Governance
    from models.compiled.world import BoolArray, FloatArray, IntArray, World
    from models.engine.records import Visibility
    from models.engine.settled import Settled, Stage

_Kind = TypeVar("_Kind", bound=np.generic)

_SEEN, _KEYED = 1, 2

LOOK_AFTER_H = 24.0
"""How long after its end a chain is looked at."""


@dataclass(frozen=True, slots=True)
class _Lookup:
    """What is recorded, by place of a hop's kind; N phases, F fleets, C = 2R codes.

    Attributes:
        mark: Four times a number for each (sink, account), plus `_KEYED` if the event carries
            the correlation key, plus `_SEEN` if it is traced, and visible and kept a day after
            the hop, (N, F, 3C).
        traced: Captured and carried by a name that is one agent's, (N, F, 3C).
        seams: Whether two hops of a fleet's chain may be past joining, (F,).
        slack_h: In chains that last less than this, what is seen a day after the hop is what is
            seen a day after the chain.
        kept_from_h: When an event is visible, after the hop, (N, F, C).
        kept_until_h: Until when it is kept, after the hop, (N, F, C).
    """

    mark: npt.NDArray[np.int32]
    traced: BoolArray
    seams: list[bool]
    slack_h: float
    kept_from_h: FloatArray
    kept_until_h: FloatArray


class ChainCounts:
    """Counts ended chains, and those of which every hop and every seam is on record."""

    def __init__(self, stage: Stage) -> None:
        """Fill the look-up tables."""
        phases = stage.governance.phases
        self._starts_h = np.array([phase.start_h for phase in phases[1:]])
        self._codes = 2 * stage.world.n_resources
        self._lookup = _lookup(stage.world, stage.governance, stage.visibility)
        fleets = len(stage.world.fleets.ids)
        self._ended = np.zeros(fleets, dtype=np.int64)
        self._whole = np.zeros(fleets, dtype=np.int64)

    def fold(self, settled: Settled) -> None:
        """Judge the ended chains."""
        ended = settled.ended
        count = len(settled.first) if ended is None else int(np.count_nonzero(ended))
        if not count:
            return
        whole = self._whole_chains(settled)
        if ended is not None:
            whole &= ended
        self._ended[settled.fleet] += count
        self._whole[settled.fleet] += int(np.count_nonzero(whole))

    def _whole_chains(self, settled: Settled) -> BoolArray:
        look, fleet = self._lookup, settled.fleet
        place = self._places(settled)
        mark = look.mark.reshape(-1)[place]
        missing = (mark & _SEEN) == 0
        first, length = settled.first, settled.length
        last_h = settled.time_h[first + (length - 1)]
        long = (last_h - settled.time_h[first]) >= look.slack_h
        if long.any():
            late = long.repeat(length).nonzero()[0]
            until_h = last_h[long].repeat(length[long]) + LOOK_AFTER_H
            missing[late] = self._missing(place[late], until_h - settled.time_h[late])
        if look.seams[fleet]:
            before, after = mark[:-1], mark[1:]
            lost = (before ^ after) > (_SEEN | _KEYED)
            lost &= (before & after & _KEYED) == 0
            lost[first[1:] - 1] = False
            missing[1:] |= lost
        return ~np.logical_or.reduceat(missing, first)

    def _places(self, settled: Settled) -> IntArray:
        """Return the place of each hop's kind in the look-up tables, (n,)."""
        place = settled.code.astype(np.intp)
        if len(self._starts_h):
            phase = np.searchsorted(self._starts_h, settled.time_h, side="right")
            place += phase * (len(self._ended) * self._codes)
        place += settled.fleet * self._codes
        place *= 3
        place += settled.event_class
        return place

    def _missing(self, place: IntArray, age_h: FloatArray) -> BoolArray:
        """Return which hops are not traced, or not on record at an age, hours."""
        look, kind = self._lookup, place // 3
        missing: BoolArray = ~look.traced.reshape(-1)[place]
        missing |= look.kept_from_h.reshape(-1)[kind] > age_h
        missing |= look.kept_until_h.reshape(-1)[kind] < age_h
        return missing

    def result(self) -> dict[str, FloatArray]:
        """Return ``ended`` and ``whole`` chains by fleet, (F,)."""
        return {
            "ended": self._ended.astype(np.float64),
            "whole": self._whole.astype(np.float64),
        }


def _lookup(world: World, governance: Governance, seen: Visibility) -> _Lookup:
    """Return the look-up tables; the halves of the codes are equal."""
    platform = world.resource_platform
    dedicated = seen.dedicated[:, :, platform]
    traced = seen.captured & (dedicated | seen.keyed)[..., None]
    traced &= (seen.sink[:, :, platform] >= 0)[..., None]
    retention = np.stack(
        [
            np.array([row.retention_h for row in phase.rows])[phase.row.T]
            for phase in governance.phases
        ]
    )
    _, number = np.unique(
        np.stack([seen.sink.ravel(), seen.account.ravel()]), axis=1, return_inverse=True
    )
    seam = np.asarray(number, dtype=np.int64).reshape(seen.sink.shape)
    delay_h = seen.delay_h
    kept = (delay_h <= LOOK_AFTER_H) & (retention >= LOOK_AFTER_H)
    late_h = (delay_h - LOOK_AFTER_H)[delay_h > LOOK_AFTER_H]
    spare_h = (retention - LOOK_AFTER_H)[retention >= LOOK_AFTER_H]
    mark = (seam[:, :, platform] * 4 + seen.keyed * _KEYED)[..., None]
    mark = mark + (traced & kept[:, :, platform, None]) * _SEEN
    return _Lookup(
        mark=_twice(mark.reshape(*traced.shape[:2], -1).astype(np.int32)),
        traced=_twice(traced.reshape(*traced.shape[:2], -1)),
        seams=_seams(seam[:, :, platform], seen.keyed),
        slack_h=float(np.concatenate([late_h, spare_h]).min(initial=np.inf)),
        kept_from_h=_twice(seen.delay_h[:, :, platform]),
        kept_until_h=_twice(retention[:, :, platform]),
    )


def _seams(seam: IntArray, keyed: BoolArray) -> list[bool]:
    """Return whether hops of a fleet may differ in their seam and one has no key, (F,)."""
    fleets = range(seam.shape[1])
    return [not keyed[:, f].all() and len(np.unique(seam[:, f])) > 1 for f in fleets]


def _twice(table: npt.NDArray[_Kind]) -> npt.NDArray[_Kind]:
    """Return a table by resource as one by code: in and outside the scope alike."""
    return np.concatenate([table, table], axis=2)


CHAINS = {"chain_counts": ChainCounts}
"""For the ``tallies`` of a metric."""
