"""Places of accounts among the draws of their fleet, and when their last users die."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.compiled.world import FloatArray, IntArray
    from models.engine.state import State


@dataclass(frozen=True, slots=True)
class Places:
    """Where each account finds its draw; no design changes it.

    Attributes:
        of: Place of each account within its fleet, (N,): the slot of the agent that used it
            first.  Orphans of the past are counted apart.
        sizes: How many places a fleet has, and its orphans, (2, F).
    """

    of: IntArray
    sizes: IntArray

    def among(self, fleet: int, *, orphan: bool) -> int:
        """Return how many places there are for the accounts of a fleet, or for its orphans."""
        return int(self.sizes[int(orphan), fleet])


def places_of(state: State) -> Places:
    """Return the places of all accounts."""
    accounts, agents = state.accounts, state.agents
    found = np.zeros(len(accounts), dtype=np.int64)
    users = np.flatnonzero(np.diff(accounts.first_agent))
    found[users] = agents.slot[accounts.agent_list[accounts.first_agent[users]]]
    sizes = np.zeros((2, len(state.world.fleets.ids)), dtype=np.int64)
    np.maximum.at(sizes[0], agents.fleet, agents.slot + 1)
    orphans = np.flatnonzero(accounts.orphan)
    pairs = np.stack([accounts.fleet[orphans], accounts.first_platform[orphans]], axis=1)
    for fleet, first in np.unique(pairs, axis=0).tolist():
        mine = orphans[(pairs == (fleet, first)).all(axis=1)]
        found[mine] = np.arange(len(mine))
        sizes[1, fleet] = max(int(sizes[1, fleet]), len(mine))
    return Places(found, sizes)


def last_deaths(state: State) -> FloatArray:
    """Return when the last agent of each account dies, ``-inf`` for an orphan, (N,)."""
    accounts = state.accounts
    found = np.full(len(accounts), -np.inf)
    sizes = np.diff(accounts.first_agent)
    owner = np.repeat(np.arange(len(accounts)), sizes)
    np.maximum.at(found, owner, state.agents.death_h[accounts.agent_list])
    return found
