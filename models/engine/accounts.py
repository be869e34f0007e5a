"""All accounts that exist at some time of a run, and the grants that they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models.compiled.governance import Subject

if TYPE_CHECKING:
    from models.compiled.keys import KeyArray
    from models.compiled.world import BoolArray, FloatArray, IntArray


@dataclass(slots=True)
class Accounts:
    """Accounts as arrays, shapes (N, ...); one a (subject, directory).

    Only `known`, `residue` and `ended_h` change in a run.

    Attributes:
        subject: Whose it is, as `Subject`, (N,).
        fleet: Index of the fleet, (N,).
        directory: Index of the directory in the design, (N,).
        first_platform: First platform, in file order, that it opens, (N,).
        key: Stable key, from the subject and the first platform, never the directory, (N,).
        covers: Platforms that it opens, (N, P).
        created_h: When it was created, before the run for those of the start, (N,).
        known: In the inventory, (N,).
        owned: With a known owner, (N,).
        orphan: Its agent had ended before the run, (N,).
        residue: A live local key lies beside it on this federated platform, (N, P).
        ended_h: When it ended, ``inf`` while it is alive, (N,).
        account_of: Account of each agent on each platform, -1 for none, (A, P).
        first_agent: Rows of the list of agents by account, (N + 1,).
        agent_list: Agents by account, ascending within one.
    """

    subject: IntArray
    fleet: IntArray
    directory: IntArray
    first_platform: IntArray
    key: KeyArray
    covers: BoolArray
    created_h: FloatArray
    known: BoolArray
    owned: BoolArray
    orphan: BoolArray
    residue: BoolArray
    ended_h: FloatArray
    account_of: npt.NDArray[np.int32]
    first_agent: IntArray
    agent_list: IntArray

    def __len__(self) -> int:
        """Return the number of accounts, N."""
        return len(self.subject)

    def agents_of(self, account: int) -> IntArray:
        """Return the agents that use an account at some time, ascending; none for an orphan."""
        return self.agent_list[self.first_agent[account] : self.first_agent[account + 1]]

    def platforms_of(self, agent: int, account: int) -> IntArray:
        """Return the platforms on which an agent uses an account."""
        return np.flatnonzero(self.account_of[agent] == account)

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
