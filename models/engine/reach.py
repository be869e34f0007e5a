"""What an attacker can use, until when, and by which way (M10).

What the accounts that he holds may do is taken as it was at his first use; when each of them is
closed to him is not: that follows every order, rotation and expiry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.engine.authorisation import open_share
from models.engine.ways import efforts, through_edges

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.compiled.world import BoolArray, FloatArray, IntArray, World
    from models.engine.losses import Loss
    from models.engine.state import State

THING_DIGITS = 6
"""Decimals to which the things of a union are rounded, so that no rounding error is a thing."""


@dataclass(frozen=True, slots=True)
class Grip:
    """One account as an attacker holds it on one platform.

    Attributes:
        platform: Platform.
        account: Account.
        part: The loss by which he holds it.
    """

    platform: int
    account: int
    part: Loss


@dataclass(frozen=True, slots=True)
class Holdings:
    """What each of K grips can use.

    The accounts of one fleet need the same thing of a resource; what they have beyond it they have
    independently of each other, so the things of several are those of the expected union.

    Attributes:
        core: The needed thing of each resource is granted, (K, R).
        open: Share of the other things that can be used, (K, R).
        rest: Things of each resource beyond the needed one, (R,).
        apart: No two grips are on one platform.
    """

    core: BoolArray
    open: FloatArray
    rest: FloatArray
    apart: bool

    def things(self, alive: BoolArray) -> FloatArray:
        """Return the things that some of the grips can use together, (R,).

        Args:
            alive: Which grips, (K,).
        """
        core, shares = self.core[alive], self.open[alive]
        if self.apart:
            both: FloatArray = core.sum(axis=0) + shares.sum(axis=0) * self.rest
            return both
        missed = np.multiply.reduce(1.0 - shares, axis=0)
        found: FloatArray = core.any(axis=0) + np.round((1.0 - missed) * self.rest, THING_DIGITS)
        return found

    def uses(self) -> BoolArray:
        """Return which grip can use anything of which resource, (K, R)."""
        used: BoolArray = self.core | (self.open * self.rest > 0)
        return used


def holdings_of(state: State, account: IntArray, platform: IntArray) -> Holdings:
    """Return what K accounts can use now, each on one platform.

    Args:
        state: The replication.
        account: Accounts, (K,).
        platform: Platform on which each is held, (K,).
    """
    world = state.world
    here = world.resource_platform == platform[:, None]
    needed = np.zeros(world.n_resources, dtype=np.int64)
    own = world.fleets.needed[state.accounts.fleet[account]] * here
    np.maximum(needed, own.max(axis=0, initial=0), out=needed)
    return Holdings(
        core=state.grants.needed[account] & here,
        open=open_share(state, account) * here,
        rest=(world.count - needed).astype(np.float64),
        apart=len(np.unique(platform)) == len(platform),
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """Until when an attacker can use what he holds, and what lies behind trust edges.

    Attributes:
        holdings: What his K grips can use.
        end_h: Until when he has each grip, (K,).
        direct_end_h: Until when he can use anything of each resource by a grip, (R,).
        behind_end_h: Until when he can use all things of it by way of an edge; ``-inf`` where
            there is no way, (R,).
        count: Things of each resource, (R,).
    """

    holdings: Holdings
    end_h: FloatArray
    direct_end_h: FloatArray
    behind_end_h: FloatArray
    count: IntArray

    @property
    def last_h(self) -> float:
        """When the last access ends."""
        return max(float(self.end_h.max(initial=-np.inf)), float(self.behind_end_h.max()))

    def next_end_h(self, after_h: float) -> float:
        """Return when the first access ends after an instant; ``inf`` where none does."""
        ends = np.concatenate([self.end_h, self.behind_end_h])
        return float(ends[ends > after_h].min(initial=np.inf))

    def exposure_wh(self, weight: FloatArray, from_h: float, limit_h: float) -> float:
        """Return the integral of the weight that he can use: a union, each thing counted once."""
        through = np.maximum(np.minimum(self.behind_end_h, limit_h) - from_h, 0.0) * self.count
        start = np.maximum(self.behind_end_h, from_h)
        if self.holdings.apart:
            everything = np.ones(len(self.end_h), dtype=np.bool_)
            length = np.maximum(np.minimum(self.direct_end_h, limit_h) - start, 0.0)
            held = self.holdings.things(everything) * length
        else:
            held = self._layers(start, limit_h)
        return float((weight * (held + through)).sum())

    def _layers(self, start_h: FloatArray, limit_h: float) -> FloatArray:
        """Return the integral of the things of a dwindling set of grips, (R,)."""
        order = np.argsort(-self.end_h, kind="stable")
        core = np.logical_or.accumulate(self.holdings.core[order], axis=0)
        missed = np.multiply.accumulate(1.0 - self.holdings.open[order], axis=0)
        things = core + (1.0 - missed) * self.holdings.rest
        begin = np.append(self.end_h[order][1:], -np.inf)[:, None]
        end = np.minimum(self.end_h[order], limit_h)[:, None]
        length = np.maximum(end - np.maximum(begin, start_h), 0.0)
        total: FloatArray = (things * length).sum(axis=0)
        return total

    def things(self, at_h: float) -> FloatArray:
        """Return the things that he can use at an instant, (R,)."""
        direct = self.holdings.things(self.end_h > at_h)
        return np.where(self.behind_end_h > at_h, np.maximum(self.count, direct), direct)

    def ever(self) -> FloatArray:
        """Return the things that he can use at some time, (R,)."""
        return self.things(-np.inf)


def reach(
    world: World, holdings: Holdings, end_h: FloatArray, lasts: Callable[[int, float], float]
) -> Reach:
    """Return what somebody can use who holds accounts, and until when.

    Args:
        world: The organisation.
        holdings: What the grips can use.
        end_h: Until when each is held, (K,).
        lasts: How long each trust edge leads further, as `ways.through_edges`.
    """
    by_grip = np.where(holdings.uses(), end_h[:, None], -np.inf)
    direct_end = by_grip.max(axis=0, initial=-np.inf)
    behind_end = through_edges(world.edges, direct_end, lasts)
    return Reach(holdings, end_h, direct_end, behind_end, world.count)


def weakest_ways(
    state: State, grips: Sequence[Grip], holdings: Holdings
) -> tuple[FloatArray, IntArray]:
    """Return the effort of the weakest way to each resource, and by whose fleet's access, (R,).

    A stored secret is the weakest thing to hold, then what others share or delegate, then what a
    platform issues or exchanges; each trust edge on the way adds to it (`ways.STEP_EFFORT`).
    """
    world, accounts = state.world, state.accounts
    effort = np.full(world.n_resources, np.inf)
    fleet = np.full(world.n_resources, int(accounts.fleet[grips[0].account]))
    for grip, used in zip(grips, holdings.uses(), strict=True):
        of = int(accounts.fleet[grip.account])
        row = state.way_row(grip.account, grip.platform)
        weaker = used & (10.0 * row.behaviour + row.minted < effort)
        effort[weaker], fleet[weaker] = 10.0 * row.behaviour + row.minted, of
    return efforts(world.edges, world.edge_kind, effort), fleet
