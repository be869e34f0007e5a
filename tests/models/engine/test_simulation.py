from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.compiled.governance import Behaviour, Channel, Decision, Governance, Subject
from models.compiled.keys import keys_of
from models.compiled.sampler import Sampler
from models.compiled.world import Happening, Queue, World
from models.engine import simulate
from models.engine.approval import Approval
from models.engine.simulation import Mechanisms, _open_plane, prepare
from models.engine.visibility import observe
from models.errors import RunStopped
from tests.models.engine.conftest import (
    build_governance,
    build_row,
    build_world,
    constant,
    exponential,
    uniform,
)

if TYPE_CHECKING:
    from models.engine.records import Records

OFFICE = np.zeros(168, dtype=np.bool_)
for _day in range(5):
    OFFICE[_day * 24 + 9 : _day * 24 + 17] = True


def lively() -> World:
    """Return an organisation with something of everything."""
    return build_world(
        agents=(12, 8),
        novelty=0.02,
        lifetime=Sampler("weibull", 900.0, 1.5, 812.0),
        hops_per_task=Sampler("lognormal", 1.2, 0.6, 4.0),
        week=np.where(OFFICE, 2.0, 0.6875),
        queues=(Queue("team", 2, OFFICE),),
        edges=np.array([[0, 3]]),
        happenings=(
            Happening("drill", 0, 200.0, "order", -1, -1, "", 3, "drill", 0.0),
            Happening("bulk", 0, 400.0, "order", 0, -1, "", 0, "incident", 0.0),
            Happening("out", 0, 300.0, "outage", -1, -1, "d0", 0, "incident", 6.0),
        ),
    )


def design(world: World, **changes: Any) -> Governance:  # noqa: ANN401 - any attribute
    row = build_row(
        ttl_low_h=1.0,
        ttl_high_h=1.5,
        session_h=8.0,
        grant_factor=Sampler("lognormal", 1.2, 0.8, 4.0),
        approval_h=Sampler("lognormal", 0.5, 1.0, 2.7),
        approval_timeout_h=60.0,
        refused=0.1,
        grant_h=300.0,
        trigger=0.6,
        known=0.8,
        owned=0.5,
        residue=0.3,
        review_every_h=400.0,
        review_catch=0.3,
        review_delay_h=10.0,
        channel=Channel.PUSH,
        push_delay_h=uniform(0.0, 0.25),
        push_coverage=0.8,
        token_theft_per_h=1e-4,
        hijack_per_h=1e-5,
        alarm=0.3,
    )
    keys = replace(
        row,
        credential="static_key",
        behaviour=Behaviour.STORED,
        minted=False,
        exportable=True,
        rotation_h=500.0,
        rotation_skip=0.2,
        copies=constant(3.0),
        copy_leak_per_h=2e-5,
        channel=Channel.TICKET,
        ticket_h=exponential(4.0),
        session_h=0.0,
    )
    asked = replace(
        row,
        decision=Decision.REQUEST_TIME,
        decision_h=constant(1e-4),
        cache_h=0.1,
        false_deny=0.001,
        jit=True,
        revoke_on_end=True,
    )
    shared = replace(keys, behaviour=Behaviour.SHARED, subject=Subject.FLEET)
    changed = {
        "directory_of": (0, 1, 0),
        "outage_every_h": (exponential(500.0),) * 2,
        "outage_lasts_h": (exponential(3.0),) * 2,
    } | changes
    return build_governance(
        world, row, per_platform={1: shared if changes else keys, 2: asked}, **changed
    )


def digest(records: Records) -> str:
    """Return a digest of every bit of all tables."""
    found = hashlib.sha256()
    for table in fields(records):
        each = getattr(records, table.name)
        for column in fields(each):
            value = getattr(each, column.name)
            found.update(f"{table.name}.{column.name}".encode())
            found.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
    return found.hexdigest()


def test_equal_content_gives_equal_bits_and_another_replication_other_ones() -> None:
    world = lively()
    first, second = design(world), replace(design(world), digest="another name")
    one = digest(simulate(world, first, 3, {}, first)[0])
    assert digest(simulate(world, second, 3, {}, first)[0]) == one
    assert digest(simulate(lively(), second, 3, {}, second)[0]) == one
    assert digest(simulate(world, first, 4, {}, first)[0]) != one


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4242"},
        {"NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_ICL"},
        {"NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX"},
        {"OPENBLAS_CORETYPE": "Prescott"},
    ],
    ids=["hash 1", "hash 4242", "no AVX-512", "no AVX2", "other BLAS"],
)
def test_same_seed_same_bits_whatever_the_process(environment: dict[str, str]) -> None:
    world = lively()
    expected = digest(simulate(world, design(world), 0, {})[0])
    code = (
        "from tests.models.engine.test_simulation import *\n"
        "world = lively()\n"
        "print(digest(simulate(world, design(world), 0, {})[0]))"
    )
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == expected


def test_everything_happens_and_everything_is_conserved() -> None:
    world = lively()
    records, _ = simulate(world, design(world), 0, {})
    estate, flow = records.estate, records.flow
    assert min(len(records.requests.opened_h), len(records.orders.order)) > 10
    assert len(records.outages.from_h) > 3
    assert estate.keys_issued == estate.keys_expired + estate.keys_revoked + estate.keys_live
    assert min(estate.keys_expired, estate.keys_revoked, estate.keys_live) > 0
    assert flow.started == flow.ended + flow.abandoned + flow.unfinished
    assert estate.agent_h == pytest.approx(records.authority.agent_h)
    assert estate.decisions > 0
    authority = records.authority
    assert 0 < authority.standing_wh < authority.authority_wh


