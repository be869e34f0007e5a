"""M16, taking effect: what a design costs to put in place, and what it leaves behind.

A design holds from the start of the run; its effort is counted.  Where it spends integration
effort, person-days per platform, the platform is *migrated* from the start
(`Governance.migrated`): accounts are provisioned anew as the design says (`stocks`), and what
they proved themselves with before is gone.  Elsewhere inherited grants stand, and an agent's old
stored secret works on (`secrets`).  Federation leaves live local keys beside accounts
(`Accounts.residue`) until a review finds them or somebody ends them.

Simplified: agents work by the design from the start, also where nothing is migrated.  Old secrets
that a fleet shares or that a session ends are gone at once; an order that ends an account ends
its old secret with it, reviews do not look for it, and it does not count as standing access, as a
key or as a secret in the counts of the estate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.compiled.governance import Governance
    from models.engine.state import State


def integration_person_days(governance: Governance) -> float:
    """Return the effort to bind all platforms as the design says, person-days."""
    return float(governance.integration_person_days.sum())


def local_principals(state: State) -> float:
    """Return account-hours in [0, H) of principals that federated platforms keep of an account.

    Each federated platform keeps one for every account that opens it, as long as the account
    lives.
    """
    accounts, world, governance = state.accounts, state.world, state.governance
    begin = np.maximum(accounts.created_h, 0.0)
    hours = np.maximum(np.minimum(accounts.ended_h, world.horizon_h) - begin, 0.0)
    platforms = (accounts.covers & governance.federated).sum(axis=1)
    return float((hours * platforms).sum())


def residues(state: State) -> int:
    """Return how many local keys that federation left are alive now."""
    alive = state.accounts.ended_h > state.now
    made = state.accounts.created_h <= state.now
    return int(np.count_nonzero(state.accounts.residue[alive & made]))
