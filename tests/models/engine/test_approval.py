from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.compiled.governance import Governance, Subject
from models.compiled.world import Queue, World
from models.engine import simulate
from tests.models.engine.conftest import build_governance, build_row, build_world, constant

if TYPE_CHECKING:
    from models.engine.records import Records

OPEN, APPROVED, REFUSED, LAPSED = range(4)


def organisation(**row: Any) -> tuple[World, Governance]:  # noqa: ANN401 - any attribute
    world = build_world(novelty=0.05, agents=(6, 4))
    return world, build_governance(world, build_row(grant_factor=constant(1.0), **row))


def run(**row: Any) -> Records:  # noqa: ANN401 - any attribute
    return simulate(*organisation(**row), 0, {})[0]


def test_every_request_ends_or_is_open_and_every_chain_with_it() -> None:
    records = run(refused=0.3, approval_timeout_h=2.0, gates=2)
    requests, flow = records.requests, records.flow
    counts = np.bincount(requests.outcome, minlength=4)
    assert counts.sum() == len(requests.opened_h) > 100
    assert (counts[1:] > 0).all()
    assert (np.isnan(requests.decided_h) == (requests.outcome == OPEN)).all()
    ended = requests.outcome != OPEN
    waits = (requests.decided_h - requests.opened_h)[ended]
    assert (waits >= 0.0).all()
    assert waits.max() <= 2.0 + 1e-9
    assert waits[requests.outcome[ended] == LAPSED] == pytest.approx(2.0)
    assert flow.started == flow.ended + flow.abandoned + flow.unfinished
    assert flow.abandoned >= counts[REFUSED] + counts[LAPSED]


def test_two_gates_cost_twice_the_work_and_a_refusal_no_more() -> None:
    requests = run(gates=2, refused=0.5).requests
    worked = requests.service_h
    assert worked[requests.outcome == APPROVED] == pytest.approx(2.0)
    refused = worked[requests.outcome == REFUSED]
    assert set(np.round(refused, 9)) == {1.0, 2.0}


def test_policy_that_decides_needs_no_team_and_no_time() -> None:
    requests = run(gates=0, approval_queue=-1).requests
    assert (requests.decided_h == requests.opened_h).all()
    assert (requests.outcome == APPROVED).all()


def test_nobody_answers_where_there_is_no_team() -> None:
    lapsed = run(approval_queue=-1, approval_timeout_h=5.0).requests
    assert set(lapsed.outcome) <= {OPEN, LAPSED}
    assert (lapsed.decided_h - lapsed.opened_h)[lapsed.outcome == LAPSED] == pytest.approx(5.0)
    never = run(approval_queue=-1)
    assert (never.requests.outcome == OPEN).all()
    assert never.flow.unfinished >= len(never.requests.opened_h)


def test_a_grant_that_expires_is_asked_for_again() -> None:
    stands, expires = run(), run(grant_h=24.0)
    assert len(expires.requests.opened_h) > 1.2 * len(stands.requests.opened_h)
    assert expires.authority.authority_wh < stands.authority.authority_wh
    assert stands.estate.new_paths == np.count_nonzero(
        (stands.requests.outcome == APPROVED) & stands.requests.novel
    )


def test_a_closed_office_makes_requests_wait() -> None:
    world = build_world(novelty=0.05)
    monday = np.zeros(168, dtype=np.bool_)
    monday[9:17] = True
    slow = build_world(novelty=0.05, queues=(Queue("team", 2, monday),))
    row = build_row(grant_factor=constant(1.0))
    quick_run, _ = simulate(world, build_governance(world, row), 0, {})
    slow_run, _ = simulate(slow, build_governance(slow, row), 0, {})
    decided = slow_run.requests.decided_h[~np.isnan(slow_run.requests.decided_h)]
    assert (np.floor(decided % 168.0) <= 17.0).all()
    assert slow_run.flow.delays_h.mean() > 5 * quick_run.flow.delays_h.mean()


def test_a_request_of_a_shared_account_serves_all_who_share() -> None:
    shared = run(subject=Subject.FLEET, approval_h=constant(5.0))
    alone = run(approval_h=constant(5.0))
    assert len(shared.requests.opened_h) < len(alone.requests.opened_h)
    assert shared.flow.stopped_by_approval >= len(shared.requests.opened_h)
    assert math.isfinite(shared.flow.delays_h.sum())


def test_the_last_gate_may_be_another_teams_and_another_work() -> None:
    teams = tuple(Queue(name, 50, np.ones(168, dtype=np.bool_)) for name in ("first", "second"))
    world = build_world(novelty=0.05, queues=teams)
    row = build_row(grant_factor=constant(1.0), gates=3, last_queue=1, last_work=2.5)
    records, _ = simulate(world, build_governance(world, row), 0, {})
    approved = records.requests.outcome == APPROVED
    assert records.requests.service_h[approved] == pytest.approx(1.0 + 1.0 + 2.5)
    first, second = records.queues.joined.tolist()[:2]
    assert first / second == pytest.approx(2.0, rel=0.02)


def test_one_gate_is_the_first_teams() -> None:
    requests = run(gates=1, last_queue=-1, last_work=9.0).requests
    assert requests.service_h[requests.outcome == APPROVED] == pytest.approx(1.0)


def test_nobody_answers_where_the_last_gate_has_no_team() -> None:
    requests = run(gates=2, last_queue=-1).requests
    assert (requests.outcome == OPEN).all()
