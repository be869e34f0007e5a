"""The policy decision point fails with its directory: closed, open, and what the cache holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.compiled.governance import Decision
from models.compiled.world import Happening
from models.engine.policy_failure import cached_until_h
from models.engine.simulation import prepare, simulate
from tests.models.engine.conftest import build_governance, build_row, build_world, constant

if TYPE_CHECKING:
    from models.compiled.governance import Row
    from models.engine.records import Records

OUT = (Happening("out", 0, 100.0, "outage", -1, -1, "d0", 0, "incident", 10.0),)
ASKS: dict[str, Any] = {"decision": Decision.REQUEST_TIME, "ttl_low_h": 500.0, "ttl_high_h": 500.0}


def run(row: Row, **world: Any) -> Records:  # noqa: ANN401
    plain: dict[str, Any] = {"happenings": OUT, "novelty": 0.0, "tasks_per_h": 2.0}
    found = build_world(**(plain | world))
    return simulate(found, build_governance(found, row), 0, {})[0]


def test_closed_without_a_cache_stops_at_once_though_tokens_last() -> None:
    asks = run(build_row(**ASKS))
    assert asks.outages.agent_h == pytest.approx([80.0])
    roles = run(build_row(**(ASKS | {"decision": Decision.STATIC_ROLE})))
    assert roles.outages.agent_h[0] < 10.0
    assert asks.flow.stopped_by_closure > roles.flow.stopped_by_closure


def test_cached_decisions_last_until_they_run_out() -> None:
    world = build_world(agents=(4000,), tasks_per_h=1.0)
    cache_h, row = 0.5, build_row(**ASKS, cache_h=0.5)
    state = prepare(world, build_governance(world, row), 0)
    until = cached_until_h(state, 0, (1, 2))
    assert until is not None
    here = world.resource_platform == 0
    assert np.isinf(until[:, ~here]).all()
    rest = until[:, here] - state.now
    assert ((rest >= 0.0) & (rest <= cache_h)).all()
    load = state.hops_on_resources_per_h[0, here] * cache_h
    # Live with probability load / (1 + load), for a uniform rest.
    expected = load / (1.0 + load) * cache_h / 2.0
    error = cache_h / np.sqrt(len(rest))
    assert (np.abs(rest.mean(axis=0) - expected) < 4 * error).all()
    assert (np.abs((rest > 0).mean(axis=0) - load / (1.0 + load)) < 4 * 0.5 / 4000**0.5).all()


def test_open_lets_everything_pass_and_counts_it() -> None:
    plain = ASKS | {"false_deny": 0.2, "grant_factor": constant(1.0), "gates": 0}
    open_ = build_row(**plain, fail_open=True)
    found = run(open_, novelty=0.3)
    # 8 agents, 2 tasks of 3 hops an hour, 10 hours; some tokens end meanwhile.
    assert abs(found.estate.unchecked_hops - 8 * 2 * 3 * 10) < 5 * (8 * 2 * 9 * 10) ** 0.5
    shut = run(build_row(**plain), novelty=0.3)
    assert shut.estate.unchecked_hops == 0
    assert found.outages.agent_h[0] < shut.outages.agent_h[0]


def test_after_an_open_outage_all_is_checked_as_before() -> None:
    row = build_row(**ASKS, fail_open=True, grant_factor=constant(1.0), refused=1.0)
    quiet, out = (run(row, novelty=0.3, happenings=each) for each in ((), OUT))
    before = quiet.requests.opened_h < 100.0
    after = quiet.requests.opened_h > 115.0
    np.testing.assert_array_equal(
        quiet.requests.opened_h[before], out.requests.opened_h[out.requests.opened_h < 100.0]
    )
    late = out.requests.opened_h[out.requests.opened_h > 115.0]
    assert abs(len(late) - int(after.sum())) < 0.1 * len(late)
    during = (out.requests.opened_h > 100.0) & (out.requests.opened_h < 110.0)
    assert not during.any()
    assert out.authority.authority_wh > quiet.authority.authority_wh
