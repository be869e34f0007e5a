"""Orders whose tickets come together: when is the last of them done?

Pooled servers have an exact solution.  Single servers have none for more than two, so Lindley's
recursion is run for many organisations at once, without the engine and with draws of its own.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from models.verification.golden import Reference

MOST_WAITING = 2000
"""Tickets in the system at which the stationary distribution is cut off."""

ORGANISATIONS, SETTLING, ORDERS = 4000, 200, 3000


def last_of_batch(rate: float, work_mean: float, servers: int, batch: int) -> float:
    """Return the mean time until the last ticket of a batch is done, in M^[b]/M/c.

    What a batch finds is what there is at any time; then tickets ahead and tickets of the batch are
    served in order, and who stands behind does not matter.
    """
    found = _in_system(rate, work_mean, servers, batch)
    left = [0.0] * (batch + 1)  # mean time with nobody ahead and so many of the batch left
    for mine in range(1, batch + 1):
        left[mine] = left[mine - 1] + work_mean / min(servers, mine)
    mean = found[0] * left[batch]
    for ahead in range(1, MOST_WAITING):
        busy = min(ahead, servers)
        now = [0.0] * (batch + 1)
        for mine in range(batch + 1):
            own = min(servers - busy, mine)
            step = work_mean + busy * left[mine] + (own * now[mine - 1] if own else 0.0)
            now[mine] = step / (busy + own) if mine else 0.0
        left = now
        mean += found[ahead] * left[batch]
    return mean


def ticket_of_batch(rate: float, work_mean: float, servers: int, batch: int) -> float:
    """Return the mean time of one ticket in M^[b]/M/c, by Little's law."""
    found = _in_system(rate, work_mean, servers, batch)
    return math.fsum(number * share for number, share in enumerate(found)) / (rate * batch)


def _in_system(rate: float, work_mean: float, servers: int, batch: int) -> list[float]:
    """Return the distribution of how many tickets there are, from balance across each level."""
    level = [1.0]
    while len(level) < MOST_WAITING:
        inflow = rate * math.fsum(level[-batch:])
        level.append(inflow * work_mean / min(len(level), servers))
    total = math.fsum(level)
    return [share / total for share in level]


@cache
def last_of_single(rate: float, work_mean: float, teams: int) -> Reference:
    """Return the mean time until the last of the tickets at single servers is done."""
    rng = np.random.default_rng(11)
    ahead = np.zeros((ORGANISATIONS, teams))
    total = np.zeros(ORGANISATIONS)
    for order in range(SETTLING + ORDERS):
        ahead += work_mean * rng.standard_exponential((ORGANISATIONS, teams))
        total += ahead.max(axis=1) if order >= SETTLING else 0.0
        ahead -= rng.standard_exponential((ORGANISATIONS, 1)) / rate
        np.maximum(ahead, 0.0, out=ahead)
    means = total / ORDERS
    return Reference(float(means.mean()), float(means.std(ddof=1)) / ORGANISATIONS**0.5)
