from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.compiled.governance import Subject
from models.engine.visibility import observe
from tests.models.engine.conftest import build_governance, build_row, build_world, constant

WORLD = build_world(platforms=4, resources_per_platform=20)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 5))
def test_higher_capture_never_loses_an_event(first: float, second: float, replication: int) -> None:
    low, high = sorted((first, second))
    less, more = (
        observe(WORLD, build_governance(WORLD, build_row(captured=constant(p))), replication)
        for p in (low, high)
    )
    assert not (less.captured & ~more.captured).any()


def test_what_is_not_recorded_is_not_captured() -> None:
    row = build_row(recorded=np.array([True, False, True]))
    captured = observe(WORLD, build_governance(WORLD, row), 0).captured
    assert captured[..., 0].all()
    assert not captured[..., 1].any()


def test_only_an_account_of_its_own_is_dedicated() -> None:
    shared = {1: build_row(subject=Subject.FLEET)}
    design = build_governance(WORLD, per_platform=shared, directory_of=(0, 0, 1, 0))
    seen = observe(WORLD, design, 0)
    assert seen.dedicated[0, 0].tolist() == [True, False, True, True]
    account = seen.account[0, 0].tolist()
    assert account[0] == account[3]
    assert len({account[0], account[1], account[2]}) == 3


def test_events_are_visible_only_where_a_sink_shows_and_keeps_them_a_day() -> None:
    rows = {
        0: build_row(sink=-1),
        1: build_row(log_delay_h=constant(25.0)),
        2: build_row(retention_h=23.0),
    }
    seen = observe(WORLD, build_governance(WORLD, per_platform=rows), 0)
    assert seen.visible[0, 0].tolist() == [False, False, False, True]
    assert seen.delay_h[0, 0, 1] == 25.0


def test_a_split_platform_draws_as_the_whole_one_did() -> None:
    keys = WORLD.platform_keys.copy()
    keys[1] = keys[0]
    split = replace(WORLD, platform_keys=keys)
    row = build_row(captured=constant(0.5), correlated=0.5)
    first, second = (observe(w, build_governance(w, row), 3) for w in (WORLD, split))
    np.testing.assert_array_equal(first.captured, second.captured)
    np.testing.assert_array_equal(first.keyed, second.keyed)


def test_replications_differ() -> None:
    design = build_governance(WORLD, build_row(captured=constant(0.5)))
    first, second = (observe(WORLD, design, each).captured for each in (0, 1))
    assert (first != second).any()
