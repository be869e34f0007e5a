"""What falls to an attacker all at once: whatever a directory mints, or a vault holds (M10, M14).

Reach follows from binding: a directory that authenticates for more platforms gives more away, and
so does a vault that holds the secrets of more accounts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.keys import key_of
from models.engine.losses import holder
from models.engine.reach import Grip

if TYPE_CHECKING:
    from models.engine.losses import Loss
    from models.engine.secrets import Secrets
    from models.engine.state import State


def minted(state: State, directory: int) -> list[tuple[int, int]]:
    """Return the live accounts that a directory can mint access for, each with a platform.

    A platform on which an account stands that another directory keeps is not the directory's.
    """
    live, found = state.live_accounts(), []
    bound = state.governance.directory_of == directory
    for account in live[state.accounts.directory[live] == directory].tolist():
        covered = np.flatnonzero(state.accounts.covers[account] & bound).tolist()
        found += [(account, platform) for platform in covered]
    return found


def held_in(state: State, secrets_of: Secrets | None, vault: int) -> list[tuple[int, int]]:
    """Return the live accounts of which a vault holds the secret, each with every platform.

    An account keeps a copy in the vault of every platform that it opens.

    Args:
        state: The replication.
        secrets_of: Stored secrets, by which an account may keep an old one, in the vault as found;
            None: only what the design itself gives.
        vault: The vault.
    """
    start_h, found = -state.world.warm_up_h, []
    for account in state.live_accounts().tolist():
        fleet = int(state.accounts.fleet[account])
        covered = np.flatnonzero(state.accounts.covers[account]).tolist()
        old = secrets_of is not None and secrets_of.old_until_h(account) > state.now
        controls = state.inherited.controls(start_h) if old else state.controls
        rows = [controls.at(platform, fleet) for platform in covered]
        if any(row.exportable and row.vault == vault for row in rows):
            found += [(account, platform) for platform in covered]
    return found


def all_minted(state: State, loss: Loss) -> tuple[Grip, ...]:
    """Return all that a compromised directory can mint now."""
    return tuple(Grip(platform, account, loss) for account, platform in minted(state, loss.place))


def leaked_secrets(state: State, secrets: Secrets, loss: Loss) -> tuple[Grip, ...]:
    """Return all that a leaking vault holds now; each account's secret is a loss of its own."""
    parts: dict[int, Loss] = {}
    grips = []
    for account, platform in held_in(state, secrets, loss.place):
        if account not in parts:
            key = key_of("leak of a vault", loss.key, int(state.accounts.key[account]))
            agent = holder(state, account, state.now)
            parts[account] = replace(
                loss, key=key, what="secret", agent=agent, account=account, place=-1
            )
        grips.append(Grip(platform, account, parts[account]))
    return tuple(grips)
