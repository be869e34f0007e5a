from __future__ import annotations

import numpy as np
import pytest

from models.engine.pool import POOLED_HOPS, Pool, pooled
from models.engine.settled import Settled


class Seen:
    def __init__(self) -> None:
        self.all: list[Settled] = []

    def fold(self, settled: Settled) -> None:
        self.all.append(settled)

    def result(self) -> dict[str, np.ndarray]:
        return {}


def settled(agent: int, fleet: int, lengths: tuple[int, ...], *, plain: bool) -> Settled:
    length = np.array(lengths, dtype=np.int64)
    n = int(length.sum())
    rng = np.random.default_rng(agent)
    return Settled(
        agent,
        fleet,
        rng.random(n),
        rng.integers(0, 9, n).astype(np.int16),
        rng.integers(0, 3, n).astype(np.uint8),
        length.cumsum() - length,
        length,
        counted=None if plain else rng.random(n) < 0.5,
        ended=None if plain else rng.random(len(length)) < 0.5,
        delay_h=None if plain else rng.random(len(length)),
    )


def chains(all_of: list[Settled]) -> list[tuple[object, ...]]:
    """Return every chain of some settled hops, by itself."""
    found: list[tuple[object, ...]] = []
    for each in all_of:
        m, n = len(each.first), len(each.time_h)
        agents = np.full(m, each.agent) if each.agents is None else each.agents
        counted = np.ones(n, dtype=np.bool_) if each.counted is None else each.counted
        ended = np.ones(m, dtype=np.bool_) if each.ended is None else each.ended
        delay_h = np.zeros(m) if each.delay_h is None else each.delay_h
        for chain in range(m):
            hops = slice(int(each.first[chain]), int(each.first[chain] + each.length[chain]))
            columns = (each.time_h, each.code, each.event_class, counted)
            whole = tuple(tuple(column[hops].tolist()) for column in columns)
            ends = (bool(ended[chain]), float(delay_h[chain]))
            found.append((each.fleet, int(agents[chain]), *whole, *ends))
    return sorted(found, key=repr)


@pytest.mark.parametrize("plain", [(True, True, True), (True, False, True), (False, False, False)])
def test_chains_are_the_same_together(plain: tuple[bool, ...]) -> None:
    parts = [settled(n, 1, (2, n + 1, 3), plain=each) for n, each in enumerate(plain)]
    together = pooled(parts)
    assert chains([together]) == chains(parts)
    assert together.agent == -1
    assert (together.counted is None) == all(plain)


def test_one_is_left_as_it_is() -> None:
    one = settled(0, 0, (3,), plain=False)
    assert pooled([one]) is one


def test_a_pool_gives_every_chain_once_and_each_fleet_apart() -> None:
    seen = Seen()
    pool = Pool([seen])
    parts = [settled(n, n % 2, (40, 1, n), plain=n % 3 == 0) for n in range(1, 400)]
    for part in parts:
        pool.fold(part)
    given = len(seen.all)
    assert 0 < given < 20
    assert all(len(each.time_h) >= POOLED_HOPS for each in seen.all)
    pool.flush()
    pool.flush()
    assert len(seen.all) == given + 2
    assert chains(seen.all) == chains(parts)
    assert pool.result() == {}
