from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.compiled.governance import Channel, Decision
from models.engine.enforcement import LAPSES, assure, enforce
from models.engine.records import CONTROLS
from tests.models.engine.conftest import build_governance, build_row, build_world

HELD: dict[str, Any] = {
    "decision": Decision.REQUEST_TIME,
    "jit": True,
    "exportable": True,
    "rotation_h": 720.0,
    "channel": Channel.PUSH,
    "push_fallback": Channel.TICKET,
    "review_every_h": 2160.0,
}
"""A profile that has every control that can lapse."""


def test_each_control_lapses_by_itself_to_what_is_there_without_it() -> None:
    row = build_row(**HELD)
    lost = dict(zip(CONTROLS, (lapse(row) for lapse in LAPSES), strict=True))
    assert lost["authorisation"].decision == Decision.STATIC_ROLE
    assert lost["authorisation"].jit
    assert not lost["issuance"].jit
    assert math.isinf(lost["rotation"].rotation_h)
    assert lost["revocation"].channel == Channel.TICKET
    assert math.isinf(lost["review"].review_every_h)
    assert lost["logging.data"].recorded.tolist() == [True, True, False]
    assert row.recorded.all()


def test_what_a_profile_does_not_have_cannot_lapse() -> None:
    world = build_world(platforms=20)
    bare = build_row(recorded=np.zeros(3, dtype=np.bool_), enforced=0.0)
    design = build_governance(world, bare)
    assert enforce(world, design, 0).phases[0] is design.phases[0]
    assert assure(world, design, 0).declared.sum() == 0


def test_the_share_enforced_is_what_the_setting_says_for_every_control() -> None:
    world = build_world(platforms=4, agents=(1,))
    design = build_governance(world, build_row(**HELD, enforced=0.7))
    found = [assure(world, design, replication) for replication in range(1500)]
    declared = np.sum([each.declared for each in found], axis=0)
    enforced = np.sum([each.enforced for each in found], axis=0)
    assert (declared == 1500).all()
    assert enforced / declared == pytest.approx(np.full((4, 8), 0.7), abs=0.05)
    alike = np.corrcoef(np.array([each.enforced.ravel() for each in found]).T)
    assert np.abs(alike - np.eye(32)).max() < 0.12


def test_what_is_assured_is_what_holds() -> None:
    world = build_world(platforms=30, agents=(1,))
    design = build_governance(world, build_row(**HELD, enforced=0.5))
    own = enforce(world, design, 3).phases[0]
    holds = [[lapse(own.at(p, 0)) is not own.at(p, 0) for lapse in LAPSES] for p in range(30)]
    np.testing.assert_array_equal(np.array(holds), assure(world, design, 3).enforced == 1)
    assert 60 < np.count_nonzero(holds) < 180


@settings(max_examples=30, deadline=None)
@given(low=st.floats(0.0, 1.0), high=st.floats(0.0, 1.0), replication=st.integers(0, 99))
def test_more_enforcement_never_loses_a_control(low: float, high: float, replication: int) -> None:
    low, high = min(low, high), max(low, high)
    world = build_world(platforms=3)
    fewer, more = (
        assure(world, build_governance(world, build_row(**HELD, enforced=share)), replication)
        for share in (low, high)
    )
    assert (fewer.enforced <= more.enforced).all()
    assert (more.enforced <= more.declared).all()
