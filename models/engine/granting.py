"""M2, grants: how many things an account gets, and which.

Granted = min(needed x factor, all things there); what is granted beyond need is spread over
the things of the platform without preference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.accounts import Accounts, Grants
from models.engine.streams import stream

if TYPE_CHECKING:
    from models.compiled.governance import Controls, Governance
    from models.compiled.world import BoolArray, IntArray, World


def provision(
    world: World,
    governance: Governance,
    inherited: Governance,
    replication: int,
    accounts: Accounts,
) -> Grants:
    """Return the first grants of all accounts; orphans hold what the design found gave them."""
    n, resources = len(accounts), world.n_resources
    grants = Grants(
        needed=np.zeros((n, resources), dtype=np.bool_),
        extra=np.zeros((n, resources), dtype=np.int32),
    )
    start_h = -world.warm_up_h
    grant(world, governance.controls(start_h), replication, accounts, grants, ~accounts.orphan)
    grant(world, inherited.controls(start_h), replication, accounts, grants, accounts.orphan)
    return grants


def grant(
    world: World,
    controls: Controls,
    replication: int,
    accounts: Accounts,
    grants: Grants,
    whom: BoolArray,
    only: BoolArray | None = None,
) -> None:
    """Draw the grants of some accounts anew.

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
                kept = whom[drawn]
                if kept.any():
                    _on_platform(
                        world, controls, replication, grants, (platform, fleet), drawn, kept
                    )


def _on_platform(
    world: World,
    controls: Controls,
    replication: int,
    grants: Grants,
    where: tuple[int, int],
    drawn: IntArray,
    kept: BoolArray,
) -> None:
    """Draw for all accounts of one kind, so that no account shifts another's; keep some."""
    platform, fleet = where
    keys = int(world.fleets.keys[fleet]), int(world.platform_keys[platform])
    resources = np.flatnonzero(world.resource_platform == platform)
    needed = world.fleets.needed[fleet, resources]
    outside = world.count[resources] - needed
    factor = controls.at(platform, fleet).grant_factor.draw(
        stream(world.seed, replication, "grant factor", *keys), len(drawn)
    )
    wanted = np.rint(factor * int(needed.sum()))
    ceiling = int(needed.sum() + outside.sum())
    granted = np.minimum(wanted, ceiling).astype(np.int64)
    of_need = np.minimum(granted, int(needed.sum()))
    picked = _spread(world, replication, "needed granted", keys, resources, needed, of_need)
    extra = _spread(
        world, replication, "extra granted", keys, resources, outside, granted - of_need
    )
    rows = drawn[kept]
    grants.needed[np.ix_(rows, resources)] = picked[kept] >= np.maximum(needed, 1)
    grants.extra[np.ix_(rows, resources)] = extra[kept]
    grants.ceiling_hits += int(np.count_nonzero(wanted[kept] > ceiling))


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
