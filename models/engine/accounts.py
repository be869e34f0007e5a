"""All accounts that exist at some time of a run, and the grants that they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.compiled.governance import Subject

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from models.compiled.keys import KeyArray
    from models.compiled.world import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Turn:
    """Agents of a fleet that get other accounts on a platform, n of them.

    Attributes:
        at_h: When.
        fleet: Index of the fleet.
        platform: Index of the platform.
        agents: Agents that live then, (n,).
        accounts: Account of each from then on, (n,).
    """

    at_h: float
    fleet: int
    platform: int
    agents: IntArray
    accounts: IntArray


@dataclass(slots=True)
class Accounts:
    """Accounts as arrays, shapes (N, ...); one a (subject, directory).

    Only `covers`, `known`, `residue`, `ended_h` and `account_of` change in a run.

    Attributes:
        subject: Whose it is, as `Subject`, (N,).
        fleet: Index of the fleet, (N,).
        directory: Index of the directory in the design, (N,).
        place: Its place among the accounts of its kind, which no design changes, (N,).
        first_platform: First platform, in file order, that it opens when created, (N,).
        key: Stable key, from the subject and the first platform, never the directory, (N,).
        covers: Platforms that it opens, now or as soon as it is created, (N, P).
        opens_h: From when it is what opens each platform; ``-inf``: always, ``inf``: never, (N, P).
        left_h: When other accounts take its place there; ``inf``: never, (N, P).
        kept_row: Row of all (see `State.rows`) that governs it there from then on, (N, P).
        created_h: When it was created, before the run for those of the start, (N,).
        known: In the inventory, (N,).
        owned: With a known owner, (N,).
        orphan: Its agent had ended before the run, (N,).
        residue: A live local key lies beside it on this federated platform, (N, P).
        ended_h: When it ended, ``inf`` while it is alive, (N,).
        account_of: Account that each agent uses on each platform, now or when it is born; -1 for
            none, (A, P).
        first_agent: Rows of the list of agents by account, (N + 1,).
        agent_list: Agents by account, ascending within one.
        turns: All changes of `account_of` in the run.
    """

    subject: IntArray
    fleet: IntArray
    directory: IntArray
    place: IntArray
    first_platform: IntArray
    key: KeyArray
    covers: BoolArray
    opens_h: FloatArray
    left_h: FloatArray
    kept_row: IntArray
    created_h: FloatArray
    known: BoolArray
    owned: BoolArray
    orphan: BoolArray
    residue: BoolArray
    ended_h: FloatArray
    account_of: npt.NDArray[np.int32]
    first_agent: IntArray
    agent_list: IntArray
    turns: tuple[Turn, ...] = ()

    def __len__(self) -> int:
        """Return the number of accounts, N."""
        return len(self.subject)

    def agents_of(self, account: int) -> IntArray:
        """Return the agents that use an account at some time, ascending; none for an orphan."""
        return self.agent_list[self.first_agent[account] : self.first_agent[account + 1]]

    def users_of(self, account: int, platform: int) -> IntArray:
        """Return the agents whose account on a platform it is now, or when they are born."""
        agents = self.agents_of(account)
        users: IntArray = agents[self.account_of[agents, platform] == account]
        return users

    def is_used_by(self, agent: int, account: int) -> bool:
        """Return whether an agent works with an account somewhere, now or when it is born."""
        return bool((self.account_of[agent] == account).any())

    def left(self, accounts: IntArray, at_h: float) -> BoolArray:
        """Return on which platforms others have taken the place of some accounts, (n, P)."""
        left: BoolArray = self.left_h[accounts] <= at_h
        return left

    def shared(self, account: int) -> bool:
        """Return whether more than one agent may use the account."""
        return bool(self.subject[account] != Subject.AGENT)


@dataclass(slots=True)
class Grants:
    """What accounts hold; a needed thing and things outside the designed scope apart.

    Attributes:
        needed: The needed thing of each resource is granted, (N, R).
        extra: Things of each resource outside the scope that are granted, (N, R).
        inherited: On this platform the account holds what another design, the one as found, gave
            it; the own one does not provision it there, (N, P).
        ceiling_hits: Times at which a factor asked for more than there is.
        new_paths: Grants outside the scope that approval added.
    """

    needed: BoolArray
    extra: npt.NDArray[np.int32]
    inherited: BoolArray
    ceiling_hits: int = 0
    new_paths: int = field(default=0)
