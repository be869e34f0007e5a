from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.engine.decisions import fetches


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
