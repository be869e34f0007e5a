from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.compiled.governance import Decision
from models.engine.decisions import Decisions, fetches
from models.engine.fleet_life import draw_agents
from models.engine.settled import Settled, Stage
from models.engine.visibility import observe
from tests.models.engine.conftest import build_governance, build_row, build_world, constant


def one_by_one(resource: list[int], time_h: list[float], cache_h: float, n: int) -> list[int]:
    found, last = [0] * n, [-np.inf] * n
    for t, r in sorted(zip(time_h, resource, strict=True)):
        if t >= last[r] + cache_h:
            found[r] += 1
            last[r] = t
    return found


@given(
    st.lists(st.tuples(st.integers(0, 3), st.floats(0.0, 20.0)), max_size=60),
    st.floats(0.0, 5.0),
    st.integers(0, 60),
)
def test_fetches_are_those_of_a_cache_that_is_asked_hop_by_hop(
    hops: list[tuple[int, float]], cache_h: float, cut: int
) -> None:
    by_time = {round(t * 4096) / 4096: r for r, t in hops}
    cache_h = round(cache_h * 64) / 64 + 1 / 1048576  # never a tie with a hop
    time_h = np.array(sorted(by_time))
    resource = np.array([by_time[t] for t in sorted(by_time)], dtype=np.int64)
    last, caches = np.full(4, -np.inf), np.full(4, cache_h)
    found = fetches(resource[:cut], time_h[:cut], caches, last)
    found = found + fetches(resource[cut:], time_h[cut:], caches, last)
    assert found.tolist() == one_by_one(resource.tolist(), time_h.tolist(), cache_h, 4)


@given(st.permutations(range(6)))
def test_decisions_do_not_depend_on_the_order_in_which_hops_are_settled(order: list[int]) -> None:
    world = build_world(platforms=1, resources_per_platform=2, agents=(1,))
    row = build_row(decision=Decision.REQUEST_TIME, cache_h=1.0, decision_h=constant(0.5))
    governance = build_governance(world, row)
    agents = draw_agents(world, 0)
    decisions = Decisions(Stage(world, governance, agents, observe(world, governance, 0)))
    time_h, code = np.array([0.0, 0.9, 1.8, 1.9, 2.7, 2.8]), np.array([0, 0, 0, 1, 0, 1])
    for hop in order:
        here = slice(hop, hop + 1)
        decisions.fold(
            Settled(
                agent=0,
                fleet=0,
                time_h=time_h[here],
                code=code[here].astype(np.int16),
                event_class=np.zeros(1, dtype=np.uint8),
                first=np.zeros(1, dtype=np.int64),
                length=np.ones(1, dtype=np.int64),
            )
        )
    # Of resource 0 at 0 and 1.8 (0.9 and 2.7 are cached), of resource 1 at 1.9.
    assert decisions.total() == (3.0, 1.5)
