"""Metamorphic relations: what a control is for, it must do; in mean, and by path where it can.

Each relation changes one control and says which metric must not get worse.  Both sides meet the
same draws; the metric must move the right way in the mean of a few replications, and in every
single one where the relation holds by path.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.comparison import run_cell
from models.compiled.governance import Channel
from models.compiled.world import Happening, Queue
from models.engine import simulate
from tests.honesty.relations import ASKS, RELATIONS, Relation
from tests.models.engine.conftest import (
    build_governance,
    build_row,
    build_world,
    constant,
    exponential,
    uniform,
)

if TYPE_CHECKING:
    import numpy.typing as npt

    from models.compiled.world import World

REPLICATIONS = 6
ALWAYS = np.ones(168, dtype=np.bool_)


def organisation() -> World:
    drills = tuple(
        Happening("drill", n, 24.0 * (n + 1), "order", -1, -1, "", 2, "drill", 0.0)
        for n in range(25)
    )
    return build_world(
        platforms=2,
        agents=(14,),
        tasks_per_h=0.1,
        novelty=0.03,
        lifetime=exponential(800.0),
        horizon_h=900.0,
        follow_up_h=200.0,
        warm_up_h=100.0,
        happenings=drills,
        queues=(Queue("team", 2, ALWAYS),),
    )


def measure(world: World, metric: str, **row: Any) -> npt.NDArray[np.float64]:  # noqa: ANN401
    governance = build_governance(world, build_row(**row))
    cells = [run_cell(world, governance, index) for index in range(REPLICATIONS)]
    return np.array([cell.numbers[metric] for cell in cells])


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda each: each.says)
def test_a_control_does_what_it_is_for(relation: Relation) -> None:
    world = organisation()
    less, more = (
        measure(world, relation.metric, **(relation.common | side))
        for side in (relation.less, relation.more)
    )
    both = np.isfinite(less) & np.isfinite(more)
    assert both.sum() >= REPLICATIONS - 1
    moved = relation.sign * (more - less)[both]
    assert moved.mean() > 0.0
    if relation.by_path:
        assert moved.min() >= 0.0


@pytest.mark.parametrize("servers", [1, 2, 4])
def test_more_approvers_never_lengthen_waits(servers: int) -> None:
    world = replace(organisation(), queues=(Queue("team", servers, ALWAYS),))
    more = replace(world, queues=(Queue("team", servers + 1, ALWAYS),))
    slow, fast = (measure(each, "wait_per_1000", **ASKS) for each in (world, more))
    assert fast.mean() <= slow.mean()


def test_one_more_domain_with_its_own_keys_never_ends_access_earlier() -> None:
    row = {"channel": Channel.PUSH, "push_delay_h": uniform(0.0, 12.0)}
    lags = []
    for platforms in (1, 2, 4):
        world = build_world(
            platforms=platforms,
            resources_per_platform=1,
            agents=(14,),
            tasks_per_h=1e-9,
            horizon_h=900.0,
            follow_up_h=200.0,
            happenings=organisation().happenings,
        )
        governance = build_governance(
            world,
            build_row(**row),
            directory_of=tuple(range(platforms)),
            outage_every_h=(constant(np.inf),) * platforms,
            outage_lasts_h=(constant(1.0),) * platforms,
            compromise_per_h=np.zeros(platforms),
        )
        cells = [run_cell(world, governance, index) for index in range(REPLICATIONS)]
        lags.append(np.array([cell.numbers["last_domain_lag"] for cell in cells]))
    assert (lags[0] < lags[1]).all()
    assert (lags[1] < lags[2]).all()


def test_a_longer_outage_never_stops_fewer_tasks() -> None:
    delayed = []
    for lasts_h in (2.0, 8.0, 40.0):
        out = Happening("out", 0, 300.0, "outage", -1, -1, "d0", 0, "incident", lasts_h)
        world = replace(organisation(), happenings=(out,))
        delayed.append(measure(world, "delayed_tasks", grant_factor=constant(20.0)))
    assert (delayed[0] <= delayed[1]).all()
    assert (delayed[1] < delayed[2]).all()


def test_a_ttl_that_divides_another_never_ends_any_access_later() -> None:
    world, lags = organisation(), []
    for ttl_h in (1.0, 2.0, 8.0, 24.0):
        governance = build_governance(world, build_row(ttl_low_h=ttl_h, ttl_high_h=ttl_h))
        lags.append(simulate(world, governance, 0, {})[0].orders.lag_h)
    for shorter, longer in pairwise(lags):
        assert (shorter <= longer).all()
        assert shorter.mean() < longer.mean()
