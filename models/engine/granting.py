"""M2, grants: how many things an account gets, and which.

Granted = min(needed x factor x scope, all things there); what is granted beyond need is spread over
the things of the platform without preference.  Who holds what at the start: `stocks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from models.engine.streams import stream

if TYPE_CHECKING:
    from models.compiled.governance import Controls, Row
    from models.compiled.sampler import Sampler
    from models.compiled.world import BoolArray, IntArray, World
    from models.engine.accounts import Accounts, Grants

FEW = 2000
"""Grants of accounts that are few enough to be remembered: 16 KiB of them, 512 times at most."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What n accounts of one fleet are granted on one platform.

    Attributes:
        resources: Resources of the platform, (r,).
        needed: The needed thing of each is granted, (n, r).
        extra: Things of each outside the scope that are granted, (n, r).
        capped: The factor asked for more than there is, (n,).
    """

    resources: IntArray
    needed: BoolArray
    extra: IntArray
    capped: BoolArray


def grant(
    world: World,
    controls: Controls,
    replication: int,
    accounts: Accounts,
    grants: Grants,
    whom: BoolArray,
) -> None:
    """Draw the grants of some accounts on some platforms anew; what they inherited there stands.

    Args:
        world: The organisation.
        controls: Control profiles that say how much is granted.
        replication: Index of the replication.
        accounts: All accounts.
        grants: Changed in place.
        whom: Pairs of account and platform to draw for, (N, P).
    """
    whom = whom & ~grants.inherited
    for fleet in range(len(world.fleets.ids)):
        mine = np.flatnonzero(accounts.fleet == fleet)
        asked, orphans = whom[mine], accounts.orphan[mine]
        for platform in np.flatnonzero(world.uses[fleet]).tolist():
            for orphan in (False, True):
                kept = mine[asked[:, platform] & (orphans == orphan)]
                if len(kept):
                    # For all places, so that no account shifts another's; then keep some.
                    row, place = controls.at(platform, fleet), accounts.place[kept]
                    size = int(place.max()) + 1
                    found = draw_grants(world, row, replication, (platform, fleet), size)
                    _keep(grants, found, kept, place)


def _keep(grants: Grants, found: Drawn, accounts: IntArray, place: IntArray) -> None:
    where = np.ix_(accounts, found.resources)
    grants.needed[where] = found.needed[place]
    grants.extra[where] = found.extra[place]
    grants.ceiling_hits += int(np.count_nonzero(found.capped[place]))


def draw_grants(
    world: World, row: Row, replication: int, where: tuple[int, int], size: int
) -> Drawn:
    """Draw what accounts of one kind are granted; the first ones do not depend on how many.

    Args:
        world: The organisation.
        row: Control profile that says how much is granted.
        replication: Index of the replication.
        where: Platform and fleet.
        size: How many accounts.
    """
    platform, fleet = where
    resources = np.flatnonzero(world.resource_platform == platform)
    needed = world.fleets.needed[fleet, resources]
    share = Share(
        seed=world.seed,
        replication=replication,
        keys=(int(world.fleets.keys[fleet]), int(world.platform_keys[platform])),
        resources=tuple(world.resource_keys[resources].tolist()),
        needed=tuple(needed.tolist()),
        outside=tuple((world.count[resources] - needed).tolist()),
        factor=row.grant_factor,
        scope=row.scope,
        size=size,
    )
    few = size * len(resources) <= FEW
    picked, extra, capped = _remembered(share) if few else _shared_out(share)
    return Drawn(resources, picked >= np.maximum(needed, 1), extra, capped)


@dataclass(frozen=True, slots=True)
class Share:
    """All that decides what n accounts of one kind are granted: equal ones get the same.

    Attributes:
        seed: Seed of the experiment.
        replication: Index of the replication.
        keys: Stable keys of fleet and platform.
        resources: Stable keys of the platform's resources, r of them.
        needed: Things needed of each.
        outside: Things of each outside the scope.
        factor: Granted / needed.
        scope: Share of that which compensating controls leave.
        size: How many accounts, n.
    """

    seed: int
    replication: int
    keys: tuple[int, int]
    resources: tuple[int, ...]
    needed: tuple[int, ...]
    outside: tuple[int, ...]
    factor: Sampler
    scope: float
    size: int


def _shared_out(share: Share) -> tuple[IntArray, IntArray, BoolArray]:
    """Return needed things and others that are granted, (n, r) each, and who hit the ceiling."""
    needed, outside = sum(share.needed), sum(share.outside)
    generator = stream(share.seed, share.replication, "grant factor", *share.keys)
    wanted = np.rint(share.factor.draw(generator, share.size) * needed * share.scope)
    granted = np.minimum(wanted, needed + outside).astype(np.int64)
    of_need = np.minimum(granted, needed)
    picked = _spread(share, "needed granted", share.needed, of_need)
    extra = _spread(share, "extra granted", share.outside, granted - of_need)
    return picked, extra, wanted > needed + outside


@lru_cache(maxsize=512)
def _remembered(share: Share) -> tuple[IntArray, IntArray, BoolArray]:
    # All designs of a replication inherit the same stocks, and most grant by the same factors.
    found = _shared_out(share)
    for array in found:
        array.flags.writeable = False
    return found


def _spread(share: Share, purpose: str, available: tuple[int, ...], amount: IntArray) -> IntArray:
    """Draw *amount* things of each account without preference, (n, r).

    Multivariate hypergeometric, one resource after the other, each with its own stream.
    """
    found = np.zeros((len(amount), len(available)), dtype=np.int64)
    left, rest = amount.copy(), sum(available)
    for place, (resource, there) in enumerate(zip(share.resources, available, strict=True)):
        rest -= there
        if not left.any():
            break
        generator = stream(share.seed, share.replication, purpose, *share.keys, resource)
        found[:, place] = generator.hypergeometric(there, rest, left)
        left -= found[:, place]
    return found
