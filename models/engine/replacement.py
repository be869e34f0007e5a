"""New credentials for those who go on working after an account was disabled (M12).

Until they have them, they cannot work where the account was used: collateral, if the account
was shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.keys import key_of
from models.engine.propagation import token_rest_h
from models.engine.records import Collateral

if TYPE_CHECKING:
    from models.compiled.governance import Row
    from models.compiled.world import IntArray
    from models.engine.orders import Order
    from models.engine.secrets import Secrets
    from models.engine.state import State


@dataclass(slots=True)
class Replacement:
    """Closures of platforms until new credentials have arrived.

    Attributes:
        others: When others were blocked, by key of the closure of the data plane.
    """

    _state: State
    _secrets: Secrets
    others: dict[int, float]

    @classmethod
    def of(cls, state: State, secrets: Secrets) -> Replacement:
        """Return one that has replaced nothing."""
        return cls(state, secrets, {})

    def renew(
        self, order: Order, account: int, row: Row, others: IntArray, *, himself: bool
    ) -> None:
        """Replace the credential of an account now; its users wait for the new one.

        Args:
            order: The order that led to it.
            account: The account.
            row: Its control profile.
            others: Living agents that share it; their tokens work until they run out.
            himself: True where the agent of the order goes on too; it is stopped at once.
        """
        state = self._state
        self._secrets.replace(account)
        keys = order.key, int(state.agents.key[order.agent]), int(state.accounts.key[account])
        wait_h = row.redistribute_h.draw_one(state.stream("redistribution", *keys))
        if himself:
            alone = np.array([order.agent])
            self._close(key_of("renewed", *keys), account, alone, state.now, wait_h)
        if len(others):
            first = int(state.accounts.first_platform[account])
            rest_h = token_rest_h(state, account, first, order.key, state.now)
            key = key_of("redistributed", *keys)
            self.others[key] = state.now
            self._close(key, account, others, state.now + rest_h, wait_h)

    def records(self) -> Collateral:
        """Return whom the rotations from time 0 on blocked; the data plane must be finished."""
        found = [(at_h, key) for key, at_h in self.others.items() if at_h >= 0.0]
        blocked = [self._state.plane.blocked[key] for _, key in found]
        return Collateral(
            at_h=np.array([at_h for at_h, _ in found], dtype=np.float64),
            agents=np.array([each.agents for each in blocked], dtype=np.int64),
            agent_h=np.array([each.agent_h for each in blocked], dtype=np.float64),
        )

    def _close(
        self, key: int, account: int, agents: IntArray, from_h: float, wait_h: float
    ) -> None:
        """Stop agents on all platforms of an account until the new credential is there."""
        state = self._state
        stop_from_h = np.full(len(state.agents), np.inf)
        stop_from_h[agents] = from_h
        state.plane.close_platforms(key, state.accounts.covers[account], stop_from_h)
        if wait_h < np.inf:
            state.clock.at(state.now + wait_h, partial(self._open, key))

    def _open(self, key: int) -> None:
        self._state.plane.open_platforms(key)
