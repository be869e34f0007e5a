"""M1, fleet life: who is born when and lives for how long; drawn before the run starts.

No design changes a lifetime, so all generations are drawn at once.  A place that falls free is
filled at once; growth adds places at keyed times.  Those of the start are in equilibrium.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.engine.agents import Agents
from models.engine.equilibrium import age_and_rest
from models.engine.events import Kind
from models.engine.streams import stream
from models.errors import ModelError

if TYPE_CHECKING:
    from models.compiled.keys import KeyArray
    from models.compiled.world import FloatArray, IntArray, World
    from models.engine.state import State

OLDEST_H = 2 * 8760.0
"""Ages of agents that live for ever are uniform up to this: an assumption."""

MONTH_H = 730.0
MOST_AGENTS = 5_000_000


class TooManyAgents(ModelError):  # noqa: N818 - the name says what it is
    """Lifetimes so short that the agents of one run do not fit in memory."""


def draw_agents(world: World, replication: int) -> Agents:
    """Return all agents that live at some time of the run, fleet by fleet.

    Within a fleet they are ordered by generation, then by place: a position never depends on
    the design.

    Raises:
        TooManyAgents: If a fleet has too many generations.
    """
    parts = [_fleet(world, replication, f) for f in range(len(world.fleets.ids))]
    fleet, slot, generation, birth, death = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    key = mix(world.fleets.keys[fleet], slot.astype(np.uint64), generation.astype(np.uint64))
    return Agents(fleet, key, birth, death, slot, generation)


def mix(key: KeyArray, slot: KeyArray, generation: KeyArray) -> KeyArray:
    """Return 63-bit keys of agents, from the key of the fleet, the place and the generation.

    Source: the finaliser of SplitMix64, Steele, Lea and Flood (2014).
    """
    mixed = key
    for part in (slot, generation):
        mixed = mixed + (part + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed = mixed ^ (mixed >> np.uint64(31))
    return mixed >> np.uint64(1)


def _fleet(
    world: World, replication: int, f: int
) -> tuple[IntArray, IntArray, IntArray, FloatArray, FloatArray]:
    """Return fleet, slot, generation, birth and death of one fleet's agents."""
    fleets, key, start_h = world.fleets, int(world.fleets.keys[f]), -world.warm_up_h
    at_start, lifetime = int(fleets.agents[f]), fleets.lifetime[f]
    fresh = _growth(world, replication, f)
    places = at_start + len(fresh)
    run_h = world.horizon_h - start_h
    _refuse_too_many(fleets.ids[f], places * run_h / max(lifetime.mean, 1e-9))
    generator = stream(world.seed, replication, "ages at the start", key)
    age, rest = age_and_rest(lifetime, generator, at_start, OLDEST_H)
    later = lifetime.draw(stream(world.seed, replication, "lifetimes", key, 0), len(fresh))
    slot, generation = np.arange(places), 0
    birth, death = np.r_[start_h - age, fresh], np.r_[start_h + rest, fresh + later]
    slots, generations = [slot], [np.zeros(places, dtype=np.int64)]
    births, deaths = [birth], [death]
    while (again := death < world.horizon_h).any():
        generation += 1
        lives = lifetime.draw(stream(world.seed, replication, "lifetimes", key, generation), places)
        slot, birth, lives = slot[again], death[again], lives[slot[again]]
        death = birth + lives
        slots.append(slot)
        generations.append(np.full(len(slot), generation))
        births.append(birth)
        deaths.append(death)
        _refuse_too_many(fleets.ids[f], generation)
    columns = [np.concatenate(each) for each in (slots, generations, births, deaths)]
    return np.full(len(columns[0]), f), columns[0], columns[1], columns[2], columns[3]


def _refuse_too_many(name: str, agents: float) -> None:
    if agents > MOST_AGENTS:
        raise TooManyAgents(
            f"fleet {name}: more than {MOST_AGENTS} agents would live in one run; "
            "give it a longer lifetime, fewer agents or a shorter horizon"
        )


def _growth(world: World, replication: int, f: int) -> FloatArray:
    """Return when the fleet gets further places, hours, ascending."""
    fleets = world.fleets
    generator = stream(world.seed, replication, "growth", int(fleets.keys[f]))
    per_h = float(fleets.agents[f] * fleets.growth_per_month[f]) / MONTH_H
    n = int(generator.poisson(per_h * world.horizon_h))
    return np.sort(generator.random(n)) * world.horizon_h


def start(state: State) -> None:
    """Put on the clock every natural death that somebody is to be told of."""
    agents, end_h = state.agents, state.world.horizon_h
    dying = np.flatnonzero((agents.death_h >= state.now) & (agents.death_h < end_h))
    for agent in dying[np.argsort(agents.death_h[dying], kind="stable")].tolist():
        state.clock.at(float(agents.death_h[agent]), partial(_die, state, agent))


def _die(state: State, agent: int) -> None:
    born = state.recorder.last(Kind.BORN, agent=agent)
    state.recorder.happened(Kind.RETIRED, state.now, agent=agent, cause=born)
    for told in state.on_retired:
        told(state, agent)
