"""Blast radius: how much of everything one reaches, at monthly instants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.authorisation import open_share, outside

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
        self.hazard_per_y.append(float((hazard * reached).sum()) * HOURS_PER_YEAR)

    def _things(self, accounts: IntArray) -> FloatArray:
        """Return how many things of each resource accounts can use, (n, R)."""
        state = self._state
        return state.grants.needed[accounts] + open_share(state, accounts) * outside(
            state, accounts
        )

    def _of_agents(self, agents: IntArray, everything: FloatArray) -> FloatArray:
        """Return how many things of each resource agents can use with all they have, (n, R)."""
        platform = self._state.world.resource_platform
        account = self._state.accounts.account_of[agents][:, platform]
        found = everything[account, np.arange(len(platform))]
        return np.where(account >= 0, found, 0.0)

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
