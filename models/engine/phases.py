"""M13, exceptions begin and end: from a given instant other control profiles hold.

Where the new profile grants by another factor or scope, accounts are provisioned anew; what the
design as found had granted otherwise, no exception of this design governed: it stands.  Accounts
stay those of the first phase: an exception that changes whose account it is ends in the profile,
not in a new account.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.engine.authorisation import allow_again
from models.engine.events import Kind
from models.engine.granting import grant
from models.engine.paths import Why

if TYPE_CHECKING:
    import numpy.typing as npt

    from models.compiled.governance import Controls
    from models.compiled.world import BoolArray
    from models.engine.state import State


def start(state: State) -> None:
    """Put every later phase on the clock."""
    for controls in state.governance.phases:
        if state.now < controls.start_h < state.world.horizon_h:
            state.clock.at(controls.start_h, partial(_begin, state, controls))


def _begin(state: State, controls: Controls) -> None:
    before = state.controls
    again = _granted_otherwise(before, controls)
    live = state.accounts.ended_h > state.now
    held = state.grants.extra.copy() if again.any() else state.grants.extra

    def update() -> None:
        state.govern(controls)
        grant(
            state.world,
            controls,
            state.replication,
            state.accounts,
            state.grants,
            live & ~state.accounts.orphan,
            again,
        )
        allow_again(state, np.arange(len(state.accounts)))
        if again.any():
            _note_growth(state, held)

    # Dead ones too, because their tasks may still run.
    state.plane.change(_governed_otherwise(state, before, controls), update)
    _tell(state, before, controls)
    state.ledger.regovern(state.now)
    for told in state.on_phase:
        told(state, before)


def _note_growth(state: State, held: npt.NDArray[np.int32]) -> None:
    """Take note of accounts whose grants grew on a platform: new paths (M15)."""
    grew = state.grants.extra > held
    live = (state.accounts.created_h <= state.now) & (state.accounts.ended_h > state.now)
    for platform in range(state.world.n_platforms):
        here = grew[:, state.world.resource_platform == platform].any(axis=1)
        for account in np.flatnonzero(here & live).tolist():
            state.debt.open(Why.GROWN, account, platform)


def _governed_otherwise(state: State, before: Controls, after: Controls) -> list[int]:
    """Return the agents of fleets for which another profile holds somewhere."""
    fleets = [
        any(
            before.at(platform, fleet) is not after.at(platform, fleet)
            for platform in range(state.world.n_platforms)
        )
        for fleet in range(len(state.world.fleets.ids))
    ]
    found: list[int] = np.flatnonzero(np.array(fleets)[state.agents.fleet]).tolist()
    return found


def _tell(state: State, before: Controls, after: Controls) -> None:
    """Tell the recorder where another profile holds now."""
    if not state.recorder.on:
        return
    for platform in range(state.world.n_platforms):
        fleets = np.flatnonzero(state.world.uses[:, platform]).tolist()
        changed = [f for f in fleets if before.at(platform, f) is not after.at(platform, f)]
        if not changed:
            continue
        began = any(
            each.from_h == state.now and each.platform == platform
            for each in state.governance.exemptions
        )
        state.recorder.happened(
            Kind.EXCEPTION_BEGAN if began else Kind.EXCEPTION_ENDED,
            state.now,
            platform=platform,
            settings=("exception_rate",) if began else (),
            number=len(changed),
        )


def _granted_otherwise(before: Controls, after: Controls) -> BoolArray:
    """Return for which platforms and fleets another number of things is granted, (P, F)."""
    found = np.zeros(before.row.shape, dtype=np.bool_)
    for platform, fleet in np.ndindex(found.shape):
        old, new = before.at(platform, fleet), after.at(platform, fleet)
        found[platform, fleet] = (old.grant_factor, old.scope) != (new.grant_factor, new.scope)
    return found
