"""Tallies count what one loop over hops would count, however hops are settled together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.engine.agents import Agents
from models.engine.pool import pooled
from models.engine.records import Visibility
from models.engine.settled import Settled, Stage
from models.metrics.tallies.chain_counts import CLOSE_H, LOOK_AFTER_H, ChainCounts
from models.metrics.tallies.hop_counts import HopCounts
from models.metrics.tallies.used_authority import BIN_H, UsedAuthority, used_share
from tests.models.engine.conftest import build_governance, build_row, build_world
from tests.models.metrics.outcomes import INF, draft

if TYPE_CHECKING:
    from models.compiled.world import World

WORLD = build_world(platforms=2, resources_per_platform=2, horizon_h=1000.0, follow_up_h=500.0)
R = WORLD.n_resources
CHANGE_H = 400.0


def _agents(n: int) -> Agents:
    zeros = np.zeros(n, dtype=np.int64)
    return Agents(
        fleet=np.arange(n) % 2,
        key=np.arange(n, dtype=np.uint64),
        birth_h=np.full(n, -10.0),
        death_h=np.full(n, INF),
        slot=zeros,
        generation=zeros,
    )


def _stage(rng: np.random.Generator, *, phases: int, retention_h: float = 60.0) -> Stage:
    """Return two phases of two profiles; what is recorded of a hop is drawn."""
    governance = build_governance(
        WORLD,
        build_row(retention_h=retention_h),
        per_platform={1: build_row(retention_h=INF)},
    )
    first = governance.phases[0]
    later = replace(first, start_h=CHANGE_H, row=first.row[::-1])
    governance = replace(governance, phases=(first, later)[:phases])
    shape = (phases, 2, WORLD.n_platforms)
    visibility = Visibility(
        captured=rng.random((phases, 2, R, 3)) < 0.9,
        keyed=rng.random((phases, 2, R)) < 0.6,
        dedicated=rng.random(shape) < 0.6,
        account=rng.integers(0, 2, shape),
        sink=rng.integers(-1, 2, shape),
        delay_h=rng.choice([0.0, 1.0, 30.0], shape),
        visible=np.ones(shape, dtype=np.bool_),
    )
    return Stage(WORLD, governance, _agents(4), visibility)


def _settled(rng: np.random.Generator, agent: int, chains: int) -> Settled:
    length = rng.integers(1, 6, chains)
    first = np.cumsum(length) - length
    n = int(length.sum())
    gaps = np.where(rng.random(n) < 0.2, 40.0, 0.5) * rng.random(n)
    time_h = np.zeros(n)
    for start, hops in zip(first, length, strict=True):
        time_h[start : start + hops] = rng.uniform(0, 900) + np.cumsum(gaps[start : start + hops])
    return Settled(
        agent=agent,
        fleet=agent % 2,
        time_h=time_h,
        code=rng.integers(0, 2 * R, n).astype(np.int16),
        event_class=rng.integers(0, 3, n).astype(np.uint8),
        first=first,
        length=length,
        counted=None if rng.random() < 0.3 else rng.random(n) < 0.8,
        ended=None if rng.random() < 0.3 else rng.random(chains) < 0.8,
    )


def _phase(stage: Stage, time_h: float) -> int:
    return sum(phase.start_h <= time_h for phase in stage.governance.phases) - 1


def _is_whole(stage: Stage, settled: Settled, chain: int) -> bool:
    """Return the answer of section 5, hop by hop."""
    seen, fleet = stage.visibility, settled.fleet
    first, length = int(settled.first[chain]), int(settled.length[chain])
    end_h = float(settled.time_h[first + length - 1])
    before: tuple[int, int, bool] | None = None
    for i in range(first, first + length):
        time_h, resource = float(settled.time_h[i]), int(settled.code[i]) % R
        n, p = _phase(stage, time_h), int(WORLD.resource_platform[resource])
        keyed = bool(seen.keyed[n, fleet, resource])
        captured = bool(seen.captured[n, fleet, resource, settled.event_class[i]])
        if not (
            captured and (keyed or seen.dedicated[n, fleet, p]) and seen.sink[n, fleet, p] >= 0
        ):
            return False
        age_h = end_h + LOOK_AFTER_H - time_h
        phase = stage.governance.phases[n]
        retention_h = phase.rows[phase.row[p, fleet]].retention_h
        if not seen.delay_h[n, fleet, p] <= age_h <= retention_h:
            return False
        here = (int(seen.sink[n, fleet, p]), int(seen.account[n, fleet, p]), keyed)
        if before is not None and before[:2] != here[:2] and not (before[2] and keyed):
            return False
        before = here
    return True


@pytest.mark.parametrize("phases", [1, 2])
@given(seed=st.integers(0, 2**32))
def test_chains_are_judged_as_hop_by_hop(phases: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    kept_h = float(rng.choice([LOOK_AFTER_H, 60.0, LOOK_AFTER_H + CLOSE_H, 100.0]))
    stage = _stage(rng, phases=phases, retention_h=kept_h)
    tally, ended, whole = ChainCounts(stage), np.zeros(2), np.zeros(2)
    for agent in range(4):
        settled = _settled(rng, agent, int(rng.integers(1, 20)))
        tally.fold(settled)
        for chain in range(len(settled.first)):
            if settled.ended is None or settled.ended[chain]:
                ended[agent % 2] += 1
                whole[agent % 2] += _is_whole(stage, settled, chain)
    assert tally.result()["ended"].tolist() == ended.tolist()
    assert tally.result()["whole"].tolist() == whole.tolist()


@pytest.mark.parametrize("phases", [1, 2])
@given(seed=st.integers(0, 2**32))
def test_hops_are_counted_one_by_one(phases: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    stage = _stage(rng, phases=phases)
    tally, count = HopCounts(stage), np.zeros((phases, 2, 2 * R, 3))
    for agent in range(3):
        settled = _settled(rng, agent, int(rng.integers(1, 20)))
        tally.fold(settled)
        for i in range(len(settled.time_h)):
            if settled.counted is None or settled.counted[i]:
                phase = _phase(stage, float(settled.time_h[i]))
                count[phase, agent % 2, settled.code[i], settled.event_class[i]] += 1
    assert np.array_equal(tally.result()["count"], count)


@given(seed=st.integers(0, 2**32))
def test_folds_do_not_depend_on_how_hops_are_settled_together(seed: int) -> None:
    rng = np.random.default_rng(seed)
    stage = _stage(rng, phases=2)
    settled = _settled(rng, 1, 12)
    whole, parts = ([c(stage) for c in (HopCounts, ChainCounts, UsedAuthority)] for _ in range(2))
    for one, many in zip(whole, parts, strict=True):
        one.fold(settled)
        for chain in rng.permutation(12):
            many.fold(_only(settled, int(chain)))
        for key, found in one.result().items():
            assert np.array_equal(found, many.result()[key]), key


def _only(settled: Settled, chain: int) -> Settled:
    hops = slice(settled.first[chain], settled.first[chain] + settled.length[chain])
    return replace(
        settled,
        time_h=settled.time_h[hops],
        code=settled.code[hops],
        event_class=settled.event_class[hops],
        first=np.zeros(1, dtype=np.int64),
        length=settled.length[chain : chain + 1],
        counted=None if settled.counted is None else settled.counted[hops],
        ended=None if settled.ended is None else settled.ended[chain : chain + 1],
    )


def test_an_empty_settlement_counts_nothing() -> None:
    stage = _stage(np.random.default_rng(0), phases=1)
    none = np.zeros(0, dtype=np.int64)
    empty = Settled(0, 0, np.zeros(0), none.astype(np.int16), none.astype(np.uint8), none, none)
    for tally in (HopCounts(stage), ChainCounts(stage), UsedAuthority(stage)):
        before = {key: value.copy() for key, value in tally.result().items()}
        tally.fold(empty)
        for key, value in tally.result().items():
            assert np.array_equal(value, before[key])


def _hop(world: World, agent: int, time_h: float, code: int) -> Settled:
    one = np.ones(1, dtype=np.int64)
    return Settled(
        agent,
        0,
        np.array([time_h]),
        np.array([code], dtype=np.int16),
        np.zeros(1, dtype=np.uint8),
        one * 0,
        one,
        counted=np.array([0.0 <= time_h < world.horizon_h]),
    )


def test_used_authority_looks_back_90_days() -> None:
    world = build_world(platforms=1, resources_per_platform=2, agents=(2,), horizon_h=18 * BIN_H)
    governance = build_governance(world)
    one = draft(platforms=1, resources_per_platform=2, agents=(2,), horizon_h=18 * BIN_H)
    agents = replace(_agents(2), fleet=np.zeros(2, dtype=np.int64))
    agents = replace(agents, death_h=np.array([INF, 12.5 * BIN_H]))
    tally = UsedAuthority(Stage(world, governance, agents, one.records.visibility))
    tally.fold(_hop(world, 0, 3.5 * BIN_H, 0))  # weight 1, used in bins 3 to 11
    tally.fold(_hop(world, 0, 17.5 * BIN_H, 1))  # weight 4, used in bin 17
    tally.fold(_hop(world, 1, 9.0 * BIN_H, 1))  # dies in bin 12: used in bins 9 to 11
    tally.fold(_hop(world, 0, 5.0 * BIN_H, 3))  # outside the scope: not needed
    tally.fold(_hop(world, 0, 19.0 * BIN_H, 0))  # beyond the run: not counted
    found = tally.result()
    used = [0.0] * 3 + [1.0] * 6 + [5.0] * 3 + [0.0] * 5 + [4.0]
    assert found["used"].tolist() == used
    assert found["needed"].tolist() == [10.0] * 12 + [5.0] * 6
    assert found["used_things"].tolist() == [0.0] * 3 + [1.0] * 6 + [2.0] * 3 + [0.0] * 5 + [1.0]
    outcome = replace(one, tallies={"used_authority": found}).outcome()
    assert used_share(outcome, weighted=True) == pytest.approx(20.0 / (4 * 10.0 + 6 * 5.0))
    assert used_share(outcome, weighted=False) == pytest.approx(8.0 / (4 * 4.0 + 6 * 2.0))


@pytest.mark.parametrize("phases", [1, 2])
def test_folds_are_the_same_for_agents_together(phases: int) -> None:
    rng = np.random.default_rng(phases)
    stage = _stage(rng, phases=phases)
    parts = [_settled(rng, agent, chains=7) for agent in (0, 2, 0, 2)]
    for make in (HopCounts, ChainCounts, UsedAuthority):
        apart, together = make(stage), make(stage)
        for part in parts:
            apart.fold(part)
        together.fold(pooled(parts))
        for key, value in apart.result().items():
            assert np.array_equal(value, together.result()[key])
