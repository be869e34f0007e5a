"""What a trace begins with: agents, their accounts, and what these prove themselves with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.events import LOCAL_KEY, NOTHING, OLD_SECRET, Kind

if TYPE_CHECKING:
    from models.engine.secrets import Secrets
    from models.engine.state import State


def tell(state: State, secrets: Secrets) -> None:
    """Tell a recorder, if there is one, of all agents and accounts that the run will see."""
    if not state.recorder.on:
        return
    start_h, horizon_h, agents = -state.world.warm_up_h, state.world.horizon_h, state.agents
    for agent in np.flatnonzero((agents.death_h > start_h) & (agents.birth_h < horizon_h)).tolist():
        born_h = max(start_h, float(agents.birth_h[agent]))
        state.recorder.happened(Kind.BORN, born_h, agent=agent)
    for account in np.flatnonzero(state.accounts.created_h < horizon_h).tolist():
        _tell_account(state, secrets, account)


def _tell_account(state: State, secrets: Secrets, account: int) -> None:
    recorder, accounts = state.recorder, state.accounts
    created_h = float(accounts.created_h[account])
    at_h = max(-state.world.warm_up_h, created_h)
    first = int(accounts.first_platform[account])
    opened = recorder.happened(
        Kind.ACCOUNT_OPENED,
        at_h,
        account=account,
        platform=first,
        cause=_first_user(state, account) if created_h == at_h else NOTHING,
        what="orphan" if accounts.orphan[account] else "",
    )
    row = secrets.row(account, at_h)
    stored = ("credential", "rotation", "copies")
    recorder.happened(
        Kind.CREDENTIAL_ISSUED,
        at_h,
        account=account,
        platform=first,
        cause=opened,
        settings=stored if row.exportable else ("credential", "access_ttl"),
        what=row.credential.replace("_", " "),
        number=secrets.copies(account, state.governance, at_h),
    )
    if secrets.has_old(account):
        _tell_left(state, account, first, at_h, opened, OLD_SECRET)
    for platform in np.flatnonzero(accounts.residue[account]).tolist():
        _tell_left(state, account, platform, at_h, opened, LOCAL_KEY)


def _tell_left(
    state: State, account: int, platform: int, at_h: float, cause: int, what: str
) -> None:
    state.recorder.happened(
        Kind.KEY_LEFT,
        at_h,
        account=account,
        platform=platform,
        cause=cause,
        settings=("residue",) if what == LOCAL_KEY else ("integration",),
        what=what,
    )


def _first_user(state: State, account: int) -> int:
    """Return the birth for which an account was opened."""
    users = state.accounts.agents_of(account)
    born = users[state.agents.birth_h[users] == state.accounts.created_h[account]]
    return state.recorder.last(Kind.BORN, agent=int(born[0])) if len(born) else NOTHING
