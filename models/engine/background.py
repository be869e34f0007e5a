"""Other work of teams: tickets that come to a team beside what the simulated agents cause.

They arrive at random (Poisson) at all hours, and their draws are keyed by the team and a block of
absolute time, which no design changes.  They are drawn when the queue is next looked at.
"""

from __future__ import annotations

import math
from array import array
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.keys import key_of
from models.engine.records import Queues
from models.engine.streams import stream
from models.engine.working_hours import Calendar, Team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.compiled.world import FloatArray, Queue, World

TICKETS_PER_BLOCK = 512.0
"""How many tickets a block should hold."""


class Background:
    """The other tickets of one team, and what became of them.

    Attributes:
        joined_h: When each joined the queue, as far as it was looked at.
        started_h: When work on each began; ``inf``: never.
        left_h: When each was done; ``inf``: never.
    """

    def __init__(self, queue: Queue, world: World, replication: int) -> None:
        """Start before the first ticket.

        Args:
            queue: The team, with a rate above 0.
            world: Gives seed and start.
            replication: Index of the replication.
        """
        self.joined_h, self.started_h, self.left_h = array("d"), array("d"), array("d")
        self._queue = queue
        self._key = world.seed, replication, "other tickets of a team", key_of("team", queue.id)
        self._block_h = TICKETS_PER_BLOCK / queue.background_per_h
        self._start_h = -world.warm_up_h
        self._block = math.floor(self._start_h / self._block_h)
        self._ahead: Iterator[tuple[float, float]] = iter(())
        self._next: tuple[float, float] = self._following()

    def before(self, now_h: float) -> Iterator[tuple[float, float]]:
        """Yield when each ticket that was not yielded yet came before *now_h*, and its work."""
        while self._next[0] < now_h:
            ticket = self._next
            self._next = self._following()
            yield ticket

    def _following(self) -> tuple[float, float]:
        ticket = next(self._ahead, None)
        while ticket is None:
            self._ahead = self._drawn()
            self._block += 1
            ticket = next(self._ahead, None)
        return ticket

    def _drawn(self) -> Iterator[tuple[float, float]]:
        """Return the tickets of the next block."""
        generator = stream(*self._key, self._block)
        number = int(generator.poisson(TICKETS_PER_BLOCK))
        at_h = (self._block + np.sort(generator.random(number))) * self._block_h
        work_h = self._queue.background_h.draw(generator, number)
        kept = at_h >= self._start_h
        return zip(at_h[kept].tolist(), work_h[kept].tolist(), strict=True)


def open_teams(world: World, replication: int) -> tuple[Team, ...]:
    """Return the teams of an organisation with their other work, everybody free."""
    return tuple(
        Team(
            queue.id,
            Calendar(queue.open_hour),
            [-math.inf] * queue.servers,
            background=Background(queue, world, replication) if queue.background_per_h else None,
        )
        for queue in world.queues
    )


def queues(teams: tuple[Team, ...], horizon_h: float) -> Queues:
    """Return the record of all queues in [0, H), at the horizon."""
    parts = [_of_team(team, horizon_h) for team in teams]
    columns = np.array(parts, dtype=np.float64).reshape(-1, 4)
    return Queues(
        joined=columns[:, 0].astype(np.int64),
        wait_h=columns[:, 1],
        number_h=columns[:, 2],
        system_h=columns[:, 3],
    )


def _of_team(team: Team, horizon_h: float) -> tuple[float, float, float, float]:
    team.catch_up(horizon_h)
    other, jobs = team.background, team.jobs
    if other is None and not jobs:
        return 0.0, 0.0, 0.0, 0.0
    joined, started, left = (
        np.concatenate([np.array(own, dtype=np.float64), np.array(others, dtype=np.float64)])
        for own, others in (
            ([job.joined_h for job in jobs], other.joined_h if other else ()),
            ([job.started_h for job in jobs], other.started_h if other else ()),
            ([job.left_h for job in jobs], other.left_h if other else ()),
        )
    )
    counted = (joined >= 0.0) & (joined < horizon_h)
    wait_h = (np.minimum(started, left) - joined)[counted]
    begin, end = np.clip(joined, 0.0, horizon_h), np.clip(left, 0.0, horizon_h)
    return (
        float(np.count_nonzero(counted)),
        float(wait_h[np.isfinite(wait_h)].sum()),
        _integral(begin, end),
        float((end - begin).sum()),
    )


def _integral(begin_h: FloatArray, end_h: FloatArray) -> float:
    """Return the integral of how many there are over time, by counting who comes and goes."""
    at_h = np.concatenate([begin_h, end_h])
    order = np.argsort(at_h, kind="stable")
    number = np.cumsum(np.where(order < len(begin_h), 1, -1))
    return float((number[:-1] * np.diff(at_h[order])).sum())
