"""M15, governance debt: new ways of access against the reviews that look at them.

A new *path* is an account on a platform that it opens, from its birth; a grant that approval
added; an account whose grants grew on a platform; or a new exception of a fleet on a platform.  It
waits until a review of that platform looks at the account (for an exception: at the fleet), or
until it ends.  An unknown account is not looked at.  What stood before the run is no new path.

So at every instant: arrived = looked at + ended unseen + waiting.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from models.engine.records import Paths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.compiled.world import BoolArray, IntArray
    from models.engine.state import State


class Why(IntEnum):
    """Why there is a new path; the order of `PATHS`."""

    BIRTH = 0
    APPROVED = 1
    GROWN = 2
    EXCEPTION = 3


@dataclass(slots=True)
class Path:
    """One added grant of an account on a platform.

    Attributes:
        why: What brought it.
        account: The account.
        arrived_h: When.
        looked_h: When a review looked at it, ``inf``: not yet.
        ended_h: When it was taken away, ``inf``: not yet.
    """

    why: Why
    account: int
    arrived_h: float
    looked_h: float = math.inf
    ended_h: float = math.inf


class Debt:
    """All new paths of a run, and who has looked at them."""

    def __init__(self, state: State) -> None:
        """Know the accounts; those born in the run are new on each platform that they open."""
        self._state = state
        accounts, platforms = state.accounts, state.world.n_platforms
        born = accounts.created_h >= -state.world.warm_up_h
        self._new: BoolArray = accounts.covers & born[:, None]
        self._looked_h = np.full((len(accounts), platforms), np.inf)
        self._waiting: list[list[Path]] = [[] for _ in range(platforms)]
        self._paths: list[Path] = []
        self._turns: dict[tuple[int, int], list[float]] = {}

    def open(self, why: Why, account: int, platform: int) -> Path:
        """Take note of a new path now; the caller ends it by `ended_h` where it is taken away."""
        path = Path(why, account, self._state.now)
        self._paths.append(path)
        self._waiting[platform].append(path)
        return path

    def look(self, platform: int, fleets: Iterable[int], seen: BoolArray) -> None:
        """Let a review look at a platform now.

        Args:
            platform: The platform.
            fleets: Fleets whose turn it is.
            seen: Accounts that it looks at, (N,).
        """
        now = self._state.now
        first = seen & np.isinf(self._looked_h[:, platform])
        self._looked_h[first, platform] = now
        left = []
        for path in self._waiting[platform]:
            if seen[path.account]:
                path.looked_h = now
            elif path.ended_h > now:
                left.append(path)
        self._waiting[platform] = left
        for fleet in fleets:
            self._turns.setdefault((platform, fleet), []).append(now)

    def records(self) -> Paths:
        """Return all new paths until the horizon, one row each."""
        ended_h = self._state.accounts.ended_h
        account, platform = np.nonzero(self._new)
        added = [path.account for path in self._paths]
        found = [
            (
                np.full(len(account), Why.BIRTH),
                self._state.accounts.created_h[account],
                self._looked_h[account, platform],
                ended_h[account],
            ),
            (
                np.array([path.why for path in self._paths], dtype=np.int64),
                np.array([path.arrived_h for path in self._paths], dtype=np.float64),
                np.array([path.looked_h for path in self._paths], dtype=np.float64),
                np.minimum(
                    np.array([path.ended_h for path in self._paths], dtype=np.float64),
                    ended_h[np.array(added, dtype=np.int64)],
                ),
            ),
            self._exceptions(),
        ]
        columns = zip(*found, strict=True)
        kind, arrived, looked, ended = (np.concatenate(column) for column in columns)
        within = arrived < self._state.world.horizon_h
        return Paths(kind[within], arrived[within], looked[within], ended[within])

    def _exceptions(self) -> tuple[IntArray, ...]:
        """Return kind, arrival, first look and end of every new exception."""
        found = self._state.governance.exemptions
        looks = [
            next((t for t in self._turns.get((e.platform, e.fleet), ()) if t >= e.from_h), math.inf)
            for e in found
        ]
        return (
            np.full(len(found), Why.EXCEPTION, dtype=np.int64),
            np.array([each.from_h for each in found], dtype=np.float64),
            np.array(looks, dtype=np.float64),
            np.array([each.to_h for each in found], dtype=np.float64),
        )
