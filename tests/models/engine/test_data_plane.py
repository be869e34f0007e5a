"""The lazy data plane against one event per hop, and against its own mutants."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.engine.closures import Blocked, Closures
from models.engine.data_plane import DataPlane
from models.engine.plans import Plans
from models.engine.workload import Blocks
from tests.reference.governed_run import GovernedRun, Outcome
from tests.reference.hop_by_hop import HopByHop
from tests.reference.organisations import organisation, tied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SEEDS = range(50)


@cache
def expected(seed: int) -> Outcome:
    return GovernedRun(organisation(seed), HopByHop).outcome()


def found(seed: int) -> Outcome:
    return GovernedRun(organisation(seed), DataPlane).outcome()


@pytest.mark.parametrize("seed", SEEDS)
def test_equals_one_event_per_hop(seed: int) -> None:
    fast, slow = found(seed), expected(seed)
    assert fast.flow.hops == slow.flow.hops
    assert fast.hops == slow.hops
    assert fast.ends == slow.ends
    assert fast.requests == slow.requests
    assert fast.equals(slow)


@pytest.mark.parametrize("seed", SEEDS[:25])
def test_equals_one_event_per_hop_where_all_happens_at_once(seed: int) -> None:
    org = tied(seed)
    assert GovernedRun(org, DataPlane).outcome().equals(GovernedRun(org, HopByHop).outcome())


@pytest.mark.nightly
def test_equals_one_event_per_hop_on_many_more() -> None:
    more = range(1000, 2000)
    different = [
        seed
        for seed in more
        if not found(seed).equals(GovernedRun(organisation(seed), HopByHop).outcome())
    ]
    assert different == []


def test_organisations_have_every_trouble() -> None:
    flows = [expected(seed).flow for seed in SEEDS]
    for name in ("ended", "abandoned", "unfinished", "stopped_by_approval", "stopped_by_closure"):
        assert sum(getattr(flow, name) for flow in flows) > 300, name
    assert sum(waited > 1 for seed in SEEDS for *_, waited in expected(seed).decided) > 100


class _NoLookBack(Closures):
    def first_stopped(self, agent: int, batch: object, hop: int) -> int:
        del agent, batch
        return hop


def test_without_look_back_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.engine.data_plane.Closures", _NoLookBack)
    assert not all(found(seed).equals(expected(seed)) for seed in SEEDS)


def test_without_new_search_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Plans, "search_again", lambda *_: None)
    assert not all(found(seed).equals(expected(seed)) for seed in SEEDS)


def test_a_rebinding_that_tries_nothing_again_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(
        self: DataPlane, agents: Iterable[int], update: Callable[[], None]
    ) -> list[tuple[int, int]]:
        self.change(agents, update)
        return []

    monkeypatch.setattr(DataPlane, "rebind", forgetful)
    assert not all(found(seed).equals(expected(seed)) for seed in SEEDS)


def test_organisations_rebind_and_wait_at_birth() -> None:
    drawn = [organisation(seed) for seed in SEEDS]
    assert sum(len(org.rebindings) for org in drawn) > 30
    assert sum(int(org.unopened.sum()) for org in drawn) > 30
    whole = [
        waited
        for seed in SEEDS
        for _, _, code, waited in expected(seed).decided
        if code >= 2 * organisation(seed).world.n_resources
    ]
    assert sum(waited > 0 for waited in whole) > 10


def planned(seed: int = 3) -> GovernedRun:
    return GovernedRun(replace(organisation(seed), closings=(), changes=()), DataPlane)


def test_nothing_to_stop_means_every_drawn_hop_counts() -> None:
    org = replace(organisation(3), closings=(), changes=(), rebindings=())
    org = replace(org, allow=np.ones_like(org.allow), unopened=np.zeros_like(org.unopened))
    outcome = GovernedRun(org, DataPlane).outcome()
    blocks = Blocks(org.world, org.agents, 0, org.block_h)
    numbers = range(-20, int(org.world.horizon_h))
    drawn = [blocks.draw(agent, number) for agent in range(len(org.agents)) for number in numbers]
    time_h = np.concatenate([block.time_h for block in drawn])
    assert outcome.flow.hops == ((time_h >= 0) & (time_h < org.world.horizon_h)).sum() > 100
    assert outcome.flow.stopped_by_approval == outcome.flow.abandoned == 0
    assert len(outcome.flow.delays_h) == 0
    assert outcome.requests == []


def test_a_request_that_is_not_open_cannot_be_decided() -> None:
    run = planned()
    with pytest.raises(KeyError):
        run.plane.decide(0, 0, approved=True, update=lambda: None)


def test_a_closure_has_a_key_of_its_own() -> None:
    run = planned()
    platforms = np.ones(run.org.world.n_platforms, dtype=np.bool_)
    run.plane.close_platforms(1, platforms, np.zeros(len(run.org.agents)))
    with pytest.raises(ValueError, match="closure 1"):
        run.plane.close_platforms(1, platforms, np.zeros(len(run.org.agents)))
    with pytest.raises(KeyError):
        run.plane.open_platforms(2)


def test_a_hop_without_an_account_is_a_defect() -> None:
    org = replace(organisation(3), closings=(), changes=())
    org = replace(org, account_of=np.full_like(org.account_of, -1))
    with pytest.raises(ValueError, match="has no account"):
        GovernedRun(org, DataPlane).outcome()


def test_who_is_blocked_and_for_how_long() -> None:
    run = planned()
    org, agents = run.org, run.org.agents
    from_h = np.full(len(agents), np.inf)
    from_h[0] = 20.0
    platforms = np.ones(org.world.n_platforms, dtype=np.bool_)
    opened: list[Blocked] = []
    run.clock.at(10.0, lambda: run.plane.close_platforms(1, platforms, from_h))
    run.clock.at(50.0, lambda: opened.append(run.plane.open_platforms(1)))
    run.outcome()
    lived_h = min(50.0, agents.death_h[0]) - max(20.0, agents.birth_h[0])
    assert opened == [Blocked(1, lived_h)]
    assert 0 < lived_h <= 30.0
