"""Who took the place of an account, so that what both open is counted once.

Where a holder has an old and a new account on one platform, the old one weighs what it opens
beyond the new one: a needed thing that the new one lacks, and of the things outside the scope
those that are more (at least as many as the wider of the two has, their union holds).  An old
account of several users is held against the new account of its first user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.authorisation import open_share, outside

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, FloatArray, IntArray
    from models.engine.state import State


class Heirs:
    """New accounts by the old ones whose place they took."""

    def __init__(self, state: State) -> None:
        """Start with none."""
        self._state = state
        self._heir = np.full(state.accounts.covers.shape, -1)
        self._ancestors: dict[int, set[int]] = {}

    def take_place(self, platform: int, old: IntArray, new: IntArray) -> None:
        """Enter that users of old accounts have new ones on a platform, (n,) each, in order."""
        for before, after in zip(old.tolist(), new.tolist(), strict=True):
            if self._heir[before, platform] < 0:
                self._heir[before, platform] = after
                self._ancestors.setdefault(after, set()).add(before)

    def with_ancestors(self, accounts: IntArray) -> IntArray:
        """Return some accounts and those whose place they took, each once."""
        if not self._ancestors:
            return accounts
        more = {old for each in accounts.tolist() for old in self._ancestors.get(each, ())}
        return np.unique(np.concatenate([accounts, np.array(sorted(more), dtype=np.int64)]))

    def is_alone(self, account: int) -> bool:
        """Return whether an account neither has an heir nor is one."""
        return account not in self._ancestors and bool((self._heir[account] < 0).all())

    def share_of(self, accounts: IntArray) -> tuple[BoolArray, FloatArray, BoolArray]:
        """Return what the live heirs of some accounts open, (n, R) each.

        Returns:
            Whether the needed thing is theirs, how many things outside the scope are, and
            whether there is a live heir.
        """
        state, platform_of = self._state, self._state.world.resource_platform
        heir = self._heir[accounts][:, platform_of]
        live = (heir >= 0) & np.isinf(state.accounts.ended_h[heir])
        resource = np.arange(len(platform_of))
        whose, place = np.unique(heir, return_inverse=True)
        extra = open_share(state, whose) * outside(state, whose)
        beyond: FloatArray = extra[place.reshape(heir.shape), resource] * live
        return state.grants.needed[heir, resource] & live, beyond, live

    def things_beyond(self, accounts: IntArray, needed: BoolArray, extra: FloatArray) -> FloatArray:
        """Return how many things of each resource some accounts open beyond their heirs, (n, R).

        Args:
            accounts: The accounts, (n,).
            needed: Whether they open the needed thing, (n, R).
            extra: How many things outside the scope they open, (n, R).
        """
        theirs, more, _ = self.share_of(accounts)
        found: FloatArray = np.maximum(extra - more, 0.0)
        return found + (needed & ~theirs)
