"""Authority over time: who can use what, as exact integrals and curves.

An account weighs what its grants and the policy open to it; a *holding* is one holder of one
account, from birth until his access ends.  Between two changes all is constant, so a holding
leaves segments, and integrals over any bins are sums over segments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.authentication import live_share
from models.engine.authorisation import open_share, outside
from models.engine.heirs import Heirs
from models.engine.records import Authority

if TYPE_CHECKING:
    from models.compiled.world import FloatArray, IntArray
    from models.engine.blast_radius import Snapshots
    from models.engine.state import State

BIN_H = 24.0


class Ledger:
    """Holdings and their segments.

    Weights are columns: authority, standing, needed; then the same if all things weighed 1.
    """

    def __init__(self) -> None:
        """Start empty; `begin` fills it when accounts and grants are known."""
        self._segments = np.empty((1024, 9))
        self._filled = 0

    def begin(self, state: State) -> None:
        """Take the first holdings and weights."""
        self._state = state
        accounts, agents = state.accounts, state.agents
        orphans = np.flatnonzero(accounts.orphan)
        owner = np.repeat(np.arange(len(accounts)), np.diff(accounts.first_agent))
        account = np.concatenate([owner, orphans])
        agent = np.concatenate([accounts.agent_list, np.full(len(orphans), -1)])
        order = np.argsort(account, kind="stable")
        self._account, self._agent = account[order], agent[order]
        self._first = np.searchsorted(self._account, np.arange(len(accounts) + 1))
        mine = np.maximum(self._agent, 0)
        orphan = self._agent < 0
        born = agents.birth_h[mine] if len(agents) else np.zeros(len(mine))
        born = np.maximum(born, accounts.created_h[self._account])
        died = agents.death_h[mine] if len(agents) else np.zeros(len(mine))
        start_h = -state.world.warm_up_h
        self._since = np.maximum(np.where(orphan, start_h, born), start_h)
        self._until = np.full(len(mine), np.inf)
        self._death = np.where(orphan, -np.inf, died)
        self._live = _live_shares(state)
        self._heirs = Heirs(state)
        self._weight = self._weigh(np.arange(len(accounts)))

    def _weigh(self, accounts: IntArray) -> FloatArray:
        """Return the weight of some accounts, by the classes' weights and by equal ones, (n, 6)."""
        state = self._state
        platform_of = state.world.resource_platform
        fleet, covers = state.accounts.fleet[accounts], state.accounts.covers[accounts]
        needed = state.grants.needed[accounts]
        extra = open_share(state, accounts) * outside(state, accounts)
        live, covered = self._live[:, fleet].T, covers[:, platform_of]
        need = state.world.fleets.needed[fleet] * covered
        things: FloatArray = needed * covered + extra
        if state.has_turned:
            live = self._live_of(accounts)
            things = self._heirs.things_beyond(accounts, needed & covered, extra)
            need = need * ~self._heirs.share_of(accounts)[2]
        standing = live[:, platform_of] * things
        kinds = (things, standing, need)
        weighted = [(things * state.world.weight).sum(1) for things in kinds]
        return np.stack([*weighted, *(things.sum(1) for things in kinds)], axis=1)

    def _live_of(self, accounts: IntArray) -> FloatArray:
        """Return the share of time in which access stands, of what some accounts open, (n, P)."""
        state = self._state
        found = self._live[:, state.accounts.fleet[accounts]].T.copy()
        left, rows = state.accounts.left(accounts, state.now), state.way_rows(accounts)
        found[left] = 1.0
        for n, platform in np.argwhere(left & state.profiles.jit[rows]).tolist():
            fleet = int(state.accounts.fleet[accounts[n]])
            found[n, platform] = live_share(state.world, state.rows[rows[n, platform]], fleet)
        return found

    def take_place(self, platform: int, old: IntArray, new: IntArray) -> None:
        """Enter that users of old accounts have new ones on a platform, (n,) each."""
        self._heirs.take_place(platform, old, new)

    def regrant(self, accounts: IntArray, at_h: float) -> None:
        """Weigh some accounts anew from *at_h* on, and those whose place they took."""
        accounts = self._heirs.with_ancestors(accounts)
        if len(accounts) == 1:
            self._cut_account(int(accounts[0]), at_h)
        else:
            self._cut(self._holdings(accounts), at_h)
        self._weight[accounts] = self._weigh(accounts)

    def reopen(self, account: int, code: int, before: float, share: float, at_h: float) -> None:
        """Weigh one account anew after the share that is open of one code has changed.

        Args:
            account: The account.
            code: The code.
            before: Share of its things that was open.
            share: Share of its things that is open from *at_h* on.
            at_h: Now.
        """
        if share == before:
            return
        if not self._heirs.is_alone(account):
            self.regrant(np.array([account]), at_h)
            return
        state, resource = self._state, code % self._state.world.n_resources
        fleet = int(state.accounts.fleet[account])
        needed = int(state.world.fleets.needed[fleet, resource])
        there = needed if code == resource else int(state.world.count[resource]) - needed
        platform = state.world.resource_platform[resource]
        things = (share - before) * there
        change = things * float(state.world.weight[resource])
        self._cut_account(account, at_h)
        self._weight[account, 0] += change
        self._weight[account, 1] += change * self._live[platform, fleet]
        self._weight[account, 3] += things
        self._weight[account, 4] += things * self._live[platform, fleet]

    def regovern(self, at_h: float) -> None:
        """Weigh all accounts anew, as other control profiles hold."""
        self._cut(np.arange(len(self._account)), at_h)
        self._live = _live_shares(self._state)
        self._weight = self._weigh(np.arange(len(self._weight)))

    def end_account(self, account: int, at_h: float) -> None:
        """End all holdings of an account."""
        self._cut_account(account, at_h)
        mine = slice(self._first[account], self._first[account + 1])
        self._until[mine] = np.minimum(self._until[mine], at_h)
        if not self._heirs.is_alone(account):
            self.regrant(np.array([account]), at_h)

    def leave(self, agent: int, account: int, at_h: float) -> None:
        """End one holder's holding of an account."""
        mine = np.arange(self._first[account], self._first[account + 1])
        mine = mine[self._agent[mine] == agent]
        self._cut(mine, at_h)
        self._until[mine] = np.minimum(self._until[mine], at_h)

    def _holdings(self, accounts: IntArray) -> IntArray:
        spans = [np.arange(self._first[a], self._first[a + 1]) for a in accounts.tolist()]
        return np.concatenate([np.zeros(0, dtype=np.int64), *spans])

    def _cut(self, holdings: IntArray, at_h: float) -> None:
        """Close the segments of some holdings at an instant and open the next ones."""
        begun = (self._since[holdings] < at_h) & (self._until[holdings] > self._since[holdings])
        holdings = holdings[begun]
        if not len(holdings):
            return
        segment = self._room(len(holdings))
        segment[:, 0] = self._since[holdings]
        np.minimum(self._until[holdings], at_h, out=segment[:, 1])
        segment[:, 2] = self._death[holdings]
        segment[:, 3:] = self._weight[self._account[holdings]]
        self._since[holdings] = at_h

    def _cut_account(self, account: int, at_h: float) -> None:
        """Cut all holdings of one account; the usual one holding costs a third of `_cut`."""
        first, end = int(self._first[account]), int(self._first[account + 1])
        if end - first != 1:
            self._cut(np.arange(first, end), at_h)
            return
        since, until = float(self._since[first]), float(self._until[first])
        if since < at_h and until > since:
            segment = self._room(1)[0]
            segment[0], segment[1], segment[2] = since, min(until, at_h), self._death[first]
            segment[3:] = self._weight[account]
            self._since[first] = at_h

    def _room(self, rows: int) -> FloatArray:
        """Return room for some more segments, in order of time, (rows, 9)."""
        begin = self._filled
        self._filled += rows
        if self._filled > len(self._segments):
            larger = np.empty((2 * self._filled, 9))
            larger[:begin] = self._segments[:begin]
            self._segments = larger
        return self._segments[begin : self._filled]

    def records(self, snapshots: Snapshots) -> Authority:
        """Return the integrals over [0, H), at the horizon."""
        world, agents = self._state.world, self._state.agents
        self._cut(np.arange(len(self._account)), world.horizon_h)
        edges = np.append(np.arange(0.0, world.horizon_h, BIN_H), world.horizon_h)
        done = self._segments[: self._filled]
        since, to_h, death, auth, standing, needed, *equal = done.T
        ends = np.clip(death, since, to_h)
        curve = np.stack(
            [
                integrals(edges, since, to_h, auth),
                integrals(edges, since, to_h, standing),
                integrals(edges, since, ends, needed),
            ]
        )
        live = integrals(edges, agents.birth_h, agents.death_h, np.ones(len(agents)))
        totals = [float(line.sum()) for line in curve]
        span = np.maximum(np.minimum(to_h, world.horizon_h) - np.maximum(since, 0.0), 0.0)
        alive = np.maximum(np.minimum(ends, world.horizon_h) - np.maximum(since, 0.0), 0.0)
        equal_wh = np.array(
            [(equal[0] * span).sum(), (equal[1] * span).sum(), (equal[2] * alive).sum()]
        )
        return Authority(
            authority_wh=totals[0],
            standing_wh=totals[1],
            needed_wh=totals[2],
            agent_h=float(live.sum()),
            edges_h=edges,
            curve_wh=curve,
            curve_agent_h=live,
            equal_wh=equal_wh,
            blast_h=np.array(snapshots.at_h, dtype=np.float64),
            blast=np.array(snapshots.blast, dtype=np.float64),
            blast_hazard_per_y=np.array(snapshots.hazard_per_y, dtype=np.float64),
            blast_directory=np.array(snapshots.directory, dtype=np.float64),
        )


