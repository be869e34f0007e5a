"""A team's queue as processes that wait, work and give up: slow, and plain to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import simpy

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence


def leave_times(
    servers: int, joined: Sequence[float], work: Sequence[float], patience_h: float
) -> list[float]:
    """Return when each request leaves: served, or out of patience while waiting or in work."""
    env, left = simpy.Environment(), [0.0] * len(joined)
    people = simpy.Resource(env, servers)

    def request(number: int) -> Generator[simpy.Event, None, None]:
        yield env.timeout(joined[number])
        deadline = env.timeout(patience_h)
        with people.request() as turn:
            yield turn | deadline
            if turn.triggered and not deadline.processed:
                yield env.timeout(work[number]) | deadline
        left[number] = env.now

    for number in range(len(joined)):
        env.process(request(number))
    env.run()
    return left
