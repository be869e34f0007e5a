"""New credentials for those who go on working after an account was disabled (M12).

Until they have them, they cannot work where the account was used: collateral, if the account
was shared.  When the compromise of a directory is contained, all its accounts get new ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.engine.events import Kind
from models.engine.propagation import token_rest_h
from models.engine.records import Collateral

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, FloatArray, IntArray
    from models.engine.losses import Loss
    from models.engine.orders import Order
    from models.engine.secrets import Secrets
    from models.engine.state import State


@dataclass(frozen=True, slots=True)
class Blocked:
    """Others whom one rotation, or the recovery of a directory, kept from working.

    Attributes:
        at_h: When the credential was replaced.
        agents: Others, (n,).
        for_h: For how long each could not work somewhere, hours in [0, H), (n,).
    """

    at_h: float
    agents: IntArray
    for_h: FloatArray


class Replacement:
    """Closures of platforms until new credentials have arrived."""

    def __init__(self, state: State, secrets: Secrets) -> None:
        """Start with none.

        Args:
            state: The replication.
            secrets: Stored secrets.
        """
        self._state = state
        self._secrets = secrets
        self._blocked: list[Blocked] = []

    def renew(self, order: Order, account: int, others: IntArray, *, himself: bool) -> None:
        """Replace the credential of an account now; its users wait for the new one.

        Each platform gets it in its own time.

        Args:
            order: The order that led to it.
            account: The account.
            others: Living agents that share it; their tokens work until they run out.
            himself: True where the agent of the order goes on too; it is stopped at once.
        """
        self._secrets.replace(account)
        event = self._state.recorder.happened(
            Kind.CREDENTIAL_REPLACED,
            self._state.now,
            agent=order.agent,
            account=account,
            platform=int(self._state.accounts.first_platform[account]),
            cause=order.event,
            settings=("shared_order.redistribute",),
            what="order",
            number=len(others),
        )
        blocked = Blocked(self._state.now, others, np.zeros(len(others)))
        for platform in np.flatnonzero(self._state.accounts.covers[account]).tolist():
            self._close(order, account, platform, blocked, event, himself=himself)
        if len(others):
            self._blocked.append(blocked)

    def _close(
        self,
        order: Order,
        account: int,
        platform: int,
        blocked: Blocked,
        event: int,
        *,
        himself: bool,
    ) -> None:
        """Stop users of an account on a platform until the new credential is there."""
        state, now = self._state, self._state.now
        place = int(state.world.platform_keys[platform])
        keys = order.key, int(state.agents.key[order.agent]), place
        row = state.way_row(account, platform)
        until_h = now + row.redistribute_h.draw_one(state.stream("redistribution", *keys))
        from_h = np.full(len(state.agents), np.inf)
        who = blocked.agents.tolist()
        rests = [token_rest_h(state, a, account, platform, order.key, now) for a in who]
        first_h = now + np.array(rests, dtype=np.float64)
        # Whoever works with another account there by now is not stopped.
        first_h[state.accounts.account_of[blocked.agents, platform] != account] = np.inf
        from_h[blocked.agents] = np.where(first_h < until_h, first_h, np.inf)
        np.maximum(blocked.for_h, self._lasts_h(blocked, first_h, until_h), out=blocked.for_h)
        if himself and state.accounts.account_of[order.agent, platform] == account:
            from_h[order.agent] = now
        if not np.isfinite(from_h).any():
            return
        key = state.new_closure()
        only = np.arange(state.world.n_platforms) == platform
        state.plane.close_platforms(key, only, from_h, event)
        if until_h < np.inf:
            state.clock.at(until_h, partial(self._open, key, event))

    def reset(self, loss: Loss, platforms: list[int], cause: int) -> None:
        """Give all accounts of a directory new credentials now, on some of its platforms.

        Nothing that was issued before works there any more, so whoever lives waits for the new
        ones: that is collateral.

        Args:
            loss: The compromise of the directory.
            platforms: Platforms that are bound to it.
            cause: Event in a trace that led to it.
        """
        state, agents = self._state, self._state.agents
        accounts = state.live_accounts()
        accounts = accounts[state.accounts.directory[accounts] == loss.place]
        for account in accounts.tolist():
            if state.accounts.covers[account, platforms].any():
                self._secrets.replace(account)
        mine = np.isin(state.accounts.account_of[:, platforms], accounts).any(axis=1)
        live = (agents.birth_h <= state.now) & (state.now < agents.death_h)
        users = np.flatnonzero(mine & live)
        blocked = Blocked(state.now, users, np.zeros(len(users)))
        for platform in platforms:
            here = np.isin(state.accounts.account_of[users, platform], accounts)
            for fleet in np.unique(agents.fleet[users[here]]).tolist():
                of_fleet = here & (agents.fleet[users] == fleet)
                self._stop_all(loss, platform, fleet, blocked, of_fleet, cause)
        self._blocked.append(blocked)

    def _stop_all(
        self,
        loss: Loss,
        platform: int,
        fleet: int,
        blocked: Blocked,
        whom: BoolArray,
        cause: int,
    ) -> None:
        """Stop agents of a fleet on a platform from now on until the new credentials are there."""
        state, now = self._state, self._state.now
        keys = int(state.world.platform_keys[platform]), int(state.world.fleets.keys[fleet])
        generator = state.stream("redistribution to all", loss.key, *keys)
        until_h = now + state.row(platform, fleet).redistribute_h.draw_one(generator)
        from_h = np.full(len(state.agents), np.inf)
        from_h[blocked.agents[whom]] = now
        first_h = np.where(whom, now, np.inf)
        np.maximum(blocked.for_h, self._lasts_h(blocked, first_h, until_h), out=blocked.for_h)
        key = state.new_closure()
        only = np.arange(state.world.n_platforms) == platform
        state.plane.close_platforms(key, only, from_h, cause)
        if until_h < np.inf:
            state.clock.at(until_h, partial(self._open, key, cause))

    def _lasts_h(self, blocked: Blocked, from_h: FloatArray, until_h: float) -> FloatArray:
        """Return how long others are blocked, of the time in [0, H) that they live, (n,)."""
        agents, horizon_h = self._state.agents, self._state.world.horizon_h
        end = np.minimum(agents.death_h[blocked.agents], min(until_h, horizon_h))
        lasts: FloatArray = np.maximum(end - np.maximum(from_h, 0.0), 0.0)
        return lasts

    def _open(self, key: int, event: int) -> None:
        self._state.plane.open_platforms(key, event)

    def records(self) -> Collateral:
        """Return whom the rotations from time 0 on blocked."""
        found = [each for each in self._blocked if each.at_h >= 0.0]
        return Collateral(
            at_h=np.array([each.at_h for each in found], dtype=np.float64),
            agents=np.array([np.count_nonzero(each.for_h) for each in found], dtype=np.int64),
            agent_h=np.array([each.for_h.sum() for each in found], dtype=np.float64),
        )
