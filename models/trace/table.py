"""The table of events as columns, and how it grows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

EVENT = np.dtype(
    [
        ("kind", "u1"),
        ("at_h", "f8"),
        ("until_h", "f8"),
        ("agent", "i4"),
        ("account", "i4"),
        ("platform", "i2"),
        ("thing", "i4"),
        ("directory", "i2"),
        ("cause", "i4"),
        ("settings", "i2"),
        ("what", "i2"),
        ("number", "i4"),
    ]
)
"""One event; the arguments of `models.engine.events.Recorder.happened`, texts by their number."""

HOP = np.dtype(
    [("time_h", "f8"), ("agent", "i4"), ("code", "i4"), ("event_class", "u1"), ("captured", "?")]
)
"""One executed hop: when, whose, its code, its class of event, whether a log has it."""

FIRST_ROWS = 1024


class Growing:
    """Events in the order in which they were told, in memory that doubles."""

    def __init__(self) -> None:
        """Start empty."""
        self._rows = np.zeros(FIRST_ROWS, dtype=EVENT)
        self._count = 0

    def __len__(self) -> int:
        """Return the number of events."""
        return self._count

    def add(self, row: tuple[float, ...]) -> int:
        """Add one event; return its number."""
        if self._count == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[self._count] = row
        self._count += 1
        return self._count - 1

    def in_order_of_time(self) -> npt.NDArray[np.void]:
        """Return the events in order of time; at equal times those told first come first.

        Causes are renumbered.
        """
        rows = self._rows[: self._count].copy()
        order = np.argsort(rows["at_h"], kind="stable")
        place = np.empty(len(rows) + 1, dtype=np.int32)
        place[order] = np.arange(len(rows), dtype=np.int32)
        place[-1] = -1
        sorted_rows: npt.NDArray[np.void] = rows[order]
        sorted_rows["cause"] = place[sorted_rows["cause"]]
        return sorted_rows


class Texts:
    """Numbers for texts that come again and again."""

    def __init__(self) -> None:
        """Know the empty text."""
        self._number: dict[str, int] = {"": 0}

    def number(self, text: str) -> int:
        """Return the number of a text."""
        return self._number.setdefault(text, len(self._number))

    def all(self) -> tuple[str, ...]:
        """Return the texts by their numbers."""
        return tuple(self._number)
