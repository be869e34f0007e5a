"""Tokens one after the other, as an account gets them: slow, and plain to read.

The engine computes what a token has left when somebody asks; here every token is issued.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Life:
    """How tokens live, hours.

    Attributes:
        low_h: Least TTL.
        high_h: Largest TTL.
        renew_point: Fraction of its TTL after which a token is renewed.
        hops_per_h: Rate of the hops that renew on demand; 0: a clock renews.
        session_h: Life of the source token; 0: none.
    """

    low_h: float
    high_h: float
    renew_point: float = 1.0
    hops_per_h: float = 0.0
    session_h: float = 0.0


def issue(life: Life, until_h: float, draw: np.random.Generator) -> tuple[list[float], list[float]]:
    """Return when each token was issued, and when it ends."""
    issued, ends, now = [], [], -draw.random() * life.high_h
    while now < until_h:
        ttl = draw.uniform(life.low_h, life.high_h)
        issued.append(now)
        ends.append(now + ttl)
        now += life.renew_point * ttl
        if life.hops_per_h:
            now += draw.exponential(1.0 / life.hops_per_h)
    return issued, ends


def residuals_h(life: Life, asked: int, seed: int) -> npt.NDArray[np.float64]:
    """Return how long access goes on from random instants on, if nothing is issued any more."""
    draw = np.random.default_rng(seed)
    until_h = asked * (life.high_h + life.session_h)
    issued, ends = issue(life, until_h + life.session_h, draw)
    phase_h = draw.random() * life.session_h
    found = []
    for at_h in draw.uniform(life.high_h, until_h, asked):
        last_h = at_h
        if life.session_h:  # tokens are minted until the source token ends
            last_h = at_h + life.session_h - (at_h + phase_h) % life.session_h
        end_h = ends[bisect_right(issued, last_h) - 1]
        found.append(max(end_h, last_h) - at_h)
    return np.array(found)
