from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.compiled.governance import Behaviour, Channel, Decision, Presence, Subject
from models.compiled.world import Happening
from models.engine.orders import planned_share
from models.engine.records import REASONS
from models.engine.simulation import simulate
from tests.models.engine.conftest import (
    build_governance,
    build_row,
    build_world,
    constant,
    exponential,
)
from tests.models.engine.organisation import DAY_H

if TYPE_CHECKING:
    from models.compiled.governance import Row
    from models.compiled.world import World
    from models.engine.records import Orders, Records

KEY: dict[str, Any] = {
    "credential": "static_key",
    "behaviour": Behaviour.STORED,
    "minted": False,
    "exportable": True,
    "copies": constant(1.0),
}
SHARED: dict[str, Any] = KEY | {
    "credential": "shared_account",
    "behaviour": Behaviour.SHARED,
    "subject": Subject.FLEET,
}


def orders_at(at_h: float, reason: str = "drill", agents: int = 0) -> tuple[Happening, ...]:
    return (Happening("order", 0, at_h, "order", -1, -1, "", agents, reason, 0.0),)


def small_world(happenings: tuple[Happening, ...], **changes: Any) -> World:  # noqa: ANN401
    plain: dict[str, Any] = {"platforms": 2, "agents": (6,), "tasks_per_h": 0.2}
    return build_world(**(plain | {"happenings": happenings} | changes))


def run(row: Row, happenings: tuple[Happening, ...] | None = None, **world: Any) -> Records:  # noqa: ANN401
    found = small_world(orders_at(100.0, agents=1) if happenings is None else happenings, **world)
    return simulate(found, build_governance(found, row), 0, {})[0]


def steps(orders: Orders) -> np.ndarray[Any, np.dtype[np.float64]]:
    return orders.route_h + orders.disable_h + orders.propagate_h + orders.expire_h


def test_an_order_follows_its_steps() -> None:
    row = build_row(route_h=constant(5.0), channel=Channel.POLL, poll_steps_h=(2.0,))
    orders = run(row).orders
    assert orders.platform.tolist() == [0, 1]
    assert orders.order.tolist() == [0, 0]
    assert (orders.at_h == 100.0).all()
    assert (orders.route_h == 5.0).all()
    assert (orders.disable_h == 0.0).all()
    assert ((orders.propagate_h > 0.0) & (orders.propagate_h < 2.0)).all()
    assert ((orders.expire_h > 0.0) & (orders.expire_h <= 1.0)).all()
    np.testing.assert_array_equal(orders.lag_h, steps(orders))
    assert not orders.never.any()
    assert np.isnan(orders.detect_h).all()
    assert orders.share.tolist() == [pytest.approx(0.5)] * 2


def test_a_push_kills_tokens_and_what_it_does_not_cover_falls_back() -> None:
    push = build_row(channel=Channel.PUSH, push_delay_h=constant(0.25))
    assert (run(push).orders.lag_h == 0.25).all()
    orders = run(replace(push, push_coverage=0.0)).orders
    assert ((orders.lag_h > 0.0) & (orders.lag_h <= 1.0)).all()
    assert (orders.propagate_h == 0.0).all()
    ticket = replace(push, push_coverage=0.0, push_fallback=Channel.TICKET, ticket_h=constant(9.0))
    assert (run(ticket).orders.propagate_h == 9.0).all()


def test_tickets_of_one_team_wait_for_each_other() -> None:
    row = build_row(**KEY, channel=Channel.TICKET, ticket_h=constant(4.0), bulk_rate_per_h=1e12)
    orders = run(row, orders_at(100.0)).orders
    assert np.round(orders.disable_h[orders.platform == 0]).tolist() == [4, 4, 8, 8, 12, 12]
    np.testing.assert_array_equal(orders.lag_h, orders.disable_h)


def test_two_clocks_add_up() -> None:
    row = build_row(session_h=10.0, ttl_low_h=1.0, ttl_high_h=1.0)
    lag_h = run(row, orders_at(100.0)).orders.lag_h
    assert lag_h.max() > 2.0
    assert ((lag_h > 1.0) & (lag_h <= 11.0)).all()


def test_request_time_leaves_only_what_is_cached() -> None:
    row = build_row(ttl_low_h=50.0, ttl_high_h=50.0, decision=Decision.REQUEST_TIME, cache_h=0.1)
    assert (run(row, orders_at(100.0)).orders.lag_h <= 0.1).all()


def test_access_per_task_ends_with_the_task() -> None:
    row = build_row(ttl_low_h=50.0, ttl_high_h=50.0, jit=True, revoke_on_end=True)
    assert (run(row, orders_at(100.0)).orders.lag_h < 2.0).all()


def test_an_account_left_to_others_is_lost_only_at_the_next_rotation() -> None:
    row = build_row(**SHARED, rotation_h=10 * DAY_H)
    orders = run(row).orders
    assert ((orders.disable_h > 0.0) & (orders.disable_h <= 10 * DAY_H)).all()
    assert not orders.never.any()
    never = run(build_row(**SHARED)).orders
    assert never.never.all()
    assert np.isinf(never.lag_h).all()