def test_little_holds_at_every_team_of_a_run_and_nobody_works_out_of_hours() -> None:
    world = lively()
    state = prepare(world, design(world), 0)
    approval = Approval(state)
    state.plane = _open_plane(state, [], approval)
    visibility = observe(world, state.governance, 0)
    Mechanisms.of(state, approval, visibility).start(state)
    state.clock.advance(world.horizon_h)
    (team,) = state.teams
    joined = np.array([job.joined_h for job in team.jobs])
    left = np.minimum([job.left_h for job in team.jobs], world.horizon_h)
    assert len(joined) > 100
    assert (np.diff(joined) >= 0.0).all()
    times = np.concatenate([joined, left])
    order = np.argsort(times, kind="stable")
    number = np.cumsum(np.where(order < len(joined), 1, -1))
    integral = float((number[:-1] * np.diff(times[order])).sum())
    assert integral == pytest.approx(float((left - joined).sum()))
    begun = [job for job in team.jobs if job.started_h < world.horizon_h]
    assert all(OFFICE[int(job.started_h % 168.0)] for job in begun)
    for job in begun:
        assert sum(each.started_h <= job.started_h < each.left_h for each in begun) <= 2


def test_with_shared_accounts_too() -> None:
    world = lively()
    records, _ = simulate(world, design(world, exceptions=(1,)), 0, {})
    estate, flow = records.estate, records.flow
    assert estate.keys_issued == estate.keys_expired + estate.keys_revoked + estate.keys_live
    assert flow.started == flow.ended + flow.abandoned + flow.unfinished
    assert len(records.collateral.at_h) > 0


def test_all_designs_meet_the_same_workload() -> None:
    world = lively()
    kind, other = design(world), build_governance(world, build_row(grant_factor=constant(1.0)))
    one, two = (simulate(world, each, 0, {}, kind)[0] for each in (kind, other))
    assert one.flow.started == two.flow.started
    assert (one.authority.curve_agent_h == two.authority.curve_agent_h).all()
    assert one.authority.needed_wh == pytest.approx(two.authority.needed_wh, rel=0.2)


def test_a_directory_split_in_two_changes_no_hop() -> None:
    world = build_world(agents=(10, 6), novelty=0.03, lifetime=exponential(700.0))
    row = build_row(
        grant_factor=constant(2.0), approval_timeout_h=50.0, review_every_h=500.0, review_catch=0.2
    )
    never = constant(np.inf)
    whole = build_governance(world, row, directory_of=(0, 0, 0))
    split = build_governance(
        world,
        row,
        directory_of=(0, 1, 2),
        outage_every_h=(never,) * 3,
        outage_lasts_h=(constant(1.0),) * 3,
        compromise_per_h=np.zeros(3),
    )
    one, two = (simulate(world, each, 0, {}, whole)[0] for each in (whole, split))
    for column in fields(one.requests):
        assert (getattr(one.requests, column.name) == getattr(two.requests, column.name)).all()
    assert one.flow.hops == two.flow.hops
    assert (one.flow.delays_h == two.flow.delays_h).all()
    assert one.authority.needed_wh == pytest.approx(two.authority.needed_wh)
    assert two.estate.accounts > one.estate.accounts


def test_a_platform_split_in_two_changes_no_hop() -> None:
    world = build_world(platforms=2, agents=(10, 6), novelty=0.03)
    halves = replace(
        world,
        platform_ids=("p0", "p1a", "p1b"),
        platform_keys=np.array([*world.platform_keys, world.platform_keys[1]]),
        platform_owner=np.zeros(3, dtype=np.int64),
        resource_platform=np.array([0, 0, 1, 2]),
    )
    row = build_row(grant_factor=constant(1.0))
    one = simulate(world, build_governance(world, row), 0, {})[0]
    two = simulate(halves, build_governance(halves, row), 0, {})[0]
    assert one.flow.hops == two.flow.hops
    assert (one.requests.opened_h == two.requests.opened_h).all()
    assert np.array_equal(one.requests.decided_h, two.requests.decided_h, equal_nan=True)
    assert one.authority.authority_wh == pytest.approx(two.authority.authority_wh)


def test_a_run_can_be_stopped() -> None:
    world = lively()
    with pytest.raises(RunStopped):
        simulate(world, design(world), 0, {}, stop=lambda: True)


def test_an_organisation_without_agents_runs() -> None:
    world = build_world(agents=(0, 0))
    records, _ = simulate(world, build_governance(world), 0, {})
    assert records.flow.hops == records.flow.started == records.estate.accounts == 0


def test_directories_that_nobody_uses_may_fail() -> None:
    world = build_world(agents=(2,))
    plain = build_governance(world)
    idle = replace(
        plain,
        directory_ids=("d0", "idle"),
        directory_keys=keys_of("directory", ("d0", "idle")),
        outage_every_h=(constant(np.inf), exponential(100.0)),
        outage_lasts_h=(constant(4.0),) * 2,
        compromise_per_h=np.zeros(2),
    )
    records = simulate(world, idle, 0, {})[0]
    assert len(records.outages.from_h) > 5
    assert records.outages.agent_h.sum() == records.flow.stopped_by_closure == 0
