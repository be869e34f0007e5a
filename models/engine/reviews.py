"""Access reviews on a fixed grid per platform (M8).

A review looks at every live, known account that opens the platform.  Each thing outside
the designed scope is found with the same probability and taken away after a delay.  An
unknown account, an orphan and a forgotten local key are found with that probability too,
by the review of the platform that the account belongs to.

Chains over domains are reviewed like single domains here.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.engine.events import NOTHING, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from models.compiled.governance import Row
    from models.compiled.world import BoolArray, FloatArray, IntArray
    from models.engine.state import State

SHORTEST_H = 1.0
"""Shortest interval between reviews; a shorter one is taken as this."""

BLOCK = 64
"""Reviews whose finds are drawn together."""

MOST_THINGS = 2000
"""Things of one resource and account that each have their own draw."""

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
        world = state.world
        self._start_h = -world.warm_up_h
        self._phase = [
            float(state.stream("phase of reviews", int(key)).random())
            for key in world.platform_keys
        ]
        self.reviewed = np.zeros(len(state.accounts), dtype=np.bool_)
        self.looked_at = 0
        self.removed = 0
        self.cleaned_h: dict[tuple[int, int], float] = {}
        self._draws: dict[tuple[int, int, int], FloatArray] = {}
        self._place, self._places = _places(state)
        self._last_death = _last_deaths(state)

    def start(self) -> None:
        """Put the first review of every platform on the clock."""
        for platform in range(self._state.world.n_platforms):
            self._arm(platform, self._start_h)

    def found_h(self, account: int, platform: int, after_h: float) -> float:
        """Return when a review takes away what should not be there; ``inf``: no review does.

        Args:
            account: The account.
            platform: Platform whose reviews look for it.
            after_h: Reviews after this instant count.
        """
        fleet, at_h = int(self._state.accounts.fleet[account]), after_h
        for _ in range(MOST_AHEAD):
            at_h, row = self._next(platform, fleet, at_h)
            if math.isinf(at_h) or row.review_catch <= 0:
                return math.inf
            if self._finds(account, platform, at_h, row):
                break
        return at_h + self._state.governance.controls(at_h).at(platform, fleet).review_delay_h

    def _next(self, platform: int, fleet: int, after_h: float) -> tuple[float, Row]:
        """Return the next review for a fleet on a platform after an instant, and its profile."""
        phases = self._state.governance.phases
        row = phases[0].at(platform, fleet)
        for n, phase in enumerate(phases):
            until = phases[n + 1].start_h if n + 1 < len(phases) else math.inf
            if until <= after_h:
                continue
            row = phase.at(platform, fleet)
            at_h = self._on_grid(platform, row.review_every_h, max(after_h, phase.start_h))
            if at_h < until:
                return at_h, row
        return math.inf, row

    def _on_grid(self, platform: int, every_h: float, after_h: float) -> float:
        if math.isinf(every_h):
            return math.inf
        every = max(every_h, SHORTEST_H)
        origin = self._start_h + self._phase[platform] * every
        place = max(0, math.floor((after_h - origin) / every) + 1)
        while origin + place * every <= after_h:
            place += 1
        return origin + place * every

    def _finds(self, account: int, platform: int, at_h: float, row: Row) -> bool:
        """Say whether the review at an instant finds what should not be there."""
        world = self._state.world
        every = max(row.review_every_h, SHORTEST_H)
        place = round((at_h - self._start_h) / every - self._phase[platform])
        block = account, platform, place // BLOCK
        if block not in self._draws:
            keys = int(self._state.accounts.key[account]), int(world.platform_keys[platform])
            generator = self._state.stream("found in a review", *keys, block[2])
            self._draws[block] = generator.random(BLOCK)
        return bool(self._draws[block][place % BLOCK] < row.review_catch)

    def _arm(self, platform: int, after_h: float) -> None:
        fleets = np.unique(self._state.accounts.fleet[self._state.accounts.covers[:, platform]])
        times = {int(fleet): self._next(platform, int(fleet), after_h)[0] for fleet in fleets}
        at_h = min(times.values(), default=math.inf)
        if at_h < self._state.world.horizon_h:
            due = [fleet for fleet, time in times.items() if time == at_h]
            self._state.clock.at(at_h, lambda: self._review(platform, due))

    def _review(self, platform: int, fleets: list[int]) -> None:
        """Review a platform now, for some fleets."""
        state, accounts, now = self._state, self._state.accounts, self._state.now
        made = (accounts.created_h <= now) & accounts.covers[:, platform]
        made &= np.isin(accounts.fleet, fleets)
        seen = made & (now < accounts.ended_h)
        self.reviewed |= seen & accounts.known
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
            self._look_for_strays(platform, seen & of_fleet, keys, row, event)
        self._arm(platform, now)

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
        for column, resource in enumerate(resources.tolist()):
            for orphan in (False, True):
                mine = state.accounts.orphan[seen] == orphan
                keys = int(state.world.resource_keys[resource]), fleet_key, round(state.now * 60)
                generator = state.stream("excess found in a review", *keys, int(orphan))
                found[mine, column] = things_found(
                    generator,
                    extra[mine, column],
                    self._place[seen[mine]],
                    int(self._places[int(orphan), fleet]),
                    row.review_catch,
                )
        hit = found.any(axis=1)
        if hit.any():
            who, taken = seen[hit], found[hit]
            self._after(row.review_delay_h, lambda: self._take(who, resources, taken, review))

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
        self, platform: int, seen: BoolArray, keys: BoolArray, row: Row, review: int
    ) -> None:
        """Find orphans, unknown accounts and forgotten local keys."""
        state, accounts = self._state, self._state.accounts
        orphan = accounts.orphan | (self._last_death <= state.now)
        own = accounts.first_platform == platform
        stray = (seen & own & (orphan | ~accounts.known)) | keys
        for account in map(int, np.flatnonzero(stray)):
            if self._finds(account, platform, state.now, row):
                found = state.recorder.happened(
                    Kind.REVIEW_FOUND,
                    state.now,
                    account=account,
                    platform=platform,
                    cause=review,
                    settings=("review.every", "review.catch"),
                    what=_stray(bool(orphan[account]), bool(accounts.known[account])),
                )
                self._after(row.review_delay_h, partial(self._clean, account, platform, found))

    def _clean(self, account: int, platform: int, cause: int) -> None:
        """Act on a find now: end an orphan, list an unknown account, remove a local key."""
        state, accounts = self._state, self._state.accounts
        self.remove_local_key(account, platform, cause)
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


def _places(state: State) -> tuple[IntArray, IntArray]:
    """Return a place of each account within its fleet, (N,), and how many there are, (2, F).

    No design changes them: it is the slot of the agent that used the account first.  Orphans of
    the past are counted apart.
    """
    accounts, agents = state.accounts, state.agents
    found = np.zeros(len(accounts), dtype=np.int64)
    users = np.flatnonzero(np.diff(accounts.first_agent))
    found[users] = agents.slot[accounts.agent_list[accounts.first_agent[users]]]
    sizes = np.zeros((2, len(state.world.fleets.ids)), dtype=np.int64)
    np.maximum.at(sizes[0], agents.fleet, agents.slot + 1)
    for fleet, first in np.ndindex(sizes.shape[1], state.world.n_platforms):
        mine = (accounts.fleet == fleet) & (accounts.first_platform == first)
        orphans = np.flatnonzero(mine & accounts.orphan)
        found[orphans] = np.arange(len(orphans))
        sizes[1, fleet] = max(int(sizes[1, fleet]), len(orphans))
    return found, sizes


def _last_deaths(state: State) -> FloatArray:
    """Return when the last agent of each account dies, ``-inf`` for an orphan, (N,)."""
    accounts = state.accounts
    found = np.full(len(accounts), -np.inf)
    sizes = np.diff(accounts.first_agent)
    owner = np.repeat(np.arange(len(accounts)), sizes)
    np.maximum.at(found, owner, state.agents.death_h[accounts.agent_list])
    return found
