"""Toxic combinations: grants on several domains that together lead to something sensitive (M8).

A holder's grant on a resource is part of one if trust edges, any number of them, lead from there to
a sensitive resource on another domain on which the same holder works too.  Each grant may look
harmless in its own domain; only who sees both sides sees what they open.  A class is sensitive if
it weighs more than the middle of the weights in use (an assumption): with the default classes,
confidential and restricted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.blast_radius import closure

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, IntArray, World
    from models.engine.accounts import Accounts


def leads_to(world: World) -> BoolArray:
    """Return whether a resource leads to something sensitive on each other domain, (R, P)."""
    leads = closure(world.edges, world.n_resources) & sensitive(world)
    found = np.zeros((world.n_resources, world.n_platforms), dtype=np.bool_)
    source, target = np.nonzero(leads)
    found[source, world.resource_platform[target]] = True
    found[np.arange(world.n_resources), world.resource_platform] = False
    return found


def sensitive(world: World) -> BoolArray:
    """Return which resources are sensitive, (R,); all of them if all weigh the same."""
    weights = np.unique(world.weight)
    if len(weights) == 1:
        return np.ones(len(world.weight), dtype=np.bool_)
    return world.weight > float(np.median(weights))


def combined(world: World, accounts: Accounts, leads: BoolArray, whom: IntArray) -> BoolArray:
    """Return where a grant of an account would be part of a toxic combination, (n, R).

    Args:
        world: The organisation.
        accounts: All accounts; an orphan's holder works on what the account opens, others on all
            that their fleet uses.
        leads: As `leads_to`.
        whom: The accounts asked about, (n,).
    """
    works = np.where(
        accounts.orphan[whom, None], accounts.covers[whom], world.uses[accounts.fleet[whom]]
    )
    on_other: BoolArray = works.astype(np.float64) @ leads.T.astype(np.float64) > 0.0
    return on_other & accounts.covers[whom][:, world.resource_platform]
