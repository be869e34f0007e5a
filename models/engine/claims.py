"""M5, token claims: what a token says holds until it runs out (`token_claim`).

A grant that was taken away works until then, and a new one only with the next token.  An account
on a platform has one token in this respect: that of the agent that lives and comes first; those who
share an account are taken to get theirs together.  Where no token is minted nothing is frozen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.compiled.governance import Decision
from models.compiled.keys import key_of
from models.engine.propagation import task_rest_h, token_rest_h

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.engine.state import State


def claims_end_h(state: State, account: int, platform: int) -> float:
    """Return when what an account may do on a platform can change next: now if at once."""
    row = state.way_row(account, platform)
    users = state.accounts.agents_of(account).tolist()
    agent = next((each for each in users if state.alive(each)), -1)
    if row.decision != Decision.TOKEN_CLAIM or agent < 0:
        return state.now
    occasion = key_of("claims", int(state.accounts.key[account]), round(state.now * 3600))
    rest_h = token_rest_h(state, agent, account, platform, occasion, state.now, mints=False)
    if row.jit and rest_h > 0:
        rest_h = min(rest_h, task_rest_h(state, agent, platform, occasion, row))
    return state.now + rest_h


def with_next_token(state: State, account: int, platform: int, act: Callable[[], None]) -> None:
    """Change an account's grants on a platform when its token ends; never after the run."""
    at_h = claims_end_h(state, account, platform)
    if at_h <= state.now:
        act()
    elif at_h < state.world.horizon_h:
        state.clock.at(at_h, act)
