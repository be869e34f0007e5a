"""M16, taking effect: what a design costs to put in place, and what it leaves behind.

By a plan, platforms change over at its real dates (`takeover`): old accounts with their secrets
live on beside the new ones until somebody ends them.  What a platform's date is, and how much of
its effort is spent by the horizon, follows from the plan alone (`models.profile.migration`).

A platform without a date is the design's from the start.  Where integration effort is spent on
it, it is *migrated* (`Governance.migrated`): accounts are provisioned anew as the design says
(`stocks`), and what they proved themselves with before is gone.  Elsewhere inherited grants stand,
and an agent's old stored secret works on (`secrets`).  Federation leaves live local keys beside
accounts (`Accounts.residue`) until a review finds them or somebody ends them.

Simplified, from the start and not by a plan: agents work with the design's accounts at once.  Old
secrets that a fleet shares or that a session ends are gone; an order that ends an account ends its
old secret with it, reviews do not look for it, and it does not count as standing access, as a key
or as a secret in the counts of the estate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.changeover import Migration, OldAccounts

if TYPE_CHECKING:
    from models.compiled.governance import Governance
    from models.engine.state import State


def dates(state: State) -> Migration:
    """Return the planned and the real date of every domain that has one."""
    governance = state.governance
    dated = np.flatnonzero(governance.planned_h > 0.0)
    return Migration(dated, governance.planned_h[dated], governance.real_h[dated])


def old_accounts(state: State) -> OldAccounts:
    """Return since when and until when accounts lived on beside those that took their place."""
    accounts, horizon_h = state.accounts, state.world.horizon_h
    since = np.where(accounts.created_h[:, None] < accounts.left_h, accounts.left_h, np.inf)
    until = np.broadcast_to(accounts.ended_h[:, None], since.shape).copy()
    for (account, platform), closed_h in state.closed_h.items():
        until[account, platform] = min(until[account, platform], closed_h)
    left = (since < horizon_h) & (since < until)
    found = np.flatnonzero(left.any(axis=1))
    return OldAccounts(
        from_h=np.where(left, since, np.inf)[found].min(axis=1, initial=np.inf),
        to_h=np.where(left, until, -np.inf)[found].max(axis=1, initial=-np.inf),
    )


def integration_person_days(governance: Governance) -> float:
    """Return the effort spent by the horizon to bind platforms as the design says, person-days."""
    return float(governance.integration_person_days.sum())


def local_principals(state: State) -> float:
    """Return account-hours in [0, H) of principals that federated platforms keep of an account.

    Each federated platform keeps one for every account that opens it, as long as the account
    lives or until others take its place there.
    """
    accounts, world = state.accounts, state.world
    opens_h = np.maximum(accounts.opens_h, np.maximum(accounts.created_h, 0.0)[:, None])
    ends_h = np.minimum(accounts.left_h, np.minimum(accounts.ended_h, world.horizon_h)[:, None])
    federated = np.zeros(opens_h.shape, dtype=np.bool_)
    for controls in state.governance.phases:  # by the directory in which it opens the platform
        bound = accounts.orphan[:, None] | (accounts.directory[:, None] == controls.directory_of)
        federated |= bound & controls.federated
    hours = np.maximum(ends_h - opens_h, 0.0)[federated]
    return float(hours.sum())


def residues(state: State) -> int:
    """Return how many local keys that federation left are alive now."""
    alive = state.accounts.ended_h > state.now
    made = state.accounts.created_h <= state.now
    return int(np.count_nonzero(state.accounts.residue[alive & made]))
