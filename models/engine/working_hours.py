"""Teams: queues whose people work in office hours, first come, first served.

A request's work is known when it joins, and nobody overtakes: so its start and its end are known
at once (Lindley's recursion with several servers), and only its end is an event of the clock.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.compiled.world import BoolArray
    from models.engine.background import Background

WEEK_H = 168.0


class Calendar:
    """Hours of the week in which a team works."""

    def __init__(self, open_hour: BoolArray) -> None:
        """Keep the open intervals of one week.

        Args:
            open_hour: True for each hour of the week with work, (168,).
        """
        edge = np.flatnonzero(np.diff(np.r_[False, open_hour, False].astype(np.int8)))
        self._from: list[float] = edge[::2].astype(np.float64).tolist()
        self._to: list[float] = edge[1::2].astype(np.float64).tolist()
        self._work_h = float(np.count_nonzero(open_hour))
        self._always = bool(open_hour.all())

    @property
    def never(self) -> bool:
        """True where nobody ever works."""
        return self._work_h == 0.0

    def opening(self, time_h: float) -> float:
        """Return the first working instant from *time_h* on; ``inf`` if there is none."""
        return self.after(time_h, 0.0)

    def after(self, time_h: float, work_h: float) -> float:
        """Return when *work_h* of work that may begin at *time_h* is done.

        Work of no length is done at the first working instant.
        """
        if self._always:
            return time_h + work_h
        if self.never or math.isinf(work_h):
            return math.inf
        week = math.floor(time_h / WEEK_H) * WEEK_H
        whole = math.floor(work_h / self._work_h)
        left, now = work_h - whole * self._work_h, time_h - week
        week += whole * WEEK_H
        while True:
            for begin, end in zip(self._from, self._to, strict=True):
                first = max(begin, now)
                if first < end and left <= end - first:
                    # Rounding must not let work begin before a server is free.
                    return max(time_h, week + first + left)
                left -= max(0.0, end - first)
            week, now = week + WEEK_H, 0.0

    def between(self, from_h: float, to_h: float) -> float:
        """Return the working hours in an interval."""
        return self._done(to_h) - self._done(from_h)

    def _done(self, time_h: float) -> float:
        """Return the working hours since time 0."""
        if self._always:
            return time_h
        week = math.floor(time_h / WEEK_H)
        now = time_h - week * WEEK_H
        part = sum(
            max(0.0, min(now, end) - begin) for begin, end in zip(self._from, self._to, strict=True)
        )
        return week * self._work_h + part


@dataclass(frozen=True, slots=True)
class Job:
    """A request's or ticket's way through one queue.

    Attributes:
        joined_h: When it joined.
        started_h: When work on it began; ``inf``: never.
        left_h: When it was done, or gave up; ``inf``: never.
        done: True if it was done.
        worked_h: Working time spent on it.
    """

    joined_h: float
    started_h: float
    left_h: float
    done: bool
    worked_h: float


@dataclass(slots=True)
class Team:
    """One queue with its people.

    Attributes:
        name: Id of the team.
        calendar: When they work.
        free_h: When each of them is free, a heap.
        jobs: What agents caused so far; other work is not among it.
        background: Other work of the team, which stands in the same queue.
    """

    name: str
    calendar: Calendar
    free_h: list[float]
    jobs: list[Job] = field(default_factory=list)
    background: Background | None = None

    def serve(self, now_h: float, work_h: float, patience_h: float = math.inf) -> Job:
        """Join the queue now and return what becomes of it.

        Calls must come in order of time, so call when the clock is there.

        Args:
            now_h: The present.
            work_h: Working time that it takes.
            patience_h: After which it gives up, waiting or in work.
        """
        self.catch_up(now_h)
        deadline = now_h + patience_h
        started = self.calendar.opening(max(now_h, self.free_h[0]))
        if started >= deadline or math.isinf(started):
            job = Job(now_h, math.inf, deadline, done=False, worked_h=0.0)
        else:
            end = self.calendar.after(started, work_h)
            done = end <= deadline
            left = end if done else deadline
            worked = work_h if done else self.calendar.between(started, deadline)
            heapq.heapreplace(self.free_h, left)
            job = Job(now_h, started, left, done, worked)
        self.jobs.append(job)
        return job

    def catch_up(self, now_h: float) -> None:
        """Let all other work that came before *now_h* join the queue."""
        other = self.background
        if other is None:
            return
        for at_h, work_h in other.before(now_h):
            started = self.calendar.opening(max(at_h, self.free_h[0]))
            left = self.calendar.after(started, work_h)
            heapq.heapreplace(self.free_h, left)
            other.joined_h.append(at_h)
            other.started_h.append(started)
            other.left_h.append(left)
