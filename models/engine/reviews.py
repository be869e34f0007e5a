"""Access reviews on a fixed grid per platform (M8).

A review looks at every live, known account that opens the platform.  Each thing outside
the designed scope is found with the same probability and taken away after a delay.  An
unknown account, an orphan and a forgotten local key are found with that probability too,
by the review of the platform that the account belongs to; so is a missing owner.  An account that
others replaced is found by the review of each platform that it still opens.

A review of domain scope sees each grant alone.  One of chain scope looks a second time, at what
the holder's grants on several domains lead to together (`combinations`): it sees a toxic
combination with the same probability, and takes it apart, with all the excess that it rests on.
So excess that is part of one stays with (1 - catch)^2 instead of 1 - catch.

*Reconciliation* compares what is on a platform with the inventory, on a grid of its own.  It
misses nothing and judges nothing: it finds unknown accounts, orphans, local keys and missing
owners with certainty, and no excess; it counts as no review.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Decision
from models.engine import combinations
from models.engine.cadence import Cadence
from models.engine.claims import with_next_token
from models.engine.events import NOTHING, Kind
from models.engine.places import last_deaths, places_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from models.compiled.governance import Row
    from models.compiled.world import BoolArray, FloatArray, IntArray
    from models.engine.state import State

BLOCK = 64
"""Reviews whose finds are drawn together."""

MOST_THINGS = 2000
"""Things of one resource and account that each have their own draw."""

FINDS = ("review.every", "review.catch")
"""Controls that decide whether a review finds a stray."""

MOST_AHEAD = 400
"""How many reviews ahead a find is looked for; after that the last one counts."""


class Reviews:
    """All reviews of a run.

    Attributes:
        reviewed: Accounts that a review has looked at, (N,).
        looked_at: Things looked at.
        removed: Things taken away.
        cleaned_h: When a local key was removed, by account and platform.
    """

    def __init__(self, state: State) -> None:
        """Draw the phases of the grids."""
        self._state = state
        self._grid = Cadence(state, "phase of reviews", lambda row: row.review_every_h)
        self._comparing = Cadence(state, "phase of reconciliation", lambda row: row.reconcile_h)
        self.reviewed = np.zeros(len(state.accounts), dtype=np.bool_)
        self.looked_at = 0
        self.removed = 0
        self.cleaned_h: dict[tuple[int, int], float] = {}
        self._draws: dict[tuple[int, int, int], FloatArray] = {}
        self._places = places_of(state)
        self._last_death = last_deaths(state)
        self._leads = combinations.leads_to(state.world)

    def start(self) -> None:
        """Put the first review and reconciliation of every platform on the clock."""
        self._grid.start(self._review)
        self._comparing.start(self._compare)

    def found_h(self, account: int, platform: int, after_h: float) -> float:
        """Return when a review or reconciliation takes away what should not be there.

        Args:
            account: The account.
            platform: Platform whose reviews look for it.
            after_h: Those after this instant count.

        Returns:
            The instant; ``inf``: none of them does.
        """
        fleet = int(self._state.accounts.fleet[account])
        compared_h, row = self._comparing.next(platform, fleet, after_h)
        reviewed_h = self._reviewed_h(account, platform, fleet, after_h)
        return min(reviewed_h, compared_h + row.review_delay_h)

    def _reviewed_h(self, account: int, platform: int, fleet: int, after_h: float) -> float:
        at_h = after_h
        for _ in range(MOST_AHEAD):
            at_h, row = self._grid.next(platform, fleet, at_h)
            if math.isinf(at_h) or row.review_catch <= 0:
                return math.inf
            if self._finds(account, platform, at_h, row):
                break
        return at_h + self._state.governance.controls(at_h).at(platform, fleet).review_delay_h

    def _finds(self, account: int, platform: int, at_h: float, row: Row) -> bool:
        """Say whether the review at an instant finds what should not be there."""
        world, place = self._state.world, self._grid.place(platform, at_h, row)
        block = account, platform, place // BLOCK
        if block not in self._draws:
            keys = int(self._state.accounts.key[account]), int(world.platform_keys[platform])
            generator = self._state.stream("found in a review", *keys, block[2])
            self._draws[block] = generator.random(BLOCK)
        return bool(self._draws[block][place % BLOCK] < row.review_catch)

    def _review(self, platform: int, fleets: list[int]) -> None:
        """Review a platform now, for some fleets."""
        state, accounts, now = self._state, self._state.accounts, self._state.now
        made = self._made(platform, fleets)
        seen = made & (now < accounts.ended_h)
        self.reviewed |= seen & accounts.known
        state.debt.look(platform, fleets, seen & accounts.known)
        event = state.recorder.happened(
            Kind.REVIEWED, now, platform=platform, number=int(np.count_nonzero(seen))
        )
        for fleet in fleets:
            of_fleet = accounts.fleet == fleet
            row = state.row(platform, fleet)
            self._take_excess(
                platform, np.flatnonzero(seen & of_fleet & accounts.known), row, event
            )
            keys = made & of_fleet & accounts.residue[:, platform]
            self._name_owners(platform, fleet, seen & of_fleet, row)
            self._look_for_strays(platform, seen & of_fleet, keys, row, event)

    def _compare(self, platform: int, fleets: list[int]) -> None:
        """Compare a platform with the inventory now, for some fleets: find every stray."""
        accounts, made = self._state.accounts, self._made(platform, fleets)
        seen = made & (self._state.now < accounts.ended_h)
        number = int(np.count_nonzero(seen))
        event = self._state.recorder.happened(
            Kind.RECONCILED, self._state.now, platform=platform, number=number
        )
        for fleet in fleets:
            of_fleet, row = accounts.fleet == fleet, self._state.row(platform, fleet)
            self._name_owners(platform, fleet, seen & of_fleet, row, certain=True)
            keys = made & of_fleet & accounts.residue[:, platform]
            self._look_for_strays(platform, seen & of_fleet, keys, row, event, certain=True)

    def _made(self, platform: int, fleets: list[int]) -> BoolArray:
        """Return which accounts of some fleets on a platform were created by now, (N,)."""
        accounts = self._state.accounts
        made = (accounts.created_h <= self._state.now) & accounts.covers[:, platform]
        found: BoolArray = made & np.isin(accounts.fleet, fleets)
        return found

    def _name_owners(
        self, platform: int, fleet: int, seen: BoolArray, row: Row, *, certain: bool = False
    ) -> None:
        """Name an owner of accounts, known and in use, that have lost or never had one."""
        state, accounts = self._state, self._state.accounts
        lack = seen & ~accounts.owned & (accounts.first_platform == platform)
        lack &= (accounts.known | certain) & (self._last_death > state.now)
        whom = np.flatnonzero(lack)
        if not len(whom):
            return
        keys = int(state.world.platform_keys[platform]), int(state.world.fleets.keys[fleet])
        generator = state.stream("owner named in a review", *keys, round(state.now * 60))
        drawn = generator.random(self._places.among(fleet, orphan=False))[self._places.of[whom]]
        accounts.owned[whom] = (drawn < row.review_catch) | certain

    def _take_excess(self, platform: int, seen: IntArray, row: Row, review: int) -> None:
        """Find things outside the scope of known accounts of a fleet; take them after the delay."""
        state, grants = self._state, self._state.grants
        resources = np.flatnonzero(state.world.resource_platform == platform)
        extra = grants.extra[np.ix_(seen, resources)]
        self.looked_at += int(extra.sum() + grants.needed[np.ix_(seen, resources)].sum())
        if not extra.any() or row.review_catch <= 0:
            return
        fleet = int(state.accounts.fleet[seen[0]])
        fleet_key = int(state.world.fleets.keys[fleet])
        found = np.zeros_like(extra)
        together = self._together(seen, resources, extra) if row.review_chain else None
        for column, resource in enumerate(resources.tolist()):
            for orphan in (False, True):
                mine = state.accounts.orphan[seen] == orphan
                keys = int(state.world.resource_keys[resource]), fleet_key, round(state.now * 60)
                place, places = (
                    self._places.of[seen[mine]],
                    self._places.among(fleet, orphan=orphan),
                )
                generator = state.stream("excess found in a review", *keys, int(orphan))
                found[mine, column] = things_found(
                    generator, extra[mine, column], place, places, row.review_catch
                )
                if together is not None:
                    generator = state.stream("combination seen in a review", *keys, int(orphan))
                    sees = generator.random(places)[place] < row.review_catch
                    whole = sees & together[mine, column]
                    found[mine, column] = np.where(whole, extra[mine, column], found[mine, column])
        hit = found.any(axis=1)
        if hit.any():
            who, taken = seen[hit], found[hit]
            self._after(
                row.review_delay_h,
                lambda: self._take_with_tokens(platform, who, resources, taken, review),
            )

    def _together(
        self, seen: IntArray, resources: IntArray, extra: npt.NDArray[np.int32]
    ) -> BoolArray:
        """Return which excess is part of a toxic combination, (n, r): looked at a second time."""
        world, accounts = self._state.world, self._state.accounts
        toxic = combinations.combined(world, accounts, self._leads, seen)[:, resources]
        found: BoolArray = toxic & (extra > 0)
        self.looked_at += int(extra[found].sum())
        return found

    def combinations(self) -> int:
        """Return how many toxic combinations stand now: resources of accounts with such excess."""
        live = self._state.live_accounts()
        world, accounts = self._state.world, self._state.accounts
        toxic = combinations.combined(world, accounts, self._leads, live)
        return int(np.count_nonzero(toxic & (self._state.grants.extra[live] > 0)))

    def _take_with_tokens(
        self,
        platform: int,
        who: IntArray,
        resources: IntArray,
        taken: npt.NDArray[np.int32],
        review: int,
    ) -> None:
        """Take things away as soon as the tokens that still grant them have run out."""
        state = self._state
        if state.row(platform, int(state.accounts.fleet[who[0]])).decision != Decision.TOKEN_CLAIM:
            self._take(who, resources, taken, review)
            return
        for place, account in enumerate(who.tolist()):
            mine = slice(place, place + 1)
            act = partial(self._take, who[mine], resources, taken[mine], review)
            with_next_token(state, account, platform, act)

    def _take(
        self, who: IntArray, resources: IntArray, taken: npt.NDArray[np.int32], review: int
    ) -> None:
        """Take things away now."""
        extra = self._state.grants.extra
        where = np.ix_(who, resources)
        left = np.maximum(extra[where] - taken, 0)
        self.removed += int((extra[where] - left).sum())

        def update() -> None:
            extra[where] = left

        self._state.change_grants(who, update)
        if self._state.recorder.on:
            platform = int(self._state.world.resource_platform[resources[0]])
            for account, things in zip(who.tolist(), taken.sum(axis=1).tolist(), strict=True):
                self._state.recorder.happened(
                    Kind.GRANT_ENDED,
                    self._state.now,
                    account=account,
                    platform=platform,
                    cause=review,
                    settings=("review.every", "review.catch", "review.delay"),
                    what="review",
                    number=int(things),
                )

    def _look_for_strays(
        self,
        platform: int,
        seen: BoolArray,
        keys: BoolArray,
        row: Row,
        review: int,
        *,
        certain: bool = False,
    ) -> None:
        """Find orphans, unknown accounts and forgotten local keys."""
        state, accounts = self._state, self._state.accounts
        orphan = accounts.orphan | (self._last_death <= state.now)
        own = accounts.first_platform == platform
        left = accounts.covers[:, platform] & (accounts.left_h[:, platform] <= state.now)
        stray = (seen & ((own & (orphan | ~accounts.known)) | left)) | keys
        for account in map(int, np.flatnonzero(stray)):
            if certain or self._finds(account, platform, state.now, row):
                found = state.recorder.happened(
                    Kind.REVIEW_FOUND,
                    state.now,
                    account=account,
                    platform=platform,
                    cause=review,
                    settings=("inventory.reconcile",) if certain else FINDS,
                    what="old account"
                    if left[account]
                    else _stray(bool(orphan[account]), bool(accounts.known[account])),
                )
                self._after(row.review_delay_h, partial(self._clean, account, platform, found))

    def _clean(self, account: int, platform: int, cause: int) -> None:
        """Act on a find now: end an orphan or a replaced account, list another, remove a key."""
        state, accounts = self._state, self._state.accounts
        self.remove_local_key(account, platform, cause)
        if accounts.left_h[account, platform] <= state.now:
            accounts.known[account] = True
            state.end_way(account, platform, cause)
            return
        if accounts.first_platform[account] != platform:
            return
        if not accounts.known[account]:
            state.recorder.happened(
                Kind.ACCOUNT_LISTED, state.now, account=account, platform=platform, cause=cause
            )
        accounts.known[account] = True
        if accounts.orphan[account] or self._last_death[account] <= state.now:
            state.end_account(account, cause)

    def remove_local_key(self, account: int, platform: int, cause: int = NOTHING) -> None:
        """Remove now the local key that federation left behind, if it is still there."""
        if self._state.accounts.residue[account, platform]:
            self._state.accounts.residue[account, platform] = False
            self.cleaned_h[account, platform] = self._state.now
            self._state.keys_revoked += 1
            self._state.recorder.happened(
                Kind.CREDENTIAL_REMOVED,
                self._state.now,
                account=account,
                platform=platform,
                cause=cause,
                settings=("residue",),
                what="local key",
            )

    def _after(self, delay_h: float, act: Callable[[], None]) -> None:
        """Do something after a delay; never where it is infinite."""
        if delay_h <= 0:
            act()
        elif delay_h < math.inf:
            self._state.clock.at(self._state.now + delay_h, act)


def _stray(orphan: bool, known: bool) -> str:  # noqa: FBT001 - two facts about one account
    """Return what a stray account is in a word."""
    if orphan:
        return "orphan"
    return "local key" if known else "unknown account"


def things_found(
    generator: np.random.Generator,
    things: npt.NDArray[np.int32],
    place: IntArray,
    places: int,
    catch: float,
) -> npt.NDArray[np.int32]:
    """Return how many of the things of each account a review finds, (n,).

    The j-th thing of an account takes the j-th draw of its place, so that neither what others
    hold nor who is left out shifts anybody's draws; more things, or a better review, find more.

    Args:
        generator: Keyed stream.
        things: Things of each account, (n,).
        place: Place of each account among the draws, which no design changes, (n,).
        places: How many places there are.
        catch: Probability that one thing is found.
    """
    found = np.zeros_like(things)
    for thing in range(min(int(things.max(initial=0)), MOST_THINGS)):
        drawn = generator.random(places)[place]
        found += (drawn < catch) & (thing < things)
    rest = generator.binomial(np.maximum(things - MOST_THINGS, 0), catch)
    return found + rest.astype(np.int32)
