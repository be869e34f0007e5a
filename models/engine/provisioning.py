"""M2, provisioning: which accounts exist, and what they are granted.

An account is one (subject, directory).  It takes its draws with the first platform that it
opens, so that a design may move it to another directory without drawing it anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import SLOTS_PER_PERSON, Subject
from models.engine.accounts import Accounts
from models.engine.inheritance import orphans_of
from models.engine.streams import stream

if TYPE_CHECKING:
    from models.compiled.governance import Governance
    from models.compiled.world import BoolArray, FloatArray, IntArray, World
    from models.engine.agents import Agents
    from models.engine.inheritance import Orphans


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts of one fleet that open the same platforms.

    Attributes:
        fleet: Index of the fleet.
        subject: Whose they are.
        directory: Index of the directory.
        platforms: Platforms that they open, ascending.
        member: Which account of the group each agent of the fleet uses, (agents of fleet,).
        size: Number of accounts.
    """

    fleet: int
    subject: Subject
    directory: int
    platforms: IntArray
    member: IntArray
    size: int


def groups_of(world: World, governance: Governance, agents: Agents) -> list[Group]:
    """Return the groups of accounts that a design gives to agents, fleet by fleet."""
    controls, uses = governance.controls(-world.warm_up_h), world.uses
    found = []
    for fleet in range(len(world.fleets.ids)):
        slot = agents.slot[agents.fleet == fleet]
        kinds: dict[tuple[Subject, int], list[int]] = {}
        for platform in np.flatnonzero(uses[fleet]).tolist():
            kind = controls.at(platform, fleet).subject, int(governance.directory_of[platform])
            kinds.setdefault(kind, []).append(platform)
        for (subject, directory), platforms in kinds.items():
            member = members(subject, slot)
            size = int(member.max(initial=-1)) + 1
            found.append(Group(fleet, subject, directory, np.array(platforms), member, size))
    return found


def members(subject: Subject, slot: IntArray) -> IntArray:
    """Return which account of its kind each agent of a fleet uses, given their places, (n,)."""
    match subject:
        case Subject.AGENT:
            return np.arange(len(slot))
        case Subject.PERSON:
            return slot // SLOTS_PER_PERSON
        case _:
            return np.zeros(len(slot), dtype=np.int64)


def open_accounts(
    world: World, governance: Governance, inherited: Governance, replication: int, agents: Agents
) -> Accounts:
    """Return all accounts of the run: those of agents, then orphans of the past.

    Args:
        world: The organisation.
        governance: The design.
        inherited: The design as found, which left the orphans.
        replication: Index of the replication.
        agents: All agents of the run.
    """
    groups = groups_of(world, governance, agents)
    orphans = orphans_of(world, inherited, replication)
    account_of = np.full((len(agents), world.n_platforms), -1, dtype=np.int32)
    parts: list[_Part] = []
    total = 0
    for group in groups:
        mine = np.flatnonzero(agents.fleet == group.fleet)
        account_of[np.ix_(mine, group.platforms)] = (total + group.member)[:, None]
        parts.append(_of_group(world, (governance, inherited), replication, agents, group))
        total += group.size
    parts += [_of_orphans(world, governance, each) for each in orphans]
    return _joined(parts, world, account_of)


@dataclass(frozen=True, slots=True)
class _Part:
    """Accounts of one group as columns, (n,); what is one value holds for all."""

    subject: int
    fleet: int
    directory: int
    platforms: IntArray
    key: IntArray
    created_h: FloatArray
    known: BoolArray
    owned: BoolArray
    orphan: bool
    residue: BoolArray


def _of_group(
    world: World,
    designs: tuple[Governance, Governance],
    replication: int,
    agents: Agents,
    group: Group,
) -> _Part:
    """Return the accounts of a group.

    What was known of an account at the start is inherited where the design leaves it as it was.
    """
    governance, inherited = designs
    fleet, first, start_h = group.fleet, int(group.platforms[0]), -world.warm_up_h
    row, was = (each.controls(start_h).at(first, fleet) for each in designs)
    same = _directory(inherited, first) == _directory(governance, first)
    kept = same and was.subject == group.subject and not world.greenfield
    keys = int(world.fleets.keys[fleet]), int(world.platform_keys[first])
    birth = agents.birth_h[agents.fleet == fleet]
    created = np.full(group.size, np.inf)
    np.minimum.at(created, group.member, birth)
    old = (created < start_h) & kept
    known = stream(world.seed, replication, "account known", *keys).random(group.size)
    owned = stream(world.seed, replication, "account owned", *keys).random(group.size)
    names = stream(world.seed, 0, "account", int(group.subject), *keys)
    return _Part(
        subject=int(group.subject),
        fleet=fleet,
        directory=group.directory,
        platforms=group.platforms,
        key=names.integers(1 << 63, size=group.size),
        created_h=created,
        known=known < np.where(old, was.known, row.known),
        owned=owned < np.where(old, was.owned, row.owned),
        orphan=False,
        residue=_residue(world, governance, replication, group),
    )


