"""The events of several traces that pass a filter, in one order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.trace.filtering import Filter, passing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.compiled.world import FloatArray, IntArray
    from models.trace.trace import Trace


class Listing:
    """One row an event; at equal times the rows of the first trace come first.  n rows.

    Attributes:
        chosen: The filter.
        total: Events of all traces, whether they pass or not.
        hours: When each happened, hours, ascending, (n,).
        side: Of which trace each is, by its place, (n,).
        event: Its number in that trace, (n,).
    """

    def __init__(self, traces: Sequence[Trace] = (), chosen: Filter | None = None) -> None:
        """Find what passes; without a filter what matters does."""
        self.chosen = chosen or Filter()
        self.total = sum(len(trace.events) for trace in traces)
        found = [passing(trace, self.chosen) for trace in traces]
        whole = np.concatenate(
            [np.zeros(0), *(t.events["at_h"][rows] for t, rows in zip(traces, found, strict=True))]
        )
        order = np.argsort(whole, kind="stable")
        nothing = np.zeros(0, dtype=np.int64)
        sides = [np.full(len(rows), side) for side, rows in enumerate(found)]
        self.hours: FloatArray = whole[order]
        self.side: IntArray = np.concatenate([nothing, *sides])[order]
        self.event: IntArray = np.concatenate([nothing, *found])[order]

    def __len__(self) -> int:
        """Return how many events pass."""
        return len(self.hours)

    def row_at(self, at_h: float) -> int:
        """Return the last row that is not after a moment, -1 if there is none."""
        return int(np.searchsorted(self.hours, at_h, side="right")) - 1

    def row_before(self, at_h: float) -> int:
        """Return the last row before a moment, -1 if there is none."""
        return int(np.searchsorted(self.hours, at_h)) - 1

    def near(self, from_h: float, to_h: float, side: int) -> IntArray:
        """Return the rows of one trace in [from_h, to_h], ascending."""
        low = int(np.searchsorted(self.hours, from_h))
        high = int(np.searchsorted(self.hours, to_h, side="right"))
        found: IntArray = np.flatnonzero(self.side[low:high] == side) + low
        return found

    def of(self, side: int) -> IntArray:
        """Return the numbers of the events of one trace, ascending."""
        found: IntArray = self.event[self.side == side]
        return found