def _live_shares(state: State) -> FloatArray:
    """Return the share of time in which access stands, by platform and fleet, (P, F)."""
    found = np.ones(state.controls.row.shape)
    for platform, fleet in np.argwhere(state.profiles.jit[state.profiles.row]).tolist():
        found[platform, fleet] = live_share(state.world, state.row(platform, fleet), fleet)
    return found


def integrals(
    edges: FloatArray, from_h: FloatArray, to_h: FloatArray, weight: FloatArray
) -> FloatArray:
    """Return the integral over each bin of the weights of the intervals open then, (B,).

    Args:
        edges: Ascending edges of bins, hours, (B + 1,).
        from_h: Starts, (n,).
        to_h: Ends, at least the starts, ``inf`` where open, (n,).
        weight: Weights, (n,).
    """
    low, high = np.clip(from_h, edges[0], edges[-1]), np.clip(to_h, edges[0], edges[-1])
    return np.diff(_ramp(edges, low, weight) - _ramp(edges, high, weight))


def _ramp(at: FloatArray, knee: FloatArray, weight: FloatArray) -> FloatArray:
    """Return the sum of weight x max(0, at - knee) at some instants."""
    order = np.argsort(knee, kind="stable")
    knee, weight = knee[order], weight[order]
    total = np.append(0.0, np.cumsum(weight))
    moment = np.append(0.0, np.cumsum(weight * knee))
    before = np.searchsorted(knee, at, side="right")
    ramp: FloatArray = at * total[before] - moment[before]
    return ramp
