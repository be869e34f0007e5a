"""Chains that can be put together again from the logs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from models.engine.settled import CLASSES
from models.metrics.tallies.phases import later_starts_h, places

if TYPE_CHECKING:
    import numpy.typing as npt

    from models.compiled.governance import Governance
    from models.compiled.world import BoolArray, FloatArray, IntArray, World
    from models.engine.records import Visibility
    from models.engine.settled import Settled, Stage

_Kind = TypeVar("_Kind", bound=np.generic)

_SEEN, _KEYED, _CLOSE, _SEAM = 1, 2, 4, 8

LOOK_AFTER_H = 24.0
"""How long after its end a chain is looked at."""

CLOSE_H = 48.0
"""Where what is seen changes so soon after that, hops are judged one by one."""


@dataclass(frozen=True, slots=True)
class _Lookup:
    """What is recorded, by place of a hop's kind; N phases, F fleets, C = 2R codes.

    Attributes:
        mark: `_SEAM` times a number for each (sink, account), plus `_KEYED` if the event carries
            the correlation key, plus `_SEEN` if it is traced, and visible and kept a day after
            the hop, plus `_CLOSE` if that may soon be otherwise, (F, N x 3C).
        traced: Captured and carried by a name that is one agent's, (F, N x 3C).
        seams: Whether two hops of a fleet's chain may be past joining, (F,).
        slack_h: In chains that last less than this, what is seen of the others a day after the
            hop is what is seen a day after the chain.
        kept_from_h: When an event is visible, after the hop, (F, N x C).
        kept_until_h: Until when it is kept, after the hop, (F, N x C).
    """

    mark: npt.NDArray[np.unsignedinteger]
    traced: BoolArray
    seams: list[bool]
    slack_h: float
    kept_from_h: FloatArray
    kept_until_h: FloatArray


class ChainCounts:
    """Counts ended chains, and those of which every hop and every seam is on record."""

    def __init__(self, stage: Stage) -> None:
        """Fill the look-up tables."""
        self._starts_h = later_starts_h(stage)
        self._width = 2 * stage.world.n_resources * CLASSES
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
        place = places(settled, self._starts_h, self._width)
        mark = look.mark[fleet].take(place)
        missing: BoolArray = (mark & _SEEN) == 0
        first, length = settled.first, settled.length
        last_h = settled.time_h[first + (length - 1)]
        doubtful = (mark & _CLOSE) != 0
        long = (last_h - settled.time_h[first]) >= look.slack_h
        if long.any():
            doubtful |= long.repeat(length)
        late = doubtful.nonzero()[0]
        if len(late):
            chain = first.searchsorted(late, side="right") - 1
            age_h = last_h[chain] + LOOK_AFTER_H - settled.time_h[late]
            missing[late] = self._missing(fleet, place[late], age_h)
        if look.seams[fleet]:
            before, after = mark[:-1], mark[1:]
            lost = (before ^ after) >= _SEAM
            lost &= (before & after & _KEYED) == 0
            lost[first[1:] - 1] = False
            missing[1:] |= lost
        return ~np.logical_or.reduceat(missing, first)

    def _missing(self, fleet: int, place: IntArray, age_h: FloatArray) -> BoolArray:
        """Return which hops are not traced, or not on record at an age, hours."""
        look, code = self._lookup, place // CLASSES
        missing: BoolArray = ~look.traced[fleet][place]
        missing |= look.kept_from_h[fleet][code] > age_h
        missing |= look.kept_until_h[fleet][code] < age_h
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
    late_h = np.where(delay_h > LOOK_AFTER_H, delay_h - LOOK_AFTER_H, np.inf)
    spare_h = np.where(retention >= LOOK_AFTER_H, retention - LOOK_AFTER_H, np.inf)
    slack_h = np.minimum(late_h, spare_h)
    close = slack_h < CLOSE_H
    mark = seam[:, :, platform] * _SEAM + seen.keyed * _KEYED + close[:, :, platform] * _CLOSE
    mark = mark[..., None] + (traced & kept[:, :, platform, None]) * _SEEN
    return _Lookup(
        mark=_by_fleet(mark.astype(np.min_scalar_type(int(mark.max(initial=0))))),
        traced=_by_fleet(traced),
        seams=_seams(seam[:, :, platform], seen.keyed),
        slack_h=float(slack_h[~close].min(initial=np.inf)),
        kept_from_h=_by_fleet(seen.delay_h[:, :, platform, None]),
        kept_until_h=_by_fleet(retention[:, :, platform, None]),
    )


def _seams(seam: IntArray, keyed: BoolArray) -> list[bool]:
    """Return whether hops of a fleet may differ in their seam and one has no key, (F,)."""
    fleets = range(seam.shape[1])
    return [not keyed[:, f].all() and len(np.unique(seam[:, f])) > 1 for f in fleets]


def _by_fleet(table: npt.NDArray[_Kind]) -> npt.NDArray[_Kind]:
    """Return a table by phase, fleet, resource and class, (N, F, R, c), as (F, N x 2R x c).

    In and outside the scope are alike.
    """
    by_code = np.concatenate([table, table], axis=2)
    return np.ascontiguousarray(by_code.swapaxes(0, 1)).reshape(table.shape[1], -1)


CHAINS = {"chain_counts": ChainCounts}
"""For the ``tallies`` of a metric."""
