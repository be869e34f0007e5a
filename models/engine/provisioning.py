"""M2, provisioning: which accounts exist, and for which platforms, over the run.

An account is one (subject, directory).  It takes its draws with the first platform that it
opens, so that a design may move it to another directory without drawing it anew.  Where a
platform comes to another subject or directory in the run (M16, or the end of an exception), the
agents that live then get accounts of the new kind: see `groups` and `migration`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from models.compiled.governance import Subject
from models.engine.accounts import Accounts, Turn
from models.engine.groups import Group, first_row, groups_of, row_numbers, turned_h
from models.engine.inheritance import orphans_of
from models.engine.streams import stream

if TYPE_CHECKING:
    from models.compiled.governance import Governance
    from models.compiled.world import BoolArray, FloatArray, IntArray, World
    from models.engine.agents import Agents
    from models.engine.inheritance import Orphans

REPLACED = 1
"""Key of the draws of an account that takes the place of another in the life of its agent."""


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
    start_h = -world.warm_up_h
    account_of = np.full((len(agents), world.n_platforms), -1, dtype=np.int32)
    parts: list[_Part] = []
    users: list[npt.NDArray[np.int64]] = [np.zeros((2, 0), dtype=np.int64)]
    turns: list[Turn] = []
    total = 0
    for group in groups_of(world, governance, agents):
        mine = np.flatnonzero(agents.fleet == group.fleet)
        account = total + group.numbers()[group.member]
        users.append(np.stack([account[group.used], mine[group.used]]))
        for place, platform in enumerate(group.platforms.tolist()):
            opens_h, left_h = float(group.opens_h[place]), float(group.left_h[place])
            born_h = np.maximum(agents.birth_h[mine], start_h)
            now = (opens_h <= born_h) & (born_h < left_h)
            account_of[mine[now], platform] = account[now]
            if opens_h > -np.inf:
                moved = (born_h < opens_h) & (agents.death_h[mine] > opens_h)
                turns.append(Turn(opens_h, group.fleet, platform, mine[moved], account[moved]))
        parts.append(_of_group(world, (governance, inherited), replication, group))
        total += len(group.places)
    rows = row_numbers(governance)[1]
    parts += [
        _of_orphans(world, governance, rows, each)
        for each in orphans_of(world, inherited, replication)
    ]
    return _joined(parts, world, account_of, np.concatenate(users, axis=1), tuple(turns))


@dataclass(frozen=True, slots=True)
class _Part:
    """Accounts of one group as columns, (n,); what is one value holds for all.

    What goes by platform has the columns of `platforms`, (n, p) or (p,).
    """

    subject: int
    fleet: int
    directory: int
    platforms: IntArray
    place: IntArray
    first_platform: IntArray
    key: IntArray
    created_h: FloatArray
    known: BoolArray
    owned: BoolArray
    orphan: bool
    covers: BoolArray
    residue: BoolArray
    opens_h: FloatArray
    left_h: FloatArray
    kept_row: IntArray


def _of_group(
    world: World, designs: tuple[Governance, Governance], replication: int, group: Group
) -> _Part:
    """Return the accounts of a group, those that somebody uses at some time."""
    n, created_h = len(group.places), group.created_h
    covers = (group.opens_h <= created_h[:, None]) & (created_h[:, None] < group.left_h)
    first = covers.argmax(axis=1)
    key, known = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.bool_)
    owned = known.copy()
    replaces = created_h == group.opens_h[first]
    for place, again in np.unique(np.stack([first, replaces]), axis=1).T.tolist():
        which = (first == place) & (replaces == again)
        drawn = _drawn(world, designs, replication, group, place, again=bool(again))
        key[which], known[which], owned[which] = (column[which] for column in drawn)
    return _Part(
        subject=int(group.subject),
        fleet=group.fleet,
        directory=group.directory,
        platforms=group.platforms,
        place=group.places,
        first_platform=group.platforms[first],
        key=key,
        created_h=created_h,
        known=known,
        owned=owned,
        orphan=False,
        covers=covers,
        residue=covers & _residue(world, designs[0], replication, group),
        opens_h=group.opens_h,
        left_h=group.left_h,
        kept_row=group.kept_row,
    )


def _drawn(
    world: World,
    designs: tuple[Governance, Governance],
    replication: int,
    group: Group,
    place: int,
    *,
    again: bool,
) -> tuple[IntArray, BoolArray, BoolArray]:
    """Return key, whether known and whether owned of a group's accounts, (n,) each.

    What was known of an account at the start is inherited where the design leaves it as it was.
    """
    governance, inherited = designs
    fleet, first, start_h = group.fleet, int(group.platforms[place]), -world.warm_up_h
    row = governance.controls(max(start_h, float(group.opens_h[place]))).at(first, fleet)
    was = inherited.controls(start_h).at(first, fleet)
    same = _directory(world, inherited, first) == _directory(world, governance, first)
    kept = same and was.subject == group.subject and not world.greenfield
    old = (group.created_h < start_h) & kept
    keys = int(world.fleets.keys[fleet]), int(world.platform_keys[first]), *([REPLACED] * again)
    known = stream(world.seed, replication, "account known", *keys).random(group.size)
    owned = stream(world.seed, replication, "account owned", *keys).random(group.size)
    names = stream(world.seed, 0, "account", int(group.subject), *keys)
    return (
        names.integers(1 << 63, size=group.size)[group.places],
        known[group.places] < np.where(old, was.known, row.known),
        owned[group.places] < np.where(old, was.owned, row.owned),
    )


def _directory(world: World, governance: Governance, platform: int) -> int:
    """Return the stable key of the directory that authenticates for a platform at the start."""
    bound = governance.controls(-world.warm_up_h).directory_of
    return int(governance.directory_keys[bound[platform]])


def _residue(world: World, governance: Governance, replication: int, group: Group) -> BoolArray:
    """Return where federation leaves a live local key, (n, platforms of the group).

    Whose agent had an account there before has that one for a residue.
    """
    found = np.zeros((len(group.places), len(group.platforms)), dtype=np.bool_)
    fleet_key = int(world.fleets.keys[group.fleet])
    for place, platform in enumerate(group.platforms.tolist()):
        opens_h = float(group.opens_h[place])
        controls = governance.controls(max(opens_h, -world.warm_up_h))
        key = int(world.platform_keys[platform])
        drawn = stream(world.seed, replication, "local key left", fleet_key, key).random(group.size)
        if controls.federated[platform]:
            share = controls.at(platform, group.fleet).residue
            found[:, place] = (drawn[group.places] < share) & (group.created_h > opens_h)
    return found


def _of_orphans(
    world: World, governance: Governance, rows: tuple[IntArray, ...], orphans: Orphans
) -> _Part:
    n, platforms, fleet = len(orphans.key), orphans.platforms, orphans.fleet
    turned = {p: turned_h(governance, p, fleet) for p in platforms.tolist()}
    controls = governance.controls(-world.warm_up_h)
    shape = n, len(platforms)
    return _Part(
        subject=int(Subject.AGENT),
        fleet=orphans.fleet,
        directory=int(controls.directory_of[platforms[0]]),
        platforms=platforms,
        place=np.arange(n),
        first_platform=np.full(n, platforms[0]),
        key=orphans.key,
        created_h=np.minimum(orphans.created_h, -world.warm_up_h),
        known=orphans.known,
        owned=np.zeros(n, dtype=np.bool_),
        orphan=True,
        covers=np.ones(shape, dtype=np.bool_),
        residue=np.zeros(shape, dtype=np.bool_),
        opens_h=np.full(len(platforms), -np.inf),
        left_h=np.array(list(turned.values()), dtype=np.float64),
        kept_row=np.array([first_row(governance, rows, p, fleet, t) for p, t in turned.items()]),
    )


def _joined(
    parts: list[_Part],
    world: World,
    account_of: npt.NDArray[np.int32],
    users: npt.NDArray[np.int64],
    turns: tuple[Turn, ...],
) -> Accounts:
    sizes = [len(part.key) for part in parts]
    total, shape = sum(sizes), (sum(sizes), world.n_platforms)
    covers, residue = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    opens_h, left_h = np.full(shape, np.inf), np.full(shape, np.inf)
    kept_row = np.full(shape, -1)
    at = 0
    for part, size in zip(parts, sizes, strict=True):
        where = slice(at, at + size), part.platforms
        covers[where], residue[where] = part.covers, part.residue
        opens_h[where], left_h[where], kept_row[where] = part.opens_h, part.left_h, part.kept_row
        at += size

    def column(values: list[int]) -> IntArray:
        return np.repeat(np.array(values, dtype=np.int64), sizes)

    def joined(empty: npt.DTypeLike, columns: list[npt.NDArray[np.generic]]) -> Any:  # noqa: ANN401 - by type
        return np.concatenate([np.zeros(0, dtype=empty), *columns])

    first_agent, agent_list = _users(users, len(account_of), total)
    return Accounts(
        subject=column([part.subject for part in parts]),
        fleet=column([part.fleet for part in parts]),
        directory=column([part.directory for part in parts]),
        place=joined(np.int64, [part.place for part in parts]),
        first_platform=joined(np.int64, [part.first_platform for part in parts]),
        key=joined(np.int64, [part.key for part in parts]).astype(np.uint64),
        covers=covers,
        opens_h=opens_h,
        left_h=left_h,
        kept_row=kept_row,
        created_h=joined(np.float64, [part.created_h for part in parts]),
        known=joined(np.bool_, [part.known for part in parts]),
        owned=joined(np.bool_, [part.owned for part in parts]),
        orphan=column([int(part.orphan) for part in parts]).astype(np.bool_),
        residue=residue,
        ended_h=np.full(total, np.inf),
        account_of=account_of,
        first_agent=first_agent,
        agent_list=agent_list,
        turns=turns,
    )


def _users(users: npt.NDArray[np.int64], agents: int, accounts: int) -> tuple[IntArray, IntArray]:
    """Return the agents of each account as rows of one list, ascending within a row."""
    pair = np.unique(users[0] * agents + users[1])
    account = pair // max(1, agents)
    first = np.searchsorted(account, np.arange(accounts + 1))
    return first.astype(np.int64), pair % max(1, agents)
