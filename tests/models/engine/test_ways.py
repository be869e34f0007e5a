"""Trust edges mean different things: what outlives its source, until when."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.compiled.world import (
    ESCALATION,
    ROLE_ASSUMPTION,
    SECRET_IN_RESOURCE,
    Happening,
)
from models.engine.reviews import Reviews
from models.engine.simulation import prepare, simulate
from models.engine.ways import Ways, efforts, through_edges
from tests.models.engine.conftest import build_governance, build_row, build_world, constant
from tests.models.engine.organisation import DAY_H
from tests.models.engine.test_revocation import KEY

TOKEN = (Happening("token", 0, 50.0, "leak", 0, 0, "", 0, "", 0.0),)
EDGE = np.array([[0, 1]])


def exposed(kind: int, changes: dict[str, Any], replication: int = 0) -> tuple[float, float]:
    """Return how long the source and the target of an edge can be used, after a token's theft."""
    plain = {"quiet_use_h": constant(0.0), "grant_factor": constant(1.0)}
    row = build_row(**plain, ttl_low_h=4.0, ttl_high_h=4.0)
    hours = []
    for weight in ((1.0, 0.0), (0.0, 1.0)):
        world = build_world(
            platforms=2, resources_per_platform=1, agents=(4,), tasks_per_h=0.01, novelty=0.0,
            weight=np.array(weight), count=1, edges=EDGE, edge_kind=np.array([kind]),
            happenings=TOKEN,
        )  # fmt: skip
        target = replace(row, **changes)
        design = build_governance(world, row, per_platform={1: target}, directory_of=(0, 1))
        found = simulate(world, design, replication, {})[0].compromises
        hours.append(float(found.exposure_wh[0]))
    return hours[0], hours[1]


def test_an_assumed_role_lasts_one_session_longer() -> None:
    source_h, target_h = exposed(ROLE_ASSUMPTION, {"ttl_low_h": 2.0, "ttl_high_h": 2.0})
    assert 0.0 < source_h <= 4.0
    assert target_h == pytest.approx(source_h + 2.0)


def test_a_secret_in_a_resource_lasts_until_its_rotation() -> None:
    every = 5 * DAY_H
    rest = [
        exposed(SECRET_IN_RESOURCE, KEY | {"rotation_h": every}, replication=n) for n in range(40)
    ]
    after = np.array([target_h - source_h for source_h, target_h in rest])
    assert ((after > 0.0) & (after <= every)).all()
    # The phase of the rotation is uniform.
    assert abs(after.mean() - every / 2) < 4 * every / math.sqrt(12 * len(after))
    _, never_h = exposed(SECRET_IN_RESOURCE, dict(KEY))
    assert never_h == pytest.approx(20 * DAY_H)


def test_an_escalation_lasts_until_a_review_finds_it() -> None:
    seen = {"review_every_h": 6 * DAY_H, "review_catch": 1.0, "review_delay_h": 12.0}
    after = [exposed(ESCALATION, seen, replication=n)[1] for n in range(20)]
    assert all(12.0 < each <= 6 * DAY_H + 12.0 for each in after)
    _, never_h = exposed(ESCALATION, {})
    assert never_h == pytest.approx(20 * DAY_H)


def test_what_was_left_behind_is_cleared_up_after_detection() -> None:
    world = build_world(
        platforms=2, resources_per_platform=1, agents=(4,), tasks_per_h=0.01, novelty=0.0,
        edges=EDGE, edge_kind=np.array([SECRET_IN_RESOURCE]), happenings=TOKEN,
    )  # fmt: skip
    row = build_row(
        quiet_use_h=constant(0.0), alarm=1.0, triage_h=constant(3.0), route_h=constant(7.0)
    )
    keyed = build_row(**KEY | {"route_h": constant(7.0)})
    design = build_governance(world, row, per_platform={1: keyed}, directory_of=(0, 1))
    found = simulate(world, design, 0, {})[0].compromises
    assert found.ended_h.tolist() == [pytest.approx(found.detected_h[0] + 7.0)]


def test_assumed_roles_in_a_circle_renew_each_other_without_end() -> None:
    circle = np.array([[0, 1], [1, 0]])
    start = np.array([5.0, -np.inf, -np.inf])
    found = through_edges(circle, start, lambda _edge, source_h: source_h + 1.0)
    assert found.tolist() == [math.inf, math.inf, -math.inf]
    cut = through_edges(circle, start, lambda _edge, at_h: max(at_h, min(9.0, at_h + 1.0)))
    assert cut.tolist() == [9.0, 9.0, -math.inf]


def test_a_secret_that_no_design_needs_ends_with_what_it_was_read_from() -> None:
    world = build_world(edges=EDGE, edge_kind=np.array([SECRET_IN_RESOURCE]))
    found = build_governance(world, build_row(**KEY, rotation_h=DAY_H))
    none = build_governance(world, build_row())
    ways = Ways(state := prepare(world, none, 0), Reviews(state))
    assert ways.rotated_h(0, 0, 33.0) == 33.0
    old = Ways(state := prepare(world, none, 0, found), Reviews(state))
    assert 33.0 < old.rotated_h(0, 0, 33.0) <= 33.0 + DAY_H


def test_the_weakest_way_decides_what_is_touched_first() -> None:
    edges, kinds = np.array([[0, 1], [1, 2], [3, 2]]), np.array([1, 0, 2])
    direct = np.array([0.0, np.inf, np.inf, 10.0])
    assert efforts(edges, kinds, direct).tolist() == [0.0, 5.0, 25.0, 10.0]
