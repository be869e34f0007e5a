"""What falls to an attacker all at once: whatever a directory mints, or a vault holds (M10, M14).

Reach follows from binding: a directory that authenticates for more platforms gives more away, and
so does a vault that holds the secrets of more accounts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.compiled.keys import key_of
from models.engine.losses import Loss, holder
from models.engine.reach import Grip

if TYPE_CHECKING:
    from models.compiled.world import IntArray
    from models.engine.secrets import Secrets
    from models.engine.state import State


def accounts_of(state: State, directory: int) -> IntArray:
    """Return the accounts of a directory that live now."""
    live = state.live_accounts()
    mine: IntArray = live[state.accounts.directory[live] == directory]
    return mine


def all_minted(state: State, loss: Loss) -> tuple[Grip, ...]:
    """Return all accounts that a compromised directory can mint access for, by platform.

    Platforms of which an account was inherited from another directory are not the directory's to
    open any more.
    """
    bound = state.governance.directory_of == loss.place
    covers = state.accounts.covers & bound
    return tuple(
        Grip(platform, account, loss)
        for account in accounts_of(state, loss.place).tolist()
        for platform in np.flatnonzero(covers[account]).tolist()
    )


def leaked_secrets(state: State, secrets: Secrets, loss: Loss) -> tuple[Loss, ...]:
    """Return the loss of every secret that a vault holds now, one an account.

    An account keeps a copy in the vault of every platform that it opens.
    """
    start_h = -state.world.warm_up_h
    found = []
    for account in state.live_accounts().tolist():
        fleet = int(state.accounts.fleet[account])
        old = secrets.old_until_h(account) > state.now
        controls = state.inherited.controls(start_h) if old else state.controls
        rows = [
            controls.at(p, fleet) for p in np.flatnonzero(state.accounts.covers[account]).tolist()
        ]
        if any(row.exportable and row.vault == loss.place for row in rows):
            key = key_of("leak of a vault", loss.key, int(state.accounts.key[account]))
            agent = holder(state, account, state.now)
            found.append(Loss(loss.cause, key, loss.at_h, "secret", agent, account, -1))
    return tuple(found)
