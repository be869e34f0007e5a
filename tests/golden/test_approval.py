"""M6: two serial gates, and Little's identity at each."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from models.engine.approval import Gate, pass_gates
from models.engine.clock import Clock
from models.engine.streams import stream
from models.engine.working_hours import Calendar, Team
from tests.golden.estimate import assert_golden

ALWAYS = np.ones(168, dtype=np.bool_)
REQUESTS, REPLICATIONS, WARM_UP = 6_000, 20, 200
RATE_PER_H, FIRST_H, SECOND_H = 0.5, 1.0, 1.25


def times_in_system_h(replication: int) -> tuple[np.ndarray, list[Team]]:
    """Send requests through two gates of one person each; return how long each took."""
    generator = stream(20261, replication, "two serial gates")
    opened = np.cumsum(generator.standard_exponential(REQUESTS) / RATE_PER_H)
    work = generator.standard_exponential((REQUESTS, 2)) * (FIRST_H, SECOND_H)
    teams = [Team(name, Calendar(ALWAYS), [-np.inf]) for name in ("first", "second")]
    clock, took = Clock(0.0), np.zeros(REQUESTS)

    def passed(request: int, through: bool) -> None:
        assert through
        took[request] = clock.now - opened[request]

    def ask(request: int) -> None:
        gates = [Gate(team, float(w)) for team, w in zip(teams, work[request], strict=True)]
        pass_gates(clock, gates, np.inf, lambda _: None, partial(passed, request))

    for request, time_h in enumerate(opened.tolist()):
        clock.at(time_h, partial(ask, request))
    clock.advance(float(opened[-1]) + 10_000.0)
    return took, teams


def test_two_serial_gates() -> None:
    means = [times_in_system_h(n)[0][WARM_UP:].mean() for n in range(REPLICATIONS)]
    analytic = 1 / (1 / FIRST_H - RATE_PER_H) + 1 / (1 / SECOND_H - RATE_PER_H)
    assert analytic == pytest.approx(5.333, abs=1e-3)
    assert_golden(means, analytic)


def test_little_at_every_queue() -> None:
    for team in times_in_system_h(0)[1]:
        joined = np.array([job.joined_h for job in team.jobs])
        left = np.array([job.left_h for job in team.jobs])
        times = np.concatenate([joined, left])
        order = np.argsort(times, kind="stable")
        number = np.cumsum(np.where(order < len(joined), 1, -1))
        assert number[-1] == 0
        integral = float((number[:-1] * np.diff(times[order])).sum())
        assert integral == pytest.approx(float((left - joined).sum()))
        assert len(joined) == REQUESTS
