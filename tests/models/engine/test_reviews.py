from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.engine.reviews import MOST_THINGS, Reviews, things_found
from models.engine.simulation import prepare, simulate
from models.engine.streams import stream
from tests.models.engine.conftest import build_governance, build_row, build_world, constant
from tests.models.engine.organisation import DAY_H, one_platform

if TYPE_CHECKING:
    from models.engine.state import State


class Plane:
    """Changes grants at once."""

    def change(self, agents: object, update: Any) -> None:  # noqa: ANN401, ARG002 - a stand-in
        update()


def reviewed(agents: int = 300, until_h: float = math.inf, **row: Any) -> tuple[State, Reviews]:  # noqa: ANN401 - any attribute
    world, design = one_platform(agents, **({"grant_factor": constant(10.0)} | row))
    state = prepare(world, design, 0)
    state.plane = Plane()  # type: ignore[assignment]
    reviews = Reviews(state)
    reviews.start()
    state.clock.advance(min(world.horizon_h, until_h))
    return state, reviews


def test_each_excess_is_found_with_its_probability() -> None:
    state, reviews = reviewed(review_every_h=37 * DAY_H, review_catch=0.3)
    rounds = round(math.log(state.grants.extra.sum() / (300 * 9)) / math.log(0.7))
    assert rounds in {1, 2}
    left = 300 * 9 * 0.7**rounds
    assert abs(state.grants.extra.sum() - left) < 4 * left**0.5
    assert reviews.removed == 300 * 9 - state.grants.extra.sum()
    assert reviews.looked_at >= 300 * 10
    assert reviews.reviewed.all()


def test_what_is_found_goes_only_after_the_delay() -> None:
    state, reviews = reviewed(review_every_h=60 * DAY_H, review_catch=1.0, review_delay_h=1e6)
    assert reviews.reviewed.all()
    assert state.grants.extra.sum() == 300 * 9


def test_without_reviews_nothing_is_found() -> None:
    state, reviews = reviewed(review_catch=1.0)
    assert not reviews.reviewed.any()
    assert math.isinf(reviews.found_h(0, 0, 0.0))
    assert state.grants.extra.sum() == 300 * 9


def test_an_unknown_account_is_listed_and_not_reviewed_before() -> None:
    row = {"review_every_h": 70 * DAY_H, "review_catch": 1.0, "known": 0.0}
    state, reviews = reviewed(300, math.inf, **row)
    assert state.accounts.known.all()
    assert not reviews.reviewed.any()
    assert state.grants.extra.sum() == 300 * 9
    assert np.isinf(state.accounts.ended_h).all()


def test_an_orphan_ends_when_it_is_found() -> None:
    world, design = one_platform(
        20,
        world={"lifetime": constant(10 * DAY_H)},
        review_every_h=20 * DAY_H,
        review_catch=1.0,
        review_delay_h=3.0,
        trigger=0.0,
    )
    state = prepare(world, design, 0)
    state.plane = Plane()  # type: ignore[assignment]
    reviews = Reviews(state)
    expected = {}
    for account, agents in enumerate(map(state.accounts.agents_of, range(len(state.accounts)))):
        if len(agents):
            death_h = float(state.agents.death_h[agents[0]])
            expected[account] = reviews.found_h(account, 0, death_h)
    reviews.start()
    state.clock.advance(world.horizon_h)
    ended = {account: float(state.accounts.ended_h[account]) for account in expected}
    in_time = {a for a, end in expected.items() if end < world.horizon_h}
    assert len(in_time) > 20
    assert {a: ended[a] for a in in_time} == {a: pytest.approx(expected[a]) for a in in_time}
    assert all(math.isinf(end) for a, end in ended.items() if a not in in_time)


def test_a_local_key_is_found_and_removed() -> None:
    world, design = one_platform(
        30, residue=1.0, review_every_h=60 * DAY_H, review_catch=1.0, trigger=1.0
    )
    records, _ = simulate(world, design, 0, {})
    assert records.estate.residues == 0
    assert records.estate.keys_revoked == 30


def test_platforms_are_reviewed_each_in_its_turn() -> None:
    world = build_world(platforms=6)
    design = build_governance(world, build_row(review_every_h=50 * DAY_H, review_catch=0.5))
    reviews = Reviews(prepare(world, design, 0))
    times = {reviews.found_h(0, platform, 0.0) for platform in range(6)}
    assert len(times) == 6


def test_what_is_found_of_one_account_does_not_hang_on_others() -> None:
    place, things = np.arange(5), np.array([3, 40, 0, 7, 12], dtype=np.int32)
    fewer = np.where(place == 1, 0, things).astype(np.int32)
    all_of_them, without, better = (
        things_found(stream(1, 0, "test"), held, place, 9, catch)
        for held, catch in ((things, 0.4), (fewer, 0.4), (things, 0.6))
    )
    assert without.tolist() == [0 if n == 1 else found for n, found in enumerate(all_of_them)]
    left = place != 1
    alone = things_found(stream(1, 0, "test"), things[left], place[left], 9, 0.4)
    assert alone.tolist() == all_of_them[left].tolist()
    assert (all_of_them <= better).all()
    assert (better <= things).all()


def test_very_many_things_are_found_at_the_same_rate() -> None:
    things = np.full(4, MOST_THINGS + 3000, dtype=np.int32)
    found = things_found(stream(1, 0, "test"), things, np.arange(4), 4, 0.3)
    total = int(things.sum())
    assert abs(int(found.sum()) - 0.3 * total) < 4 * (0.3 * 0.7 * total) ** 0.5
