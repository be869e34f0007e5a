"""Stocks at the start: what accounts hold when the run begins.

The accounts of agents that live at the start, and orphans of the past, hold what the design as
found gave them, whatever the own design would have given.  It stands until a review takes it
(M8), the account ends (M12), an exception that governed it ends (M13), or its platform is
migrated (M16): there the own design provisions all accounts anew when the platform changes over,
which without a plan is the start.  Agents that are born in the run are provisioned by the own
design, unless they join a shared account of the start.

Whose an account is may differ between the designs.  An agent then takes along all that its
account as found held on the platform: an own account that takes the place of a shared one holds
what that held, and a shared account that takes the place of several holds, of each resource, as
much as the widest of them (at least so much would their union be).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.accounts import Grants
from models.engine.granting import draw_grants, grant
from models.engine.groups import members

if TYPE_CHECKING:
    from models.compiled.governance import Controls, Governance
    from models.compiled.world import BoolArray, World
    from models.engine.accounts import Accounts
    from models.engine.agents import Agents


def provision(
    world: World,
    designs: tuple[Governance, Governance],
    replication: int,
    agents: Agents,
    accounts: Accounts,
) -> Grants:
    """Return the first grants of all accounts.

    Args:
        world: The organisation.
        designs: The own design and the one as found.
        replication: Index of the replication.
        agents: All agents of the run.
        accounts: All accounts of the run, under the own design.
    """
    n, start_h = len(accounts), -world.warm_up_h
    grants = Grants(
        needed=np.zeros((n, world.n_resources), dtype=np.bool_),
        extra=np.zeros((n, world.n_resources), dtype=np.int32),
        inherited=np.zeros((n, world.n_platforms), dtype=np.bool_),
    )
    own, found = (each.controls(start_h) for each in designs)
    for platform, fleet in np.argwhere(_left_standing(world, designs)).tolist():
        _hand_down(world, found, replication, (platform, fleet), agents, accounts, grants)
    # What a platform opens later, is granted when it changes over.
    there = accounts.covers & (accounts.opens_h <= start_h)
    grant(world, own, replication, accounts, grants, there & ~accounts.orphan[:, None])
    grant(world, found, replication, accounts, grants, there & accounts.orphan[:, None])
    return grants


def _left_standing(world: World, designs: tuple[Governance, Governance]) -> BoolArray:
    """Return where grants as found stand and differ from those of the own design, (P, F)."""
    found = np.zeros((world.n_platforms, len(world.fleets.ids)), dtype=np.bool_)
    if world.greenfield:
        return found
    own, was = (each.controls(-world.warm_up_h) for each in designs)
    anew = designs[0].migrated & np.isneginf(designs[0].real_h)
    for platform, fleet in np.argwhere(world.uses.T & ~anew[:, None]).tolist():
        new, old = own.at(platform, fleet), was.at(platform, fleet)
        mine = new.grant_factor, new.scope, new.subject
        found[platform, fleet] = mine != (old.grant_factor, old.scope, old.subject)
    return found


def _hand_down(
    world: World,
    found: Controls,
    replication: int,
    where: tuple[int, int],
    agents: Agents,
    accounts: Accounts,
    grants: Grants,
) -> None:
    """Give the accounts of agents of the start what their accounts as found held somewhere."""
    platform, fleet = where
    # They come first in their fleet, so they are the first accounts too.
    mine = np.flatnonzero((agents.fleet == fleet) & (agents.birth_h < -world.warm_up_h))
    row = found.at(platform, fleet)
    member = members(row.subject, agents.slot[mine])
    held = draw_grants(world, row, replication, where, int(member.max(initial=-1)) + 1)
    account = accounts.account_of[mine, platform]
    cells = account[:, None], held.resources[None, :]
    np.logical_or.at(grants.needed, cells, held.needed[member])
    np.maximum.at(grants.extra, cells, held.extra[member].astype(np.int32))
    grants.inherited[account, platform] = True
    grants.ceiling_hits += int(np.count_nonzero(held.capped))
