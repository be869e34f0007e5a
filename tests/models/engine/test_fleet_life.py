from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.compiled.sampler import Sampler
from models.engine.fleet_life import TooManyAgents, draw_agents

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.compiled.world import World

LIFE = Sampler("exponential", 240.0, 0.0, 240.0)


def test_a_place_is_filled_again_at_once(make_world: Callable[..., World]) -> None:
    world = make_world(agents=(7, 4), lifetime=LIFE)
    agents = draw_agents(world, 0)
    for fleet, size in enumerate((7, 4)):
        for slot in range(size):
            mine = np.flatnonzero((agents.fleet == fleet) & (agents.slot == slot))
            mine = mine[np.argsort(agents.generation[mine])]
            assert agents.birth_h[mine[0]] <= -world.warm_up_h
            assert (agents.birth_h[mine[1:]] == agents.death_h[mine[:-1]]).all()
            assert agents.death_h[mine[-1]] >= world.horizon_h
    assert len(np.unique(agents.key)) == len(agents)


def test_a_fleet_is_in_equilibrium_at_the_start(make_world: Callable[..., World]) -> None:
    world = make_world(agents=(20_000,), lifetime=Sampler("uniform", 0.0, 600.0, 300.0))
    agents = draw_agents(world, 3)
    first = agents.generation == 0
    rest = agents.death_h[first] + world.warm_up_h
    assert rest.mean() == pytest.approx(200.0, rel=0.02)  # E[L^2] / 2 E[L]
    life = world.horizon_h + world.warm_up_h
    assert np.count_nonzero(~first) == pytest.approx(20_000 * life / 300.0, rel=0.02)


def test_a_fleet_grows_without_moving_those_who_are_there(
    make_world: Callable[..., World],
) -> None:
    world = make_world(agents=(50, 50), lifetime=LIFE)
    grown = replace(world, fleets=replace(world.fleets, growth_per_month=np.array([1.0, 0.0])))
    before, after = draw_agents(world, 1), draw_agents(grown, 1)
    assert np.count_nonzero((after.fleet == 0) & (after.generation == 0)) > 100
    kept = (after.fleet == 0) & (after.slot < 50)
    mine = before.fleet == 0
    assert (after.birth_h[kept] == before.birth_h[mine]).all()
    assert (after.key[kept] == before.key[mine]).all()


def test_lives_too_short_for_memory_are_refused_with_the_name_of_the_fleet(
    make_world: Callable[..., World],
) -> None:
    for life_h in (1.0, 0.0):
        world = make_world(agents=(100_000,), lifetime=Sampler("constant", life_h, 0.0, life_h))
        with pytest.raises(TooManyAgents, match="fleet f0"):
            draw_agents(world, 0)