def _directory(governance: Governance, platform: int) -> int:
    """Return the stable key of the directory that authenticates for a platform."""
    return int(governance.directory_keys[governance.directory_of[platform]])


def _residue(world: World, governance: Governance, replication: int, group: Group) -> BoolArray:
    """Return where federation leaves a live local key, (size, platforms of the group)."""
    found = np.zeros((group.size, len(group.platforms)), dtype=np.bool_)
    controls, fleet_key = governance.controls(-world.warm_up_h), int(world.fleets.keys[group.fleet])
    for place, platform in enumerate(group.platforms.tolist()):
        key = int(world.platform_keys[platform])
        drawn = stream(world.seed, replication, "local key left", fleet_key, key).random(group.size)
        if governance.federated[platform]:
            found[:, place] = drawn < controls.at(platform, group.fleet).residue
    return found


def _of_orphans(world: World, governance: Governance, orphans: Orphans) -> _Part:
    n = len(orphans.key)
    return _Part(
        subject=int(Subject.AGENT),
        fleet=orphans.fleet,
        directory=int(governance.directory_of[orphans.platforms[0]]),
        platforms=orphans.platforms,
        key=orphans.key,
        created_h=np.minimum(orphans.created_h, -world.warm_up_h),
        known=orphans.known,
        owned=np.zeros(n, dtype=np.bool_),
        orphan=True,
        residue=np.zeros((n, len(orphans.platforms)), dtype=np.bool_),
    )


def _joined(
    parts: list[_Part], world: World, account_of: np.ndarray[tuple[int, int], np.dtype[np.int32]]
) -> Accounts:
    sizes = [len(part.key) for part in parts]
    total = sum(sizes)
    covers = np.zeros((total, world.n_platforms), dtype=np.bool_)
    residue = np.zeros((total, world.n_platforms), dtype=np.bool_)
    at = 0
    for part, size in zip(parts, sizes, strict=True):
        covers[at : at + size, part.platforms] = True
        residue[at : at + size, part.platforms] = part.residue
        at += size

    def column(values: list[int]) -> IntArray:
        return np.repeat(np.array(values, dtype=np.int64), sizes)

    first_agent, agent_list = _users(account_of, total)
    return Accounts(
        subject=column([part.subject for part in parts]),
        fleet=column([part.fleet for part in parts]),
        directory=column([part.directory for part in parts]),
        first_platform=column([int(part.platforms[0]) for part in parts]),
        key=np.concatenate([np.zeros(0, np.int64), *(p.key for p in parts)]).astype(np.uint64),
        covers=covers,
        created_h=np.concatenate([np.zeros(0), *(part.created_h for part in parts)]),
        known=np.concatenate([np.zeros(0, np.bool_), *(part.known for part in parts)]),
        owned=np.concatenate([np.zeros(0, np.bool_), *(part.owned for part in parts)]),
        orphan=column([int(part.orphan) for part in parts]).astype(np.bool_),
        residue=residue,
        ended_h=np.full(total, np.inf),
        account_of=account_of,
        first_agent=first_agent,
        agent_list=agent_list,
    )


def _users(
    account_of: np.ndarray[tuple[int, int], np.dtype[np.int32]], accounts: int
) -> tuple[IntArray, IntArray]:
    """Return the agents of each account as rows of one list, ascending within a row."""
    agent, platform = np.nonzero(account_of >= 0)
    pair = account_of[agent, platform].astype(np.int64) * len(account_of) + agent
    pair = np.unique(pair)
    account = pair // max(1, len(account_of))
    first = np.searchsorted(account, np.arange(accounts + 1))
    return first.astype(np.int64), pair % max(1, len(account_of))
