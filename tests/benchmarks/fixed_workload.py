"""The fixed, named benchmark of the data plane: `office`, 100 hops a day and agent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.compiled.keys import key_of, keys_of
from models.compiled.sampler import Sampler
from models.compiled.world import Fleets, World
from models.engine.agents import Agents
from tests.reference.organisations import Change, Closing, Organisation

PLATFORMS, RESOURCES = 6, 48
TASKS_PER_H, HOPS, GAP_H = 20 / 24, 5.0, 0.02
NOVELTY = 0.02


@dataclass(frozen=True)
class Size:
    """How large the benchmark is."""

    agents: int
    horizon_h: float = 2160.0


def office(size: Size, *, governed: bool) -> Organisation:
    """Return the benchmark.

    Args:
        size: How large it is.
        governed: With approvals, grant losses, and outages of every platform; about one request
            per 7,000 hops. Otherwise nothing is ever stopped.
    """
    draw = np.random.default_rng(11)
    world = _world(size)
    agents = _agents(size)
    allow = np.ones((size.agents, 2 * RESOURCES), dtype=np.float32)
    closings: tuple[Closing, ...] = ()
    changes: tuple[Change, ...] = ()
    if governed:
        allow[draw.random(allow.shape) < 0.004] = 0.0
        closings = _closings(draw, size)
        changes = _changes(draw, size)
    return Organisation(
        world=world,
        agents=agents,
        block_h=None,
        allow=allow,
        account_of=_accounts(size),
        closings=closings,
        changes=changes,
        approvers=size.agents,
        service_h=2.0,
        at_once=False,
        refused=0.2,
        granted=1.0,
        grant_h=np.inf,
        patience_h=np.full((size.agents, PLATFORMS), 8.0),
        rebindings=(),
        unopened=np.zeros((size.agents, PLATFORMS), dtype=np.bool_),
    )


def _world(size: Size) -> World:
    platforms = tuple(f"p{i}" for i in range(PLATFORMS))
    resources = tuple(f"r{i}" for i in range(RESOURCES))
    hour = np.arange(168)
    week = np.where((hour // 24 < 5) & (hour % 24 >= 8) & (hour % 24 < 18), 4.0, 1.0)
    return World(
        seed=1,
        horizon_h=size.horizon_h,
        warm_up_h=0.0,
        follow_up_h=0.0,
        greenfield=False,
        platform_ids=platforms,
        platform_keys=keys_of("platform", platforms),
        platform_owner=np.zeros(PLATFORMS, dtype=np.int64),
        resource_ids=resources,
        resource_keys=keys_of("resource", resources),
        resource_platform=np.arange(RESOURCES) % PLATFORMS,
        resource_class=np.zeros(RESOURCES, dtype=np.int64),
        classes=("internal",),
        weight=np.ones(RESOURCES),
        count=np.full(RESOURCES, 10, dtype=np.int64),
        edges=np.zeros((0, 2), dtype=np.int64),
        edge_kind=np.zeros(0, dtype=np.int64),
        edge_keys=np.zeros(0, dtype=np.uint64),
        queues=(),
        sink_ids=(),
        sink_central=np.zeros(0, dtype=np.bool_),
        sink_analysts=np.zeros(0, dtype=np.int64),
        vault_ids=(),
        vault_leak_per_h=np.zeros(0),
        fleets=_fleets(size),
        hops_per_task=Sampler("lognormal", 1.2908, 0.7, HOPS),
        hop_gap_h=Sampler("exponential", GAP_H, 0.0, GAP_H),
        week=week / week.mean(),
        event_share=np.array([0.2, 0.2, 0.6]),
        happenings=(),
    )


def _fleets(size: Size) -> Fleets:
    share = np.repeat([(1 - NOVELTY) / RESOURCES, NOVELTY / RESOURCES], RESOURCES)
    return Fleets(
        ids=("office",),
        keys=keys_of("fleet", ("office",)),
        agents=np.array([size.agents]),
        tasks_per_h=np.array([TASKS_PER_H]),
        novelty=np.array([NOVELTY]),
        growth_per_month=np.zeros(1),
        lifetime=(Sampler("constant", np.inf, 0.0, np.inf),),
        aim=share[None],
        needed=np.ones((1, RESOURCES), dtype=np.int64),
        owner=np.array([-1]),
        owner_changes_per_h=np.zeros(1),
        purpose_changes_per_h=np.zeros(1),
    )


def _agents(size: Size) -> Agents:
    [key_of("agent", "office", slot, 0) for slot in range(size.agents)]
    return Agents(
        fleet=np.zeros(size.agents, dtype=np.int64),
        key=np.array(
            [key_of("agent", "office", i, 0) for i in range(size.agents)], dtype=np.uint64
        ),
        birth_h=np.zeros(size.agents),
        death_h=np.full(size.agents, np.inf),
        slot=np.arange(size.agents),
        generation=np.zeros(size.agents, dtype=np.int64),
    )


def _accounts(size: Size) -> npt.NDArray[np.int32]:
    """Each agent its own account, one for each of three directories."""
    agent = np.arange(size.agents)[:, None]
    return (agent * 3 + np.arange(PLATFORMS)[None] % 3).astype(np.int32)


def _closings(draw: np.random.Generator, size: Size) -> tuple[Closing, ...]:
    """An outage a month of each of six directories, of .7 to .9 h; tokens live for up to 1 h."""
    closings = []
    for key in range(int(PLATFORMS * size.horizon_h / 720.0)):
        from_h = draw.random() * size.horizon_h
        platforms = np.arange(PLATFORMS) == key % PLATFORMS
        token_h = draw.random(size.agents)
        to_h = from_h + 0.7 + 0.2 * draw.random()
        closings.append(Closing(key, from_h, to_h, platforms, from_h + token_h))
    return tuple(closings)


def _changes(draw: np.random.Generator, size: Size) -> tuple[Change, ...]:
    """Half a grant lost by each agent every 90 days."""
    return tuple(
        Change(draw.random() * size.horizon_h, (agent,), int(draw.integers(0, RESOURCES)), 0.0)
        for agent in draw.integers(0, size.agents, int(size.agents * 0.5 * size.horizon_h / 2160))
    )
