from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.engine.attack import reach, targets
from tests.models.engine.conftest import build_world

ENDS = st.lists(st.floats(0.0, 100.0), min_size=4, max_size=4)


def test_the_weakest_is_touched_first_thing_by_thing() -> None:
    things, strength = np.array([2.0, 0.0, 1.4, 1.0]), np.array([10.0, 0.0, 0.0, 10.0])
    assert targets(things, strength, np.arange(7)).tolist() == [2, 2, 0, 0, 3, 2, 2]
    assert len(targets(np.zeros(4), strength, np.arange(7))) == 0


@given(ENDS, st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6))
def test_what_lies_behind_an_edge_lasts_as_long_as_a_way_to_it(
    ends: list[float], edges: list[tuple[int, int]]
) -> None:
    world = build_world(
        platforms=4, resources_per_platform=1, edges=np.array(edges, dtype=np.int64).reshape(-1, 2)
    )
    direct = np.array([3.0, 1.0, 0.0, 0.0])
    found = reach(world, direct, np.array(ends))
    assert np.isneginf(found.direct_end_h[2:]).all()
    last = np.maximum(found.direct_end_h, found.behind_end_h)
    for source, target in edges:
        assert found.behind_end_h[target] >= last[source]
    for target in range(4):
        ways = [last[source] for source, to in edges if to == target]
        assert found.behind_end_h[target] == max(ways, default=-np.inf)
    assert (found.direct + found.behind <= world.count).all()
    assert found.exposure_wh(world.weight, 0.0, 50.0) >= 0.0


def test_exposure_counts_each_thing_until_its_last_way_ends() -> None:
    world = build_world(platforms=2, resources_per_platform=1, edges=np.array([[0, 1]]))
    found = reach(world, np.array([2.0, 5.0]), np.array([10.0, 4.0]))
    assert found.exposure_wh(np.array([1.0, 1.0]), 0.0, 100.0) == 2 * 10 + 20 * 10
    assert found.exposure_wh(np.array([1.0, 1.0]), 6.0, 8.0) == 2 * 2 + 20 * 2
    assert found.things(5.0).tolist() == [2.0, 20.0]
    assert found.things(10.0).tolist() == [0.0, 0.0]
