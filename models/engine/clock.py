"""The clock of a run: SimPy's environment, with absolute times and guards."""

from __future__ import annotations

import heapq
import math
from functools import partial
from typing import TYPE_CHECKING

import simpy
from simpy.events import NORMAL, Event, EventPriority

from models.errors import ModelError, RunStopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST_AT_ONCE = 1_000_000
"""Events at one instant after which the clock is taken to stand still."""

EVENTS_PER_POLL = 256
"""How many events pass between two looks at ``stop``."""

AFTER = EventPriority(NORMAL + 1)
"""Priority of hops: at equal times what governs them comes first."""


class ClockStuck(ModelError):  # noqa: N818 - the name says what it is
    """Time would run backwards, to nowhere, or stand still."""


class Alarm(Event):
    """A call at an absolute time; lighter than a SimPy event, and can be set again once it rang."""

    def __init__(self, clock: Clock, ring: Callable[[], None]) -> None:
        """Make an alarm that is not set.

        Args:
            clock: The clock.
            ring: Called when the time has come.
        """
        self.env = clock
        self.ring = ring
        self.callbacks = []
        self._ok = True
        self._value = None


class Clock(simpy.Environment):
    """Hours of one run."""

    def __init__(self, start_h: float, stop: Callable[[], bool] | None = None) -> None:
        """Set the clock.

        Args:
            start_h: First instant, hours.
            stop: Asked every few hundred events whether to stop.
        """
        super().__init__(start_h)
        self._stop = stop
        self._at_once = 0
        self._until_poll = EVENTS_PER_POLL

    def at(self, time_h: float, ring: Callable[[], None], priority: EventPriority = NORMAL) -> None:
        """Call *ring* at exactly *time_h*; ``now + (time_h - now)`` may be another time.

        Raises:
            ClockStuck: If the time is past, infinite or not a number.
        """
        self.set(Alarm(self, ring), time_h, priority)

    def set(self, alarm: Alarm, time_h: float, priority: EventPriority = NORMAL) -> None:
        """Set an alarm that is not set, as `at`."""
        if not self._now <= time_h < math.inf:
            raise ClockStuck(
                f"{_name(alarm, alarm.callbacks)} asked for time {time_h} at {self._now} h"
            )
        heapq.heappush(self._queue, (time_h, priority, next(self._eid), alarm))

    def schedule(self, event: Event, priority: EventPriority = NORMAL, delay: float = 0.0) -> None:
        """Put an event *delay* hours from now.

        Raises:
            ClockStuck: If the delay is negative, infinite or not a number.
        """
        if not 0.0 <= delay < math.inf:
            process = self.active_process
            name = process.name if process is not None else _name(event, event.callbacks)
            raise ClockStuck(f"{name} asked for a delay of {delay} h at {self._now} h")
        super().schedule(event, priority, delay)

    def step(self) -> None:
        """Let the next event happen.

        Raises:
            ClockStuck: If time has stood still for too many events.
            RunStopped: If ``stop`` said so.
        """
        queue = self._queue
        if not queue:
            raise simpy.core.EmptySchedule
        time_h, _, _, event = heapq.heappop(queue)
        if time_h == self._now:
            self._at_once += 1
            if self._at_once > MOST_AT_ONCE:
                raise ClockStuck(
                    f"time stands still at {time_h} h in {_name(event, event.callbacks)}: "
                    f"{MOST_AT_ONCE} events without a delay"
                )
        else:
            self._now, self._at_once = time_h, 0
        self._until_poll -= 1
        if not self._until_poll:
            self._poll()
        if type(event) is Alarm:
            event.ring()
        else:
            self._call_back(event)

    def advance(self, to_h: float) -> None:
        """Let everything before *to_h* happen, and stand at exactly *to_h*.

        Raises:
            ClockStuck: If time has stood still for too many events.
            RunStopped: If ``stop`` said so.
        """
        if not self._now <= to_h < math.inf:
            raise ClockStuck(f"the run was to go on from {self._now} to {to_h} h")
        queue = self._queue
        while queue and queue[0][0] < to_h:
            self.step()
        self._now = to_h
        self._poll()

    def _poll(self) -> None:
        self._until_poll = EVENTS_PER_POLL
        if self._stop is not None and self._stop():
            raise RunStopped(f"the run was stopped at {self._now} h")

    @staticmethod
    def _call_back(event: Event) -> None:
        callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]
        for callback in callbacks:
            callback(event)
        if not event._ok and not event.defused:  # noqa: SLF001 - as SimPy itself does
            raise event._value  # noqa: SLF001


def _name(event: Event, callbacks: Iterable[Callable[[Event], None]] | None) -> str:
    """Say who an event belongs to, for people."""
    if isinstance(event, Alarm):
        ring = event.ring
        called = ring.func if isinstance(ring, partial) else ring
        return str(getattr(called, "__qualname__", type(called).__name__))
    owners = (getattr(callback, "__self__", None) for callback in callbacks or ())
    names = [owner.name for owner in owners if isinstance(owner, simpy.Process)]
    return names[0] if names else type(event).__name__
