"""Metrics that golden cases read, against their formulas."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.engine.records import Queues
from models.engine.settled import Settled, Stage
from models.engine.simulation import prepare
from models.engine.visibility import observe
from models.metrics import NUMBERS, TABLES
from models.metrics.tallies.task_credentials import TaskCredentials
from tests.models.engine.conftest import build_governance, build_row, build_world
from tests.models.metrics.outcomes import draft, orders

if TYPE_CHECKING:
    from models.compiled.governance import Row


def test_queues_are_told_by_team_and_sink() -> None:
    queues = Queues(
        joined=np.array([4, 0]),
        wait_h=np.array([6.0, 0.0]),
        number_h=np.array([720.0, 0.0]),
        system_h=np.array([720.0, 0.0]),
    )
    made = draft()
    outcome = replace(made, records=replace(made.records, queues=queues)).outcome()
    horizon_h = made.world.horizon_h
    for key, numerator, denominator in (
        ("queue_wait", [6.0, 0.0], [4.0, 0.0]),
        ("queue_number", [720.0, 0.0], [horizon_h, horizon_h]),
        ("queue_time", [720.0, 0.0], [4.0, 0.0]),
    ):
        found = TABLES[key].reduce(outcome)
        assert [part.tolist() for part in found] == [numerator, denominator]
        assert TABLES[key].grid(made.world) == (("team", "log"),)


def test_the_spread_of_lags_is_that_of_last_domains_cut_at_tau() -> None:
    made = draft(follow_up_h=10.0)
    rows = orders((0, 0, 1.0), (0, 1, 3.0), (1, 0, 5.0), (2, 0, np.inf))
    outcome = replace(made, records=replace(made.records, orders=rows)).outcome()
    wanted = float(np.std([3.0, 5.0, 10.0], ddof=1))
    assert NUMBERS["lag_spread"].reduce(outcome) == pytest.approx(wanted)
    assert np.isnan(NUMBERS["lag_spread"].reduce(made.outcome()))


def test_credentials_are_told_by_fate() -> None:
    counts = {"keys_issued": 10, "keys_expired": 4, "keys_revoked": 3, "keys_live": 3}
    outcome = draft().having(estate=counts).outcome()
    assert TABLES["credentials"].reduce(outcome)[0].tolist() == [10.0, 4.0, 3.0, 3.0]


def test_one_domain_without_control_is_enough_to_miss_it() -> None:
    world = build_world(platforms=3, agents=(5, 3))
    asks, stands = build_row(jit=True), build_row()
    made = draft(platforms=3, agents=(5, 3))
    whole = replace(made, governance=build_governance(world, asks)).outcome()
    part = replace(made, governance=build_governance(world, asks, per_platform={1: stands}))
    assert NUMBERS["enforced_everywhere"].reduce(whole) == 1.0
    assert NUMBERS["enforced_everywhere"].reduce(part.outcome()) == 0.0


def hours(row: Row, ended: list[bool] | None = None) -> float:
    """Return the credential-hours of two tasks: one over two platforms, one on the first."""
    world = build_world(platforms=2, resources_per_platform=1, agents=(1,))
    design = build_governance(world, row)
    state = prepare(world, design, 0)
    tally = TaskCredentials(Stage(world, design, state.agents, observe(world, design, 0)))
    tally.fold(
        Settled(
            agent=0,
            fleet=0,
            time_h=np.array([1.0, 1.5, 3.0, 8.0, 8.25]),
            code=np.array([0, 1, 2, 0, 0], dtype=np.int16),
            event_class=np.zeros(5, dtype=np.uint8),
            first=np.array([0, 3]),
            length=np.array([3, 2]),
            ended=None if ended is None else np.array(ended),
        )
    )
    return float(tally.result()["hours"][0])


def test_a_credential_lives_per_task_and_domain() -> None:
    assert hours(build_row(jit=True, revoke_on_end=True)) == pytest.approx(2 * 2.0 + 0.25)
    linger = build_row(jit=True, revoke_on_end=True, linger_h=1.0)
    assert hours(linger) == pytest.approx(2 * 3.0 + 1.25)
    assert hours(build_row(jit=True, revoke_on_end=True), [False, True]) == pytest.approx(0.25)
    assert hours(build_row()) == 0.0


def test_what_is_not_revoked_lives_to_its_ttl() -> None:
    row = build_row(jit=True, revoke_on_end=False, ttl_low_h=5.0, ttl_high_h=5.0)
    assert hours(row) == pytest.approx(2 * 5.0 + 5.0)
