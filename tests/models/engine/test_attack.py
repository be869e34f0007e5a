from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.engine.attack import targets
from models.engine.reach import Holdings, Reach, reach
from tests.models.engine.conftest import build_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.compiled.world import World

ENDS = st.lists(st.floats(0.0, 100.0), min_size=4, max_size=4)


def test_the_weakest_is_touched_first_thing_by_thing() -> None:
    things, strength = np.array([2.0, 0.0, 1.4, 1.0]), np.array([10.0, 0.0, 0.0, 10.0])
    assert targets(things, strength, np.arange(7)).tolist() == [2, 2, 0, 0, 3, 2, 2]
    assert len(targets(np.zeros(4), strength, np.arange(7))) == 0


def held(
    world: World, direct: list[float], ends: list[float], lasts: Callable[[int, float], float]
) -> Reach:
    """Return the reach of one grip a resource, each with some things beyond any need."""
    open_share = np.diag(np.array(direct) / world.count)
    core = np.zeros(open_share.shape, dtype=np.bool_)
    holdings = Holdings(core, open_share, world.count.astype(np.float64), apart=True)
    return reach(world, holdings, np.array(ends), lasts)


def as_long(_edge: int, source_h: float) -> float:
    return source_h


@given(ENDS, st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6))
def test_what_lies_behind_an_edge_lasts_as_long_as_a_way_to_it(
    ends: list[float], edges: list[tuple[int, int]]
) -> None:
    world = build_world(
        platforms=4, resources_per_platform=1, edges=np.array(edges, dtype=np.int64).reshape(-1, 2)
    )
    found = held(world, [3.0, 1.0, 0.0, 0.0], ends, as_long)
    assert np.isneginf(found.direct_end_h[2:]).all()
    last = np.maximum(found.direct_end_h, found.behind_end_h)
    for source, target in edges:
        assert found.behind_end_h[target] >= last[source]
    for target in range(4):
        ways = [last[source] for source, to in edges if to == target]
        assert found.behind_end_h[target] == max(ways, default=-np.inf)
    assert (found.ever() <= world.count).all()
    assert found.exposure_wh(world.weight, 0.0, 50.0) >= 0.0


def test_exposure_counts_each_thing_until_its_last_way_ends() -> None:
    world = build_world(platforms=2, resources_per_platform=1, edges=np.array([[0, 1]]))
    found = held(world, [2.0, 5.0], [10.0, 4.0], as_long)
    assert found.exposure_wh(np.array([1.0, 1.0]), 0.0, 100.0) == 2 * 10 + 20 * 10
    assert found.exposure_wh(np.array([1.0, 1.0]), 6.0, 8.0) == 2 * 2 + 20 * 2
    assert found.things(5.0).tolist() == [2.0, 20.0]
    assert found.things(10.0).tolist() == [0.0, 0.0]


def test_what_outlives_its_source_is_exposed_alone() -> None:
    world = build_world(platforms=2, resources_per_platform=1, edges=np.array([[0, 1]]))
    found = held(world, [2.0, 5.0], [10.0, 4.0], lambda _edge, source_h: source_h + 7.0)
    assert found.exposure_wh(np.array([1.0, 1.0]), 0.0, 100.0) == 2 * 10 + 20 * 17
    assert found.things(12.0).tolist() == [0.0, 20.0]
    assert found.last_h == 17.0
    assert found.next_end_h(4.0) == 10.0


@given(
    st.lists(st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 100.0)), min_size=1, max_size=8),
    st.floats(0.0, 50.0),
)
def test_several_accounts_expose_their_union_while_any_is_left(
    grips: list[tuple[float, float]], from_h: float
) -> None:
    world = build_world(platforms=1, resources_per_platform=1, count=20)
    shares = np.array([[share] for share, _ in grips])
    holdings = Holdings(
        np.ones(shares.shape, dtype=np.bool_), shares, np.array([19.0]), apart=False
    )
    ends = np.array([end for _, end in grips])
    found = reach(world, holdings, ends, as_long)
    total, edges = 0.0, sorted({from_h, 100.0, *(end for end in ends if end > from_h)})
    for begin, end in itertools.pairwise(edges):
        missed = math.prod(1.0 - share for share, until in grips if until > begin)
        total += (end - begin) * (1 + 19 * (1 - missed)) * bool((ends > begin).any())
    assert found.exposure_wh(np.ones(1), from_h, 100.0) == pytest.approx(total)
    assert found.things(-1.0)[0] <= 20.0
