from __future__ import annotations

import numpy as np
import pytest

from models.engine.combinations import combined, leads_to, sensitive
from models.engine.reviews import Reviews
from models.engine.simulation import prepare
from tests.models.engine.conftest import build_governance, build_row, build_world, constant
from tests.models.engine.organisation import DAY_H
from tests.models.engine.test_reviews import Plane

AGENTS = 400


def test_only_what_leads_to_something_sensitive_elsewhere_is_part_of_one() -> None:
    # Two resources on each of three platforms; they weigh 1, 4, 10, 1, 4, 10.
    world = build_world(edges=np.array([[0, 1], [1, 3], [3, 5], [4, 2]]))
    assert sensitive(world).tolist() == [False, False, True, False, False, True]
    found = leads_to(world)
    assert found[0].tolist() == [False, False, True]  # by way of 1 and 3
    assert found[4].tolist() == [False, True, False]
    assert not found[[2, 5]].any()
    own = prepare(world, build_governance(world), 0).accounts
    assert combined(world, own, found, np.array([0])).tolist() == [
        [True, True, False, True, True, False]
    ]


def left(scope_is_chain: bool) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.int32]], Reviews]:
    world = build_world(
        platforms=2,
        resources_per_platform=2,
        agents=(AGENTS,),
        tasks_per_h=1e-9,
        count=6,
        weight=np.array([1.0, 1.0, 1.0, 10.0]),
        edges=np.array([[0, 3]]),
    )
    row = build_row(
        grant_factor=constant(100.0),
        review_every_h=70 * DAY_H,
        review_catch=0.4,
        review_chain=scope_is_chain,
    )
    state = prepare(world, build_governance(world, row), 0)
    state.plane = Plane()  # type: ignore[assignment]
    reviews = Reviews(state)
    reviews.start()
    state.clock.advance(56 * DAY_H)  # one review of each platform, as the warm-up has 14 days
    return state.grants.extra, reviews


def test_a_toxic_combination_is_seen_by_chain_scope_alone() -> None:
    alone, together = left(scope_is_chain=False), left(scope_is_chain=True)
    # Elsewhere both find the very same things; where a combination is, one has a second look.
    np.testing.assert_array_equal(alone[0][:, 1:], together[0][:, 1:])
    assert (together[0][:, 0] <= alone[0][:, 0]).all()
    assert alone[0][:, 0].mean() / 5 == pytest.approx(0.6, abs=0.04)
    assert together[0][:, 0].mean() / 5 == pytest.approx(0.36, abs=0.06)
    assert together[1].combinations() < alone[1].combinations()
    assert together[1].looked_at == alone[1].looked_at + 5 * AGENTS


def test_without_trust_edges_scope_changes_nothing() -> None:
    world = build_world(agents=(20,), novelty=0.0)
    rows = [
        build_row(
            grant_factor=constant(9.0), review_every_h=300.0, review_catch=0.2, review_chain=c
        )
        for c in (False, True)
    ]
    found = []
    for row in rows:
        state = prepare(world, build_governance(world, row), 0)
        state.plane = Plane()  # type: ignore[assignment]
        reviews = Reviews(state)
        reviews.start()
        state.clock.advance(world.horizon_h)
        found.append((state.grants.extra.copy(), reviews.looked_at))
    np.testing.assert_array_equal(found[0][0], found[1][0])
    assert found[0][1] == found[1][1]
