"""M1, changes of owner and purpose: a fleet goes on, but not as it was governed.

When a fleet's owner changes, each of its accounts keeps a known owner with the probability of an
account to have one at all; the others are without until a review or a reconciliation names one.
When its purpose changes, it needs other things of the same resources, where there are others: what
it was granted becomes excess, and what it needs now, if it does not hold it by chance, is asked for
anew.  Both come as keyed Poisson processes that no design changes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.engine.events import Kind
from models.engine.places import places_of

if TYPE_CHECKING:
    from models.compiled.world import IntArray
    from models.engine.places import Places
    from models.engine.state import State


class Changes:
    """All changes of owner and purpose in a run."""

    def __init__(self, state: State) -> None:
        """Know the accounts' places among the draws."""
        self._state = state
        self._places: Places = places_of(state)

    def start(self) -> None:
        """Put all changes on the clock."""
        fleets = self._state.world.fleets
        for fleet in range(len(fleets.ids)):
            owners = float(fleets.owner_changes_per_h[fleet])
            for number, at_h in enumerate(self._times("changes of owner", fleet, owners)):
                self._state.clock.at(at_h, partial(self._other_owner, fleet, number))
            purposes = float(fleets.purpose_changes_per_h[fleet])
            for number, at_h in enumerate(self._times("changes of purpose", fleet, purposes)):
                self._state.clock.at(at_h, partial(self._other_purpose, fleet, number))

    def _times(self, purpose: str, fleet: int, per_h: float) -> list[float]:
        """Return the instants of one fleet's changes, ascending."""
        world = self._state.world
        generator = self._state.stream(purpose, int(world.fleets.keys[fleet]))
        span_h = world.horizon_h + world.warm_up_h
        ages = generator.random(int(generator.poisson(per_h * span_h))) * span_h
        return sorted((ages - world.warm_up_h).tolist())

    def _live(self, fleet: int) -> IntArray:
        """Return the accounts of a fleet that live now, without orphans."""
        live, accounts = self._state.live_accounts(), self._state.accounts
        found: IntArray = live[(accounts.fleet[live] == fleet) & ~accounts.orphan[live]]
        return found

    def _other_owner(self, fleet: int, number: int) -> None:
        state, accounts = self._state, self._state.accounts
        whom, key = self._live(fleet), int(state.world.fleets.keys[fleet])
        places = self._places.among(fleet, orphan=False)
        for first in np.unique(accounts.first_platform[whom]).tolist():
            mine = whom[accounts.first_platform[whom] == first]
            keys = key, int(state.world.platform_keys[first])
            drawn = state.stream("owner after a change", *keys, number).random(places)
            keeps = drawn[self._places.of[mine]] < state.row(first, fleet).owned
            lost = int(np.count_nonzero(accounts.owned[mine] & ~keeps))
            accounts.owned[mine] &= keeps
            state.recorder.happened(
                Kind.OWNER_CHANGED,
                state.now,
                platform=first,
                settings=("inventory.owned",),
                what=state.world.fleets.ids[fleet],
                number=lost,
            )

    def _other_purpose(self, fleet: int, number: int) -> None:
        """Let a fleet need other things than it was given."""
        state, world, grants = self._state, self._state.world, self._state.grants
        needed = world.fleets.needed[fleet]
        other = world.count - needed
        moved = np.flatnonzero((needed > 0) & (other >= needed))
        whom = self._live(fleet)
        if not len(whom) or not len(moved):
            return
        held = self._held_by_chance(fleet, number, whom, moved)
        cells = np.ix_(whom, moved)
        covered = state.accounts.covers[whom][:, world.resource_platform[moved]]
        old, extra = grants.needed[cells], grants.extra[cells]
        more = (old.astype(np.int64) - held) * needed[moved]

        def update() -> None:
            grants.needed[cells] = held & covered
            grants.extra[cells] = np.where(
                covered, np.clip(extra + more, 0, other[moved]), extra
            ).astype(np.int32)

        state.change_grants(whom, update)
        state.recorder.happened(
            Kind.PURPOSE_CHANGED, state.now, number=len(whom), what=world.fleets.ids[fleet]
        )

    def _held_by_chance(
        self, fleet: int, number: int, whom: IntArray, moved: IntArray
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Return which accounts hold what their fleet needs now, (n, r): as likely as any other."""
        state, world = self._state, self._state.world
        needed = world.fleets.needed[fleet]
        places = self._places.among(fleet, orphan=False)
        found = np.zeros((len(whom), len(moved)), dtype=np.bool_)
        for column, resource in enumerate(moved.tolist()):
            keys = int(world.fleets.keys[fleet]), int(world.resource_keys[resource]), number
            drawn = state.stream("held by chance", *keys).random(places)[self._places.of[whom]]
            share = state.grants.extra[whom, resource] / (world.count[resource] - needed[resource])
            likely = np.ones(len(whom))
            for _ in range(int(needed[resource])):
                likely *= share
            found[:, column] = drawn < likely
        return found
