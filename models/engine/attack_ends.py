"""Until when what an attacker holds works: rotation, expiry, death, orders, containment (M10)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from models.engine.propagation import task_rest_h, token_rest_h

if TYPE_CHECKING:
    from models.engine.losses import Loss
    from models.engine.orders import OrderBook
    from models.engine.reach import Grip
    from models.engine.reviews import Reviews
    from models.engine.secrets import Secrets
    from models.engine.state import State


class Ends:
    """When each grip of an attacker ends, as far as is known now."""

    def __init__(self, state: State, secrets: Secrets, reviews: Reviews, book: OrderBook) -> None:
        """Know what ends access.

        Args:
            state: The replication.
            secrets: Stored secrets.
            reviews: Reviews, which remove forgotten keys.
            book: Orders.
        """
        self._state = state
        self._secrets = secrets
        self._reviews = reviews
        self._book = book
        self._rests: dict[tuple[int, int, int, float], float] = {}

    def end_h(self, grip: Grip) -> float:
        """Return when an account is closed to the attacker on a platform."""
        loss, platform, account = grip.part, grip.platform, grip.account
        natural = self._natural_end_h(loss, platform, account)
        ordered = self._book.dead_h(loss.agent, account, platform, loss.at_h)
        if math.isinf(ordered):
            ordered = self._account_end_h(loss, platform, account)
        return min(natural, ordered)

    def _natural_end_h(self, loss: Loss, platform: int, account: int) -> float:
        """Return when what was lost stops working by itself."""
        match loss.what:
            case "token":
                end_h = loss.at_h + self._stolen_h(loss, platform, account)
            case "secret":
                end_h = self._secrets.leaked_until_h(account, loss.at_h)
                if loss.at_h < end_h < math.inf:
                    end_h += self._token_h(loss, platform, account, end_h)
            case "local_key":
                end_h = self._reviews.cleaned_h.get((account, platform), math.inf)
            case "agent":
                end_h = self._after_death_h(loss, platform, account)
            case _:
                end_h = math.inf
        return end_h

    def _after_death_h(self, loss: Loss, platform: int, account: int) -> float:
        """Return when what a hijacked agent held stops working after its death."""
        death_h = float(self._state.agents.death_h[loss.agent])
        if math.isinf(death_h):
            return math.inf
        if self._secrets.row(account, death_h).exportable:
            return self._until_rotation_h(loss, platform, account, death_h)
        return death_h + self._token_h(loss, platform, account, death_h)

    def _until_rotation_h(self, loss: Loss, platform: int, account: int, after_h: float) -> float:
        rotated_h = self._secrets.next_rotation(account, after_h)
        if math.isinf(rotated_h):
            return math.inf
        return rotated_h + self._token_h(loss, platform, account, rotated_h)

    def _account_end_h(self, loss: Loss, platform: int, account: int) -> float:
        """Return when the end of the account, or of what it opens there, closes the platform."""
        if loss.what == "local_key":
            return math.inf
        closed_h = self._state.closed_h.get((account, platform), math.inf)
        ended_h = min(closed_h, float(self._state.accounts.ended_h[account]))
        if math.isinf(ended_h):
            return math.inf
        return ended_h + self._token_h(loss, platform, account, ended_h)

    def _token_h(self, loss: Loss, platform: int, account: int, at_h: float) -> float:
        """Return how long tokens go on once nothing is issued any more."""
        asked = loss.key, platform, account, at_h
        if asked not in self._rests:
            rest_h = token_rest_h(self._state, loss.agent, account, platform, loss.key, at_h)
            self._rests[asked] = rest_h
        return self._rests[asked]

    def _stolen_h(self, loss: Loss, platform: int, account: int) -> float:
        """Return how long a stolen token works: its rest, or that of the task it was issued for."""
        asked = loss.key, platform, account, -math.inf
        if asked not in self._rests:
            state, agent, key = self._state, loss.agent, loss.key
            row = state.way_row(account, platform)
            rest_h = token_rest_h(state, agent, account, platform, key, loss.at_h, mints=False)
            if row.jit:
                rest_h = min(rest_h, task_rest_h(state, agent, platform, key, row))
            self._rests[asked] = rest_h
        return self._rests[asked]
