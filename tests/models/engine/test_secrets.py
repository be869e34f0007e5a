from __future__ import annotations

import math
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.engine.secrets import Secrets, crossings
from models.engine.simulation import prepare
from models.engine.streams import stream
from tests.models.engine.conftest import constant
from tests.models.engine.organisation import DAY_H, one_platform, stored_key


def secrets_of(agents: int = 3, **row: Any) -> Secrets:  # noqa: ANN401 - any attribute
    return Secrets(prepare(*stored_key(agents, **row), 0))


def test_rotations_come_at_their_interval() -> None:
    secrets = secrets_of(rotation_h=30 * DAY_H)
    first = secrets.next_rotation(0, 0.0)
    assert 0.0 < first <= 30 * DAY_H
    assert math.isclose(secrets.next_rotation(0, first), first + 30 * DAY_H)
    assert secrets.rotations(0, 0.0, 90 * DAY_H) == 3


def test_without_rotation_a_secret_lives_on() -> None:
    assert math.isinf(secrets_of().next_rotation(0, 0.0))
    assert math.isinf(secrets_of(rotation_h=DAY_H, rotation_skip=1.0).next_rotation(0, 0.0))


@given(st.floats(0.0, 0.9), st.floats(-300.0, 3000.0))
def test_more_skips_never_rotate_earlier(skip: float, after_h: float) -> None:
    often, seldom = (secrets_of(rotation_h=40.0, rotation_skip=p) for p in (0.0, skip))
    following = often.next_rotation(1, after_h)
    assert after_h < following <= seldom.next_rotation(1, after_h)


def test_an_order_replaces_a_secret_out_of_turn() -> None:
    secrets = secrets_of(rotation_h=90 * DAY_H)
    state = secrets._state
    state.clock.at(1.0, lambda: secrets.replace(0))
    state.clock.advance(2.0)
    assert secrets.next_rotation(0, 0.0) == 1.0
    assert secrets.next_rotation(0, 1.0) > 1.0
    assert secrets.next_rotation(1, 0.0) != 1.0


def test_a_secret_that_cannot_be_exported_does_not_leak() -> None:
    world, design = one_platform(3, copies=constant(9.0), copy_leak_per_h=1.0)
    secrets = Secrets(prepare(world, design, 0))
    assert len(secrets.leaks(0, 0.0, 1000.0)) == 0


def test_further_copies_only_add_leaks() -> None:
    few, many = (
        secrets_of(copies=constant(n), copy_leak_per_h=0.01).leaks(0, 0.0, 1000.0) for n in (2, 9)
    )
    assert len(few) > 0
    assert set(few) < set(many)


def test_leaks_come_at_the_rate_of_all_copies() -> None:
    secrets = secrets_of(400, copies=constant(5.0), copy_leak_per_h=0.002)
    found = [len(secrets.leaks(account, 0.0, 500.0)) for account in range(400)]
    assert abs(np.mean(found) - 5.0) < 4 * (5.0 / 400) ** 0.5


@given(st.lists(st.floats(0.0, 2.0), min_size=1, max_size=5), st.integers(0, 99))
def test_crossings_lie_where_the_integral_passes_its_thresholds(
    rates: list[float], key: int
) -> None:
    edges = np.arange(len(rates) + 1, dtype=np.float64) * 3.0
    found = crossings(stream(1, 0, "test", key), edges.tolist(), rates, 0.5)
    generator, threshold = stream(1, 0, "test", key), 0.5
    for at_h in found:
        spent = np.clip(at_h - edges[:-1], 0.0, 3.0) @ np.array(rates)
        assert math.isclose(spent, threshold, abs_tol=1e-9)
        threshold += float(generator.standard_exponential())
    assert threshold >= 3.0 * sum(rates) - 1e-9
