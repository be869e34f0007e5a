"""M2, grants: how many things an account gets, and which.

Granted = min(needed x factor, all things there); what is granted beyond need is spread over
the things of the platform without preference.  Who holds what at the start: `stocks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.engine.streams import stream

if TYPE_CHECKING:
    from models.compiled.governance import Controls, Row
    from models.compiled.world import BoolArray, IntArray, World
    from models.engine.accounts import Accounts, Grants


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
    only: BoolArray | None = None,
) -> None:
    """Draw the grants of some accounts anew; what they inherited on a platform stands.

    Args:
        world: The organisation.
        controls: Control profiles that say how much is granted.
        replication: Index of the replication.
        accounts: All accounts.
        grants: Changed in place.
        whom: Accounts to draw for, (N,).
        only: Pairs of platform and fleet to draw for, (P, F); all if left out.
    """
    for fleet in range(len(world.fleets.ids)):
        mine = accounts.fleet == fleet
        for platform in np.flatnonzero(world.uses[fleet]).tolist():
            if only is not None and not only[platform, fleet]:
                continue
            covered = mine & accounts.covers[:, platform]
            for orphan in (False, True):
                drawn = np.flatnonzero(covered & (accounts.orphan == orphan))
                kept = whom[drawn] & ~grants.inherited[drawn, platform]
                if kept.any():
                    # For all of one kind, so that no account shifts another's; then keep some.
                    row, where = controls.at(platform, fleet), (platform, fleet)
                    found = draw_grants(world, row, replication, where, len(drawn))
                    _keep(grants, found, drawn, kept)


def _keep(grants: Grants, found: Drawn, accounts: IntArray, kept: BoolArray) -> None:
    where = np.ix_(accounts[kept], found.resources)
    grants.needed[where] = found.needed[kept]
    grants.extra[where] = found.extra[kept]
    grants.ceiling_hits += int(np.count_nonzero(found.capped[kept]))


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
    keys = int(world.fleets.keys[fleet]), int(world.platform_keys[platform])
    resources = np.flatnonzero(world.resource_platform == platform)
    needed = world.fleets.needed[fleet, resources]
    outside = world.count[resources] - needed
    factor = row.grant_factor.draw(stream(world.seed, replication, "grant factor", *keys), size)
    wanted = np.rint(factor * int(needed.sum()))
    ceiling = int(needed.sum() + outside.sum())
    granted = np.minimum(wanted, ceiling).astype(np.int64)
    of_need = np.minimum(granted, int(needed.sum()))
    picked = _spread(world, replication, "needed granted", keys, resources, needed, of_need)
    extra = _spread(
        world, replication, "extra granted", keys, resources, outside, granted - of_need
    )
    return Drawn(resources, picked >= np.maximum(needed, 1), extra, wanted > ceiling)


def _spread(
    world: World,
    replication: int,
    purpose: str,
    keys: tuple[int, int],
    resources: IntArray,
    available: IntArray,
    amount: IntArray,
) -> IntArray:
    """Draw *amount* things of each account without preference, (n, resources).

    Multivariate hypergeometric, one resource after the other, each with its own stream.
    """
    found = np.zeros((len(amount), len(resources)), dtype=np.int64)
    left, rest = amount.copy(), int(available.sum())
    for place, resource in enumerate(resources.tolist()):
        rest -= int(available[place])
        if not left.any():
            break
        generator = stream(
            world.seed, replication, purpose, *keys, int(world.resource_keys[resource])
        )
        found[:, place] = generator.hypergeometric(int(available[place]), rest, left)
        left -= found[:, place]
    return found
