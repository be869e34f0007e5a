from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from models.trace import ways_between
from tests.models.trace.conftest import recorded

if TYPE_CHECKING:
    from models.trace import Trace


@given(st.floats(-500, 2500), st.floats(0, 200))
def test_ways_add_up_the_hops_of_a_span(from_h: float, lasts_h: float) -> None:
    trace = recorded("three_assistants")[0]
    rows = trace.hops[trace.hops_between(from_h, from_h + lasts_h)]
    wanted = Counter(
        (
            int(trace.agent_fleet[row["agent"]]),
            trace.platform_of(int(row["code"])),
            bool(row["captured"]),
        )
        for row in rows
    )
    found = ways_between(trace, from_h, from_h + lasts_h)
    columns = (found.fleet, found.platform, found.logged, found.hops)
    told = {(f, p, g): n for f, p, g, n in zip(*(c.tolist() for c in columns), strict=True)}
    assert told == dict(wanted)


def test_a_trace_without_hops_has_no_ways(small: Trace) -> None:
    none = replace(small, hops=small.hops[:0])
    assert len(ways_between(none, 0.0, 1e9).hops) == 0
