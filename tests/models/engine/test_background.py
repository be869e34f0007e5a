from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.compiled.world import Queue, World
from models.engine.background import open_teams, queues
from tests.models.engine.conftest import build_world, constant, exponential

if TYPE_CHECKING:
    from models.engine.working_hours import Team

ALWAYS = np.ones(168, dtype=np.bool_)


def world(rate_per_h: float = 0.1, warm_up_h: float = 336.0, horizon_h: float = 1440.0) -> World:
    queue = Queue("team", 2, ALWAYS, rate_per_h, exponential(5.0))
    return build_world(queues=(queue,), warm_up_h=warm_up_h, horizon_h=horizon_h)


def busy(made: World, replication: int = 0) -> Team:
    (team,) = open_teams(made, replication)
    return team


def test_other_work_comes_at_its_rate_from_the_start_on() -> None:
    made = world(0.5, warm_up_h=100.0)
    team = busy(made)
    team.catch_up(20_000.0)
    assert team.background is not None
    joined = np.array(team.background.joined_h)
    assert joined[0] >= -100.0
    assert (np.diff(joined) >= 0).all()
    assert len(joined) == pytest.approx(0.5 * 20_100, rel=0.05)
    assert joined[-1] < 20_000.0


def test_it_does_not_matter_how_often_a_queue_is_looked_at() -> None:
    made = world()
    once, often = busy(made), busy(made)
    for at_h in range(0, 5000, 7):
        often.catch_up(float(at_h))
    once.catch_up(5000.0)
    often.catch_up(5000.0)
    assert once.background is not None
    assert often.background is not None
    assert once.background.left_h == often.background.left_h


def test_a_job_waits_for_the_work_that_came_before_it() -> None:
    made = replace(world(), queues=(Queue("team", 1, ALWAYS, 1.0, constant(100.0)),))
    team = busy(made)
    job = team.serve(50.0, 1.0)
    assert team.background is not None
    assert job.started_h == max(team.background.left_h)
    assert max(team.background.joined_h) < 50.0


def test_who_has_no_other_work_has_none() -> None:
    assert busy(replace(world(), queues=(Queue("team", 1, ALWAYS),))).background is None


def test_the_record_counts_both_and_little_holds() -> None:
    made = world(0.2, horizon_h=3000.0)
    team = busy(made)
    for at_h in np.arange(-50.0, 2990.0, 13.0).tolist():
        team.serve(at_h, 3.0, patience_h=20.0)
    found = queues((team,), made.horizon_h)
    assert team.background is not None
    joined = [*team.background.joined_h, *(job.joined_h for job in team.jobs)]
    assert int(found.joined[0]) == sum(0.0 <= at_h < 3000.0 for at_h in joined)
    assert found.number_h[0] == pytest.approx(found.system_h[0], rel=1e-12)
    assert 0.0 < found.wait_h[0] < found.system_h[0]


def test_replications_differ() -> None:
    made = world()
    one, other = busy(made, 0), busy(made, 1)
    for team in (one, other):
        team.catch_up(500.0)
    assert one.background is not None
    assert other.background is not None
    assert one.background.joined_h != other.background.joined_h


def test_nobody_works_and_nothing_ends() -> None:
    closed = Queue("team", 1, np.zeros(168, dtype=np.bool_), 1.0, constant(1.0))
    team = busy(replace(world(), queues=(closed,)))
    team.catch_up(10.0)
    assert team.background is not None
    assert all(math.isinf(at_h) for at_h in team.background.left_h)
    found = queues((team,), 10.0)
    assert found.number_h[0] == pytest.approx(found.system_h[0])
    assert math.isfinite(found.wait_h[0])
