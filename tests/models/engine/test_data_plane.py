"""The lazy data plane against one event per hop, and against its own mutants."""

from __future__ import annotations

from functools import cache

import pytest

from models.engine.closures import Closures
from models.engine.data_plane import DataPlane
from tests.reference.governed_run import GovernedRun, Outcome
from tests.reference.hop_by_hop import HopByHop
from tests.reference.organisations import organisation

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
    monkeypatch.setattr(DataPlane, "_search_again", lambda *_: None)
    assert not all(found(seed).equals(expected(seed)) for seed in SEEDS)
