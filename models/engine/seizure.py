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
    from models.compiled.governance import Controls
    from models.compiled.world import BoolArray, IntArray
    from models.engine.losses import Loss
    from models.engine.secrets import Secrets
    from models.engine.state import State


def minted(state: State, directory: int) -> list[tuple[int, int]]:
    """Return the live accounts that a directory can mint access for, each with a platform.

    A platform on which an account stands that another directory keeps is not the directory's, but
    for accounts that a platform left behind when it changed over: these are still its own.
    """
    live, bound = state.live_accounts(), state.controls.directory_of == directory
    kept = live[state.accounts.directory[live] == directory]
    its = bound | state.accounts.left(kept, state.now)
    return _pairs(kept, state.accounts.covers[kept] & its)


def held_in(state: State, secrets_of: Secrets | None, vault: int) -> list[tuple[int, int]]:
    """Return the live accounts of which a vault holds the secret, each with every platform.

    An account keeps a copy in the vault of every platform that it opens.

    Args:
        state: The replication.
        secrets_of: Stored secrets, by which an account may keep an old one, in the vault as found;
            None: only what the design itself gives.
        vault: The vault.
    """
    accounts, live = state.accounts, state.live_accounts()
    there = np.array([row.exportable and row.vault == vault for row in state.rows])
    kept = there[state.way_rows(live)]
    if secrets_of is not None:
        until_h = np.array([secrets_of.old_until_h(account) for account in live.tolist()])
        old = until_h > state.now
        found = state.inherited.controls(-state.world.warm_up_h)
        kept[old] = _keeps(found, vault)[accounts.fleet[live[old]]]
    held = live[(accounts.covers[live] & kept).any(axis=1)]
    return _pairs(held, accounts.covers[held])


def _keeps(controls: Controls, vault: int) -> BoolArray:
    """Return whether a vault holds what a fleet proves itself with on a platform, (F, P)."""
    rows = np.array([row.exportable and row.vault == vault for row in controls.rows])
    return rows[controls.row].T


def _pairs(accounts: IntArray, covers: BoolArray) -> list[tuple[int, int]]:
    """Return some accounts, each with every platform that it covers, (n, P)."""
    place, platform = covers.nonzero()
    return list(zip(accounts[place].tolist(), platform.tolist(), strict=True))


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
