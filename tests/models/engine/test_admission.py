"""First access of new agents through gates."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from models.compiled.governance import Subject
from models.compiled.world import Queue
from models.engine import simulate
from models.engine.records import OUTCOMES, Records
from tests.models.engine.conftest import (
    build_governance,
    build_row,
    build_world,
    constant,
    exponential,
)

OFFICE = np.zeros(168, dtype=np.bool_)
OFFICE.reshape(7, 24)[:5, 9:17] = True


def run(servers: int = 50, calendar: Any = None, **row: Any) -> Records:  # noqa: ANN401 - any attribute
    """Run one platform on which agents live for 100 h and are granted all that they need."""
    open_hour = np.ones(168, dtype=np.bool_) if calendar is None else calendar
    world = build_world(
        platforms=1,
        resources_per_platform=1,
        agents=(40,),
        novelty=0.0,
        lifetime=exponential(100.0),
        queues=(Queue("team", servers, open_hour),),
    )
    profile = {"birth_asks": True, "trigger": 0.0} | row
    return simulate(world, build_governance(world, build_row(**profile)), 0, {})[0]


def waits_h(records: Records) -> Any:  # noqa: ANN401 - an array
    found = records.first_access
    return (found.usable_h - found.birth_h)[np.isfinite(found.usable_h)]


def test_access_is_given_after_all_gates_and_waited_for_until_then() -> None:
    records = run(gates=3, approval_h=constant(2.0))
    assert waits_h(records) == pytest.approx(6.0)
    requests = records.requests
    assert requests.first.all()
    assert len(requests.first) > 400
    assert not requests.novel.any()
    assert records.flow.stopped_by_approval > 0
    assert records.flow.delays_h.max() <= 6.0 + 1.0  # and a jitter
    let_in = np.isfinite(records.first_access.usable_h).mean()
    assert let_in == pytest.approx(np.exp(-6.0 / 100.0), abs=0.04)  # the others died before


def test_nobody_waits_where_access_is_given_or_handed_over() -> None:
    for row in (
        {"birth_asks": False},
        {"gates": 0},
        {"subject": Subject.FLEET},
    ):
        records = run(**row)
        assert (waits_h(records) == 0.0).all()
        assert len(records.requests.first) == 0


def test_gates_keep_office_hours() -> None:
    records = run(calendar=OFFICE, gates=1, approval_h=constant(0.5))
    usable = records.first_access.usable_h
    usable = usable[np.isfinite(usable)] % 168.0
    assert (usable < 5 * 24.0).all()
    assert ((usable % 24.0 > 9.0) & (usable % 24.0 <= 17.0)).all()


def test_a_request_that_lapses_is_made_again_by_the_next_hop() -> None:
    records = run(servers=1, gates=1, approval_h=constant(30.0), approval_timeout_h=20.0)
    assert (records.requests.outcome != OUTCOMES.index("approved")).all()
    assert np.isinf(records.first_access.usable_h).all()
    again = np.bincount(records.requests.agent).max()
    assert again > 1
    assert records.flow.abandoned > 0


def test_a_team_that_is_asked_for_more_than_it_can_do_does_not_hang() -> None:
    records = run(servers=1, gates=1, approval_h=constant(10.0))
    assert len(records.requests.first) == len(records.first_access.birth_h)
    assert records.requests.outcome.tolist().count(OUTCOMES.index("open")) > 50


def test_what_waits_for_its_first_access_weighs_nothing() -> None:
    slow = run(gates=1, approval_h=constant(1e6), trigger=1.0)
    fast = run(gates=1, approval_h=constant(0.0), trigger=1.0)
    now = [r.authority.curve_wh[0] / r.authority.curve_agent_h for r in (slow, fast)]
    assert now[1] == pytest.approx(now[1][0])
    assert now[0][-1] < 0.3 * now[1][-1]
