"""Blast radius: how much of everything one reaches, at monthly instants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.authorisation import open_share, outside
from models.engine.reach import holdings_of
from models.engine.seizure import held_in, minted

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, FloatArray, IntArray
    from models.engine.state import State

MONTH_H = 730.0
HOURS_PER_YEAR = 8760.0


class Snapshots:
    """Shares of all weight that are reached, along trust edges."""

    def __init__(self, state: State) -> None:
        """Know the replication, and what leads where."""
        self._state = state
        self._leads = closure(state.world.edges, state.world.n_resources)
        self._total = float((state.world.weight * state.world.count).sum())
        self.at_h: list[float] = []
        self.blast: list[float] = []
        self.hazard_per_y: list[float] = []
        self.directory: list[float] = []

    def start(self) -> None:
        """Put the instants on the clock."""
        at_h = 0.0
        while at_h < self._state.world.horizon_h:
            self._state.clock.at(at_h, self._take)
            at_h += MONTH_H

    def _take(self) -> None:
        state = self._state
        live, accounts = state.live_agents(), state.live_accounts()
        everything = np.zeros((len(state.accounts), state.world.n_resources))
        everything[accounts] = self._things(accounts)
        reached = self._reached(everything[accounts])
        per_agent = 0.0
        for fleet in np.unique(state.agents.fleet[live]).tolist():
            mine = live[state.agents.fleet[live] == fleet]
            per_agent += float(self._reached(self._of_agents(mine, everything)).sum())
        hazard = state.profiles.hazard_per_h[state.account_rows()[accounts]]
        self.at_h.append(state.now)
        self.blast.append(per_agent / len(live) if len(live) else 0.0)
        stores = self._of_directories(), self._of_vaults()
        rates = state.governance.compromise_per_h, state.world.vault_leak_per_h
        at_once = sum(float((r * reached).sum()) for r, reached in zip(rates, stores, strict=True))
        self.hazard_per_y.append((float((hazard * reached).sum()) + at_once) * HOURS_PER_YEAR)
        self.directory.append(float(stores[0].max(initial=0.0)))

    def _of_directories(self) -> FloatArray:
        """Return the share reached with all that each directory can mint, (D,)."""
        state = self._state
        return self._by_union(
            [minted(state, d) for d in range(len(state.governance.directory_ids))]
        )

    def _of_vaults(self) -> FloatArray:
        """Return the share reached with all secrets that each vault holds, (V,)."""
        rates = self._state.world.vault_leak_per_h
        return self._by_union(
            [held_in(self._state, None, v) if rates[v] > 0 else [] for v in range(len(rates))]
        )

    def _by_union(self, pairs: list[list[tuple[int, int]]]) -> FloatArray:
        """Return the share reached with the union of some accounts on some platforms, (n,)."""
        found = np.zeros((len(pairs), self._state.world.n_resources))
        for line, each in zip(found, pairs, strict=True):
            if each:
                account, platform = np.array(each, dtype=np.int64).T
                holdings = holdings_of(self._state, account, platform)
                line[:] = holdings.things(np.ones(len(each), dtype=np.bool_))
        return self._reached(found)

    def _things(self, accounts: IntArray) -> FloatArray:
        """Return how many things of each resource accounts can use, (n, R)."""
        state = self._state
        covers = state.accounts.covers[accounts][:, state.world.resource_platform]
        beyond = open_share(state, accounts) * outside(state, accounts)
        return (state.grants.needed[accounts] & covers) + beyond

    def _of_agents(self, agents: IntArray, everything: FloatArray) -> FloatArray:
        """Return how many things of each resource agents can use with all they have, (n, R)."""
        platform = self._state.world.resource_platform
        account = self._state.accounts.account_of[agents][:, platform]
        found = np.where(account >= 0, everything[account, np.arange(len(platform))], 0.0)
        for n, agent in enumerate(agents.tolist()):
            for left_on, old in self._state.left_with.get(agent, ()):
                here = platform == left_on
                found[n, here] = np.maximum(found[n, here], everything[old, here])
        return found

    def _reached(self, things: FloatArray) -> FloatArray:
        """Return the share of all weight reached with some things, along trust edges, (n,)."""
        world = self._state.world
        reach = things.copy()
        held = things > 0.0
        for source in np.flatnonzero(self._leads.any(axis=1)).tolist():
            led = held[:, source, None] & self._leads[source]
            reach = np.where(led, world.count.astype(np.float64), reach)
        share: FloatArray = (reach * world.weight).sum(axis=1) / max(self._total, 1e-300)
        return share


def closure(edges: IntArray, resources: int) -> BoolArray:
    """Return which resource leads to which along any number of trust edges, (R, R)."""
    leads = np.zeros((resources, resources), dtype=np.bool_)
    leads[edges[:, 0], edges[:, 1]] = True
    for middle in np.unique(edges).tolist():
        leads |= leads[:, middle, None] & leads[middle]
    return leads
