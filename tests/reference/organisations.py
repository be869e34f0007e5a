"""Small random organisations whose troubles overlap on purpose."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from models.compiled.keys import key_of, keys_of
from models.compiled.sampler import Sampler
from models.compiled.world import BoolArray, Fleets, FloatArray, World
from models.engine.agents import Agents
from models.engine.workload import Blocks


@dataclass(frozen=True)
class Closing:
    key: int
    from_h: float
    to_h: float
    platforms: BoolArray
    stop_from_h: FloatArray


@dataclass(frozen=True)
class Change:
    at_h: float
    agents: tuple[int, ...]
    code: int
    allow: float


@dataclass(frozen=True)
class Rebinding:
    """On one platform some agents get other accounts, and may do other things there.

    Attributes:
        accounts: New account of each agent, (n,).
        allow: What each may do at each code of the platform, (n, 2r).
    """

    at_h: float
    platform: int
    agents: npt.NDArray[np.int64]
    accounts: npt.NDArray[np.int32]
    allow: npt.NDArray[np.float32]


@dataclass(frozen=True)
class Organisation:
    """A world, its agents, what they may, and what happens to them.

    Attributes:
        approvers: How many work on requests.
        service_h: Mean working time; 0: requests are decided at the same instant.
        at_once: Decided before anything else happens.
        refused: Share refused.
        granted: What an approval grants.
        grant_h: How long.
        patience_h: How long chains wait for closed platforms, (A, P).
        rebindings: Platforms on which agents get other accounts, by time.
        unopened: Agents that have no access to a platform at their birth, (A, P).
    """

    world: World
    agents: Agents
    block_h: float | None
    allow: npt.NDArray[np.float32]
    account_of: npt.NDArray[np.int32]
    closings: tuple[Closing, ...]
    changes: tuple[Change, ...]
    approvers: int
    service_h: float
    at_once: bool
    refused: float
    granted: float
    grant_h: float
    patience_h: FloatArray
    rebindings: tuple[Rebinding, ...]
    unopened: BoolArray


def organisation(seed: int) -> Organisation:
    """Draw one."""
    draw = np.random.default_rng([7, seed])
    world = _world(draw, seed)
    agents = _agents(draw, world)
    directory = draw.integers(0, draw.integers(1, 4), world.n_platforms)
    account_of = _accounts(draw, agents, directory)
    likely = draw.choice([0.02, 0.1, 0.3])
    values = np.array([0.0, 0.5, 0.9], dtype=np.float32)
    allow = np.ones((len(agents), 2 * world.n_resources), dtype=np.float32)
    obstructed = draw.random(allow.shape) < likely
    allow[obstructed] = draw.choice(values, int(obstructed.sum()))
    return Organisation(
        world=world,
        agents=agents,
        block_h=float(draw.choice([5.0, 24.0, 100.0])),
        allow=allow,
        account_of=account_of,
        closings=_outages(draw, world, agents, directory) + _rotations(draw, world, agents),
        changes=_changes(draw, world, account_of),
        approvers=int(draw.integers(1, 4)),
        service_h=float(draw.choice([0.0, 0.3, 3.0])),
        at_once=draw.random() < 0.15,
        refused=float(draw.choice([0.0, 0.3])),
        granted=float(draw.choice([1.0, 0.95])),
        grant_h=float(draw.choice([8.0, np.inf])),
        patience_h=draw.choice([0.2, 2.0, np.inf], (len(agents), world.n_platforms)),
        rebindings=_rebindings(draw, world, agents, values),
        unopened=_unopened(draw, world, agents, allow),
    )


def _world(draw: np.random.Generator, seed: int) -> World:
    fleets, platforms = int(draw.integers(1, 4)), int(draw.integers(1, 5))
    resources = platforms + int(draw.integers(0, 6))
    aim = draw.random((fleets, 2 * resources)) * (draw.random((fleets, 2 * resources)) < 0.7)
    aim[:, 0] += 0.1
    platform_ids = tuple(f"p{i}" for i in range(platforms))
    resource_ids = tuple(f"r{i}" for i in range(resources))
    fleet_ids = tuple(f"f{i}" for i in range(fleets))
    gap_h = float(draw.choice([0.0, 0.01, 0.3, 2.0]))
    hops = float(draw.choice([0.7, 1.5]))
    week = draw.random(168) * (draw.random(168) < 0.8)
    event_share = draw.random(3)
    return World(
        seed=seed,
        horizon_h=float(draw.choice([90.0, 168.0, 200.5])),
        warm_up_h=float(draw.choice([0.0, 30.5])),
        follow_up_h=0.0,
        greenfield=False,
        platform_ids=platform_ids,
        platform_keys=keys_of("platform", platform_ids),
        platform_owner=np.zeros(platforms, dtype=np.int64),
        resource_ids=resource_ids,
        resource_keys=keys_of("resource", resource_ids),
        resource_platform=np.append(
            np.arange(platforms), draw.integers(0, platforms, resources - platforms)
        ),
        resource_class=np.zeros(resources, dtype=np.int64),
        classes=("internal",),
        weight=np.ones(resources),
        count=np.full(resources, 5, dtype=np.int64),
        edges=np.zeros((0, 2), dtype=np.int64),
        edge_kind=np.zeros(0, dtype=np.int64),
        edge_keys=np.zeros(0, dtype=np.uint64),
        queues=(),
        sink_ids=(),
        sink_central=np.zeros(0, dtype=np.bool_),
        sink_analysts=np.zeros(0, dtype=np.int64),
        vault_ids=(),
        vault_leak_per_h=np.zeros(0),
        fleets=_fleets(draw, fleet_ids, aim / aim.sum(axis=1, keepdims=True)),
        hops_per_task=Sampler("lognormal", hops, 0.6, float(np.exp(hops + 0.18))),
        hop_gap_h=Sampler("exponential" if gap_h else "constant", gap_h, 0.0, gap_h),
        week=week / week.mean(),
        event_share=event_share / event_share.sum(),
        happenings=(),
    )


def _fleets(draw: np.random.Generator, ids: tuple[str, ...], aim: FloatArray) -> Fleets:
    return Fleets(
        ids=ids,
        keys=keys_of("fleet", ids),
        agents=draw.integers(1, 5, len(ids)),
        tasks_per_h=draw.choice([0.1, 0.5, 1.0], len(ids)),
        novelty=np.zeros(len(ids)),
        growth_per_month=np.zeros(len(ids)),
        lifetime=tuple(Sampler("constant", np.inf, 0.0, np.inf) for _ in ids),
        aim=aim,
        needed=np.ones((len(ids), aim.shape[1] // 2), dtype=np.int64),
        owner=np.full(len(ids), -1),
        owner_changes_per_h=np.zeros(len(ids)),
        purpose_changes_per_h=np.zeros(len(ids)),
    )


def _agents(draw: np.random.Generator, world: World) -> Agents:
    fleet = np.repeat(np.arange(len(world.fleets.ids)), world.fleets.agents)
    born_later = draw.random(len(fleet)) < 0.3
    birth_h = np.where(born_later, draw.random(len(fleet)) * world.horizon_h, -world.warm_up_h)
    mortal = draw.random(len(fleet)) < 0.3
    death_h = np.where(mortal, birth_h + draw.random(len(fleet)) * world.horizon_h, np.inf)
    keys = [key_of("agent", world.fleets.ids[f], i, 0) for i, f in enumerate(fleet)]
    return Agents(
        fleet=fleet,
        key=np.array(keys, dtype=np.uint64),
        birth_h=birth_h,
        death_h=death_h,
        slot=np.arange(len(fleet)),
        generation=np.zeros(len(fleet), dtype=np.int64),
    )


def _accounts(
    draw: np.random.Generator, agents: Agents, directory: npt.NDArray[np.int64]
) -> npt.NDArray[np.int32]:
    """One account per subject and directory; subjects are agents or whole fleets."""
    shared = draw.random(int(agents.fleet.max()) + 1) < 0.5
    subject = np.where(shared[agents.fleet], agents.fleet, 100 + np.arange(len(agents)))
    return (subject[:, None] * 10 + directory[None, :]).astype(np.int32)


def _rebindings(
    draw: np.random.Generator, world: World, agents: Agents, values: npt.NDArray[np.float32]
) -> tuple[Rebinding, ...]:
    """Most agents that live then get accounts of a new directory, shared ones or their own."""
    found = []
    for number in range(int(draw.integers(0, 3))):
        at_h, platform = _instant(draw, world), int(draw.integers(0, world.n_platforms))
        living = (
            (agents.birth_h < at_h) & (agents.death_h > at_h) & (draw.random(len(agents)) < 0.9)
        )
        whose = np.flatnonzero(living)
        shared = draw.random() < 0.5
        subject = agents.fleet[whose] if shared else 100 + whose
        codes = 2 * np.count_nonzero(world.resource_platform == platform)
        allow = np.ones((len(whose), int(codes)), dtype=np.float32)
        obstructed = draw.random(allow.shape) < 0.3
        allow[obstructed] = draw.choice(values, int(obstructed.sum()))
        accounts = (subject * 10 + 7 + number).astype(np.int32)
        found.append(Rebinding(at_h, platform, whose, accounts, allow))
    return tuple(sorted(found, key=lambda each: each.at_h))


def _unopened(
    draw: np.random.Generator, world: World, agents: Agents, allow: npt.NDArray[np.float32]
) -> BoolArray:
    """Some of those born in the run wait for some platforms; they may do nothing there."""
    shape = len(agents), world.n_platforms
    found = (agents.birth_h > -world.warm_up_h)[:, None] & (draw.random(shape) < 0.3)
    allow[found[:, np.tile(world.resource_platform, 2)]] = 0.0
    return found


def _instant(draw: np.random.Generator, world: World) -> float:
    """An instant of the run, often the start of a day, where blocks change and reviews happen."""
    at_h = draw.uniform(-world.warm_up_h, world.horizon_h)
    return at_h if draw.random() < 0.7 else max(at_h // 24.0 * 24.0, -world.warm_up_h)


def _outages(
    draw: np.random.Generator, world: World, agents: Agents, directory: npt.NDArray[np.int64]
) -> tuple[Closing, ...]:
    closings = []
    for key in range(int(draw.integers(0, 9))):
        from_h = _instant(draw, world)
        token_h = draw.random(len(agents)) * draw.choice([1.0, 6.0])
        token_h[draw.random(len(agents)) < 0.1] = np.inf
        to_h = from_h + draw.exponential(draw.choice([0.5, 10.0]))
        platforms = directory == draw.integers(0, directory.max() + 1)
        closings.append(Closing(key, from_h, to_h, platforms, from_h + token_h))
    return tuple(closings)


def _rotations(draw: np.random.Generator, world: World, agents: Agents) -> tuple[Closing, ...]:
    closings = []
    for key in range(100, 100 + int(draw.integers(0, 5))):
        from_h = _instant(draw, world)
        blocked = agents.fleet == draw.integers(0, agents.fleet.max() + 1)
        to_h = from_h + draw.exponential(4.0)
        platforms = draw.random(world.n_platforms) < 0.5
        closings.append(Closing(key, from_h, to_h, platforms, np.where(blocked, from_h, np.inf)))
    return tuple(closings)


def _changes(
    draw: np.random.Generator, world: World, account_of: npt.NDArray[np.int32]
) -> tuple[Change, ...]:
    """Grants of whole accounts, and what policy says of single agents."""
    changes = []
    for _ in range(int(draw.integers(0, 60))):
        code = int(draw.integers(0, 2 * world.n_resources))
        agent = int(draw.integers(0, len(account_of)))
        platform = int(world.resource_platform[code % world.n_resources])
        whole = account_of[:, platform] == account_of[agent, platform]
        members = np.flatnonzero(whole).tolist() if draw.random() < 0.8 else [agent]
        changes.append(
            Change(
                at_h=_instant(draw, world),
                agents=tuple(members),
                code=code,
                allow=float(draw.choice([0.0, 0.5, 1.0])),
            )
        )
    return tuple(changes)


def tied(seed: int) -> Organisation:
    """Draw one in which changes, closures, restorations and the horizon fall on hops."""
    org = organisation(seed)
    blocks = Blocks(org.world, org.agents, 0, org.block_h)
    hops = _hops(org, blocks)
    if len(hops) < 10:
        return org
    time_h = [at_h for at_h, _, _ in hops]
    horizon_h = max(time_h[-len(time_h) // 10 :][0], 1.0)
    changes = []
    for place, change in enumerate(org.changes):
        aimed = [at_h for at_h, who, code in hops if code == change.code and who in change.agents]
        at_h = aimed[place % len(aimed)] if aimed else change.at_h
        changes.append(replace(change, at_h=at_h))
    closings = []
    for place, closing in enumerate(org.closings):
        first = min(bisect_left(time_h, closing.from_h), len(time_h) - 2)
        last = min(first + 1 + place, len(time_h) - 1)
        from_h = np.where(np.isinf(closing.stop_from_h), np.inf, time_h[first])
        closings.append(
            replace(closing, from_h=time_h[first], to_h=time_h[last], stop_from_h=from_h)
        )
    return replace(
        org,
        world=replace(org.world, horizon_h=horizon_h),
        changes=tuple(each for each in changes if each.at_h < horizon_h),
        closings=tuple(each for each in closings if each.from_h < horizon_h),
    )


def _hops(org: Organisation, blocks: Blocks) -> list[tuple[float, int, int]]:
    """Return time, agent and code of all planned hops, in order of time."""
    found = []
    for agent in range(len(org.agents)):
        length_h = blocks.block_h(agent)
        first, last = (round(t // length_h) for t in (-org.world.warm_up_h, org.world.horizon_h))
        for number in range(first, last + 1):
            block = blocks.draw(agent, number)
            found += [
                (at_h, agent, code)
                for at_h, code in zip(block.time_h.tolist(), block.code.tolist(), strict=True)
                if -org.world.warm_up_h <= at_h < org.world.horizon_h
            ]
    return sorted(found)
