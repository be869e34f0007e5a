"""M2 and M6 at birth: where a profile says so, a new agent's first access waits for its gates.

Its account exists from its birth on and opens a platform once the request for it is approved; what
the agent wants to do there before, waits for that.  A request that is refused or lapses is made
again by the next hop that is stopped.  An account that others use already is simply handed over:
nobody is asked.  Whoever gets a new account because a platform changes over, is not asked either.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Subject
from models.engine.changeover import FirstAccess

if TYPE_CHECKING:
    from models.compiled.governance import Governance
    from models.compiled.world import BoolArray, World
    from models.engine.accounts import Accounts
    from models.engine.agents import Agents
    from models.engine.approval import Approval
    from models.engine.state import State


def waiting_at_birth(
    world: World, governance: Governance, agents: Agents, accounts: Accounts
) -> BoolArray:
    """Return which agents wait for which platforms when they are born in the run, (A, P)."""
    found = np.zeros(accounts.account_of.shape, dtype=np.bool_)
    if not any(row.birth_asks for phase in governance.phases for row in phase.rows):
        return found
    born = (agents.birth_h > -world.warm_up_h) & (agents.birth_h < world.horizon_h)
    for agent in np.flatnonzero(born).tolist():
        controls, fleet = (
            governance.controls(float(agents.birth_h[agent])),
            int(agents.fleet[agent]),
        )
        for platform, account in enumerate(accounts.account_of[agent].tolist()):
            if account >= 0 and accounts.subject[account] == Subject.AGENT:
                row = controls.at(platform, fleet)
                found[agent, platform] = row.birth_asks and row.gates > 0
    return found


def start(state: State, approval: Approval) -> None:
    """Put every birth that asks on the clock."""
    for agent in np.flatnonzero(state.unopened.any(axis=1)).tolist():
        state.clock.at(float(state.agents.birth_h[agent]), partial(_ask, state, approval, agent))


def _ask(state: State, approval: Approval, agent: int) -> None:
    """Ask for all platforms, in file order."""
    for platform in np.flatnonzero(state.unopened[agent]).tolist():
        approval.born(agent, platform)


def first_accesses(state: State) -> FirstAccess:
    """Return when agents born in [0, H) could first use each platform."""
    agents, world = state.agents, state.world
    born = (agents.birth_h >= 0.0) & (agents.birth_h < world.horizon_h)
    agent, platform = np.nonzero(born[:, None] & (state.accounts.account_of >= 0))
    usable_h = np.where(state.unopened[agent, platform], np.inf, agents.birth_h[agent])
    places = {pair: n for n, pair in enumerate(zip(agent.tolist(), platform.tolist(), strict=True))}
    for pair, opened_h in state.opened_h.items():
        if pair in places:
            usable_h[places[pair]] = opened_h
    return FirstAccess(agent, platform, agents.birth_h[agent], usable_h)
