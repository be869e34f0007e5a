from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from models.engine.working_hours import Calendar, Team

if TYPE_CHECKING:
    from collections.abc import Generator

OFFICE = np.zeros(168, dtype=np.bool_)
for _day in range(5):
    OFFICE[_day * 24 + 9 : _day * 24 + 17] = True
ALWAYS = np.ones(168, dtype=np.bool_)
TIME = st.floats(-500.0, 5000.0)


@given(TIME, st.floats(0.0, 400.0))
def test_work_takes_as_many_open_hours_as_it_needs(time_h: float, work_h: float) -> None:
    calendar = Calendar(OFFICE)
    end = calendar.after(time_h, work_h)
    assert end >= time_h
    assert calendar.between(time_h, end) == pytest.approx(work_h, abs=1e-6)


@given(TIME)
def test_the_opening_is_an_open_hour(time_h: float) -> None:
    opening = Calendar(OFFICE).opening(time_h)
    assert OFFICE[int(opening % 168.0)]
    assert opening == time_h or not OFFICE[int(time_h % 168.0) % 168] or opening - time_h < 1e-6


def test_nobody_ever_works() -> None:
    team = Team("nobody", Calendar(np.zeros(168, dtype=np.bool_)), [-math.inf])
    assert math.isinf(team.serve(0.0, 1.0).left_h)
    lapsed = team.serve(0.0, 1.0, 5.0)
    assert (lapsed.left_h, lapsed.done, lapsed.worked_h) == (5.0, False, 0.0)


def jobs(seed: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.Generator(np.random.SFC64(seed))
    return np.cumsum(generator.standard_exponential(n)), 1.7 * generator.standard_exponential(n)


@pytest.mark.parametrize("servers", [1, 2, 5])
def test_jobs_leave_as_a_simpy_resource_lets_them(servers: int) -> None:
    joined, work = jobs(servers, 500)
    team = Team("team", Calendar(ALWAYS), [-math.inf] * servers)
    left = [team.serve(t, w).left_h for t, w in zip(joined, work, strict=True)]
    env, seen = simpy.Environment(), {}
    resource = simpy.Resource(env, servers)

    def one(i: int) -> Generator[simpy.Event, None, None]:
        yield env.timeout(joined[i])
        with resource.request() as request:
            yield request
            yield env.timeout(work[i])
        seen[i] = env.now

    for i in range(len(joined)):
        env.process(one(i))
    env.run()
    assert left == pytest.approx([seen[i] for i in range(len(joined))])


def test_little_holds_with_office_hours_and_impatience() -> None:
    joined, work = jobs(7, 2000)
    team = Team("team", Calendar(OFFICE), [-math.inf] * 3)
    for t, w in zip(joined, work, strict=True):
        team.serve(float(t), float(w), 30.0)
    left = np.array([job.left_h for job in team.jobs])
    times = np.concatenate([joined, left])
    order = np.argsort(times)
    number = np.cumsum(np.where(order < len(joined), 1, -1))
    integral = float((number[:-1] * np.diff(times[order])).sum())
    assert integral == pytest.approx(float((left - joined).sum()))
    assert number[-1] == 0
    assert 0 < sum(job.done for job in team.jobs) < len(team.jobs)


def test_a_server_is_never_in_two_places() -> None:
    joined, work = jobs(9, 500)
    team = Team("team", Calendar(OFFICE), [-math.inf] * 2)
    for t, w in zip(joined, work, strict=True):
        team.serve(float(t), float(w), 60.0)
    begun = [job for job in team.jobs if math.isfinite(job.started_h)]
    for job in begun:
        at_once = sum(each.started_h <= job.started_h < each.left_h for each in begun)
        assert at_once <= 2
