from __future__ import annotations

import numpy as np

from models.engine.detection import JOINED, Evidence, evidence, open_triage
from models.engine.simulation import prepare
from models.engine.visibility import observe
from tests.models.engine.conftest import build_governance, build_row, build_world, constant


def test_the_first_visible_alarm_of_each_group_counts() -> None:
    found = Evidence(
        captured=np.ones(5, dtype=np.bool_),
        alarmed=np.array([True, True, False, True, True]),
        visible_h=np.array([5.0, 3.0, 1.0, 4.0, 9.0]),
        sink=np.array([0, 1, 0, 0, 1]),
        group=np.array([0, JOINED, 0, 0, JOINED]),
    )
    assert found.first_alarms() == {0: 3, JOINED: 1}


def test_an_alarm_needs_a_captured_event_in_a_sink() -> None:
    world = build_world(platforms=3, resources_per_platform=1)
    rows = {1: build_row(alarm=1.0, sink=-1), 2: build_row(alarm=1.0, captured=constant(0.0))}
    plain = build_row(alarm=1.0, log_delay_h=constant(2.0), correlated=0.0)
    design = build_governance(world, plain, per_platform=rows)
    state = prepare(world, design, 0)
    resource = np.array([0, 1, 2])
    draws = np.full((2, 3), 0.5)
    found = evidence(
        state,
        observe(world, design, 0),
        np.zeros(3, dtype=np.int64),
        np.full(3, 7.0),
        resource,
        draws,
    )
    assert found.captured.tolist() == [True, True, False]
    assert found.alarmed.tolist() == [True, False, False]
    assert found.visible_h.tolist()[0] == 9.0
    assert found.group.tolist() == [0, JOINED, JOINED]


def test_each_sink_has_its_own_analysts() -> None:
    world = build_world(
        sink_ids=("a", "b"),
        sink_central=np.ones(2, dtype=np.bool_),
        sink_analysts=np.array([2, 0]),
    )
    two, one = open_triage(prepare(world, build_governance(world), 0))
    assert [two.serve(0.0, 1.0).left_h for _ in range(3)] == [1.0, 1.0, 2.0]
    assert [one.serve(0.0, 1.0).left_h for _ in range(2)] == [1.0, 2.0]
