"""Runs that wait for their turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from models.scenario import Scenario


@dataclass(frozen=True, slots=True)
class WaitingRun:
    """A run that was asked for.

    Attributes:
        scenario: What will be run, as it stood when it was asked for.
        name: For people: the scenario and the last edit of it.
    """

    scenario: Scenario
    name: str


class RunQueue(QObject):
    """First come, first served, unless somebody is moved; `changed` follows every change."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        """Start empty."""
        super().__init__(parent)
        self._runs: list[WaitingRun] = []

    @property
    def runs(self) -> tuple[WaitingRun, ...]:
        """Runs in the order in which they will be begun."""
        return tuple(self._runs)

    def add(self, run: WaitingRun) -> None:
        """Let a run wait behind all others."""
        self._runs.append(run)
        self.changed.emit()

    def take(self) -> WaitingRun | None:
        """Take the first run out; None: nobody waits."""
        if not self._runs:
            return None
        first = self._runs.pop(0)
        self.changed.emit()
        return first

    def move(self, at: int, by: int) -> int:
        """Move a run; return its new place, which is the old one at either end.

        Args:
            at: Its place.
            by: How many places later, or earlier if negative.
        """
        to = min(max(at + by, 0), len(self._runs) - 1)
        if to != at:
            self._runs.insert(to, self._runs.pop(at))
            self.changed.emit()
        return to

    def drop(self, at: int) -> None:
        """Let a run go."""
        del self._runs[at]
        self.changed.emit()

    def clear(self) -> None:
        """Let all runs go."""
        if self._runs:
            self._runs.clear()
            self.changed.emit()