def test_rotating_a_shared_account_blocks_the_others() -> None:
    row = build_row(**SHARED, redistribute_h=constant(6.0), on_incident=Presence.ROTATE)
    records = run(row, orders_at(100.0, "incident", 1), tasks_per_h=5.0)
    assert (records.orders.lag_h == 0.0).all()
    assert records.collateral.agents.tolist() == [5]
    assert records.collateral.agent_h.tolist() == [pytest.approx(30.0)]
    assert records.flow.stopped_by_closure > 0
    assert records.estate.keys_revoked == 1


def test_a_drill_takes_nothing_away() -> None:
    row = build_row(**SHARED, on_retired=Presence.ROTATE)
    records = run(row, orders_at(100.0))
    assert records.estate.keys_revoked == 0
    assert len(records.collateral.at_h) == 0
    assert records.flow.stopped_by_closure == 0


def test_an_incident_gives_the_agent_itself_new_credentials() -> None:
    row = build_row(redistribute_h=constant(6.0))
    records = run(row, orders_at(100.0, "incident"), tasks_per_h=5.0)
    assert records.flow.stopped_by_closure > 0
    assert len(records.collateral.at_h) == 0
    assert records.estate.keys_issued == 12
    assert records.estate.keys_revoked == 6


def test_an_unknown_account_is_left_to_reviews() -> None:
    row = build_row(known=0.0, channel=Channel.PUSH)
    assert run(row).orders.never.all()
    orders = run(replace(row, review_every_h=100 * DAY_H, review_catch=1.0)).orders
    assert not orders.never.any()
    assert ((orders.disable_h > 0.0) & (orders.disable_h <= 100 * DAY_H)).all()


def test_a_bulk_order_is_limited_and_misses_some() -> None:
    row = build_row(**KEY, bulk_rate_per_h=2.0)
    orders = run(row, orders_at(100.0)).orders
    assert orders.lag_h[orders.platform == 0].tolist() == [0.5, 1.0, 1.5, 2.0, 2.5, 3.0]
    missed = run(replace(row, bulk_miss=1.0, rotation_h=DAY_H), orders_at(100.0)).orders
    assert ((missed.lag_h > 0.0) & (missed.lag_h <= DAY_H)).all()


def test_a_forgotten_local_key_outlives_the_account() -> None:
    row = build_row(residue=1.0, channel=Channel.PUSH)
    assert run(row).orders.never.all()
    orders = run(replace(row, review_every_h=100 * DAY_H, review_catch=1.0)).orders
    assert not orders.never.any()
    assert 0.0 < orders.disable_h.max() <= 100 * DAY_H


def test_a_retirement_leads_to_an_order_if_somebody_thinks_of_it() -> None:
    lives: dict[str, Any] = {"lifetime": exponential(8 * DAY_H)}
    thought = run(build_row(channel=Channel.PUSH), (), **lives)
    assert len(thought.orders.order) > 20
    assert (thought.orders.reason == REASONS.index("retired")).all()
    assert thought.estate.orphan_account_h == pytest.approx(0.0, abs=1e-6)
    forgotten = run(build_row(channel=Channel.PUSH, trigger=0.0), (), **lives)
    assert len(forgotten.orders.order) == 0
    assert forgotten.estate.orphan_account_h > 1000.0


def test_orders_are_recorded_only_if_they_can_be_followed() -> None:
    world = small_world(())
    row = build_row(channel=Channel.PUSH)
    last_h = world.horizon_h - world.follow_up_h
    assert len(run(row, orders_at(last_h)).orders.order) == 12
    assert len(run(row, orders_at(last_h + 1.0)).orders.order) == 0


def test_a_ticket_that_is_not_done_in_time_is_late_but_not_never() -> None:
    row = build_row(**KEY, channel=Channel.TICKET, ticket_h=constant(1e6))
    orders = run(row).orders
    assert (orders.lag_h > 1e6 - 1.0).all()
    assert not orders.never.any()


def test_another_directory_changes_no_step_but_what_it_orders_itself() -> None:
    world = small_world(orders_at(100.0, agents=1), platforms=4)
    row = build_row(route_h=exponential(3.0), channel=Channel.POLL, poll_steps_h=(1.0,))
    one, two = (
        simulate(world, build_governance(world, row, directory_of=bound), 0, {})[0].orders
        for bound in ((0, 0, 0, 0), (0, 0, 1, 1))
    )
    np.testing.assert_array_equal(one.propagate_h, two.propagate_h)
    same = one.platform < 2
    np.testing.assert_array_equal(one.route_h[same], two.route_h[same])
    np.testing.assert_array_equal(one.expire_h[same], two.expire_h[same])
    assert (one.route_h[~same] != two.route_h[~same]).all()


@pytest.mark.parametrize(
    "endless",
    [
        {"ttl_low_h": math.inf, "ttl_high_h": math.inf},
        {"session_h": math.inf},
        {"route_h": constant(math.inf)},
        {"channel": Channel.TICKET, "ticket_h": constant(math.inf)},
    ],
    ids=["token", "session", "route", "ticket"],
)
def test_what_nothing_ends_is_never(endless: dict[str, Any]) -> None:
    orders = run(build_row(**endless)).orders
    assert orders.never.all()
    assert np.isinf(orders.lag_h).all()


def test_planned_shares_add_up() -> None:
    share = planned_share(small_world(()))
    assert share.sum(axis=1) == pytest.approx(1.0)
    assert math.isclose(share[0, 0], 0.5)
