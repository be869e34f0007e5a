"""M16 and M13, taking effect in the run: other profiles, directories and accounts hold from now on.

A platform changes over on the real date of a plan; a profile also changes where an exception
begins or ends.  Then, at one instant:

* Where a platform gets another kind of account (another directory, or another one whose it is),
  every living agent there works with an account of the new kind.  What waits for a request of the
  old account is tried again with the new one.
* What the new accounts hold: where effort was spent (`Governance.migrated`) the design grants
  anew; elsewhere they take along what the old ones held, and it stands.
* The old account lives on, under the profile that it had, until somebody removes it (`removed`,
  after a delay, if anybody knows of it), a review finds it, an order ends it, or its secret is
  rotated and nobody works with it any more.
* Tasks of agents that have ended before go on with the old account.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.engine.authorisation import allow_again
from models.engine.events import NOTHING, Kind
from models.engine.granting import grant
from models.engine.paths import Why

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from models.compiled.governance import Controls
    from models.compiled.world import BoolArray
    from models.engine.accounts import Turn
    from models.engine.secrets import Secrets
    from models.engine.state import State


class Takeover:
    """All later phases of a design."""

    def __init__(
        self, state: State, secrets: Secrets, withdraw: Callable[[int, int], None]
    ) -> None:
        """Know the replication.

        Args:
            state: The replication.
            secrets: Stored secrets.
            withdraw: Told of an account and code for which nobody asks any more.
        """
        self._state = state
        self._secrets = secrets
        self._withdraw = withdraw
        self._planned: dict[int, int] = {}

    def start(self) -> None:
        """Put every later phase on the clock."""
        self._tell_plan()
        for controls in self._state.governance.phases:
            if self._state.now < controls.start_h < self._state.world.horizon_h:
                self._state.clock.at(controls.start_h, partial(self._begin, controls))

    def _begin(self, controls: Controls) -> None:
        state, before = self._state, self._state.controls
        held = state.grants.extra.copy()
        turns = [turn for turn in state.accounts.turns if turn.at_h == state.now]

        def update() -> None:
            state.govern(controls)
            for turn in turns:
                self._turn(turn)
            self._grant_anew(before)
            allow_again(state, np.arange(len(state.accounts)))
            _note_growth(state, held)

        whom = _governed_otherwise(state, before, controls)
        if turns:
            for account, code in state.plane.rebind(whom, update):
                self._withdraw(account, code)
        else:
            state.plane.change(whom, update)
        state.ledger.regovern(state.now)
        told = self._tell(before)
        for turn in turns:
            self._leave_behind(turn, told.get(turn.platform, NOTHING))
        for listener in state.on_phase:
            listener(state, before)

    def _tell_plan(self) -> None:
        """Tell the recorder which platforms are to change over, and which never will."""
        state, governance = self._state, self._state.governance
        for platform in np.flatnonzero(governance.planned_h > state.now).tolist():
            planned_h = float(governance.planned_h[platform])
            event = self._planned[platform] = state.recorder.happened(
                Kind.MIGRATION_PLANNED, state.now, platform=platform, until_h=planned_h
            )
            if math.isinf(governance.real_h[platform]) and planned_h < state.world.horizon_h:
                state.recorder.happened(
                    Kind.MIGRATION_STOPPED,
                    planned_h,
                    platform=platform,
                    cause=event,
                    settings=("integration",),
                    what="not done",
                )

    def _tell(self, before: Controls) -> dict[int, int]:
        """Tell the recorder where something else holds now; return the events by platform."""
        state, found = self._state, dict[int, int]()
        if not state.recorder.on:
            return found
        for platform in range(state.world.n_platforms):
            fleets = np.flatnonzero(state.world.uses[:, platform]).tolist()
            changed = [f for f in fleets if before.at(platform, f) is not state.row(platform, f)]
            dated = state.governance.real_h[platform] == state.now
            if dated or changed:
                kind = Kind.MIGRATED if dated else self._exception(platform)
                found[platform] = state.recorder.happened(
                    kind,
                    state.now,
                    platform=platform,
                    cause=self._planned.get(platform, NOTHING) if dated else NOTHING,
                    directory=int(state.controls.directory_of[platform]) if dated else -1,
                    settings=("exception_rate",) if kind == Kind.EXCEPTION_BEGAN else (),
                    number=len(changed),
                )
        return found

    def _exception(self, platform: int) -> Kind:
        """Return whether an exception begins on a platform now, or ends."""
        exemptions, now = self._state.governance.exemptions, self._state.now
        began = any(each.from_h == now and each.platform == platform for each in exemptions)
        return Kind.EXCEPTION_BEGAN if began else Kind.EXCEPTION_ENDED

    def _turn(self, turn: Turn) -> None:
        """Let agents work with other accounts on a platform, with what those take along."""
        state, accounts, platform = self._state, self._state.accounts, turn.platform
        old, new = accounts.account_of[turn.agents, platform].astype(np.int64), turn.accounts
        accounts.account_of[turn.agents, platform] = new
        accounts.covers[new, platform] |= ~state.unopened[turn.agents, platform]
        state.ledger.take_place(platform, old, new)
        for agent, each in zip(turn.agents.tolist(), old.tolist(), strict=True):
            state.left_with.setdefault(agent, []).append((platform, each))
        grants = state.grants
        kept = ~state.governance.migrated[platform] & np.ones(len(old), dtype=np.bool_)
        if state.governance.real_h[platform] != state.now:
            kept = grants.inherited[old, platform]  # an exception ends: only what it did not give
        here = np.flatnonzero(state.world.resource_platform == platform)
        cells = new[kept, None], here[None, :]
        np.logical_or.at(grants.needed, cells, grants.needed[old[kept, None], here])
        np.maximum.at(grants.extra, cells, grants.extra[old[kept, None], here])
        grants.inherited[new[kept], platform] = True

    def _grant_anew(self, before: Controls) -> None:
        """Grant by the profiles that hold now where they grant otherwise than those before."""
        state, accounts, grants = self._state, self._state.accounts, self._state.grants
        changed = _granted_otherwise(before, state.controls)[:, accounts.fleet].T
        used = accounts.covers & (accounts.opens_h <= state.now) & (accounts.left_h > state.now)
        used &= (~accounts.orphan & (accounts.ended_h > state.now))[:, None]
        dated = state.governance.real_h == state.now
        grants.inherited &= ~(used & changed & dated & state.governance.migrated)
        stands = dated & ~state.governance.migrated
        made = (accounts.created_h < state.now)[:, None]
        grants.inherited |= used & changed & stands & made
        whom = used & changed
        grant(state.world, state.controls, state.replication, accounts, grants, whom)

    def _leave_behind(self, turn: Turn, cause: int) -> None:
        """Put on the clock how the old accounts on a platform end."""
        state, accounts, platform = self._state, self._state.accounts, turn.platform
        row, place = state.row(platform, turn.fleet), int(state.world.platform_keys[platform])
        left = (accounts.left_h[:, platform] == state.now) & accounts.covers[:, platform]
        left &= (accounts.fleet == turn.fleet) & (accounts.created_h < state.now)
        for account in np.flatnonzero(left & (accounts.ended_h > state.now)).tolist():
            generator = state.stream("old account removed", int(accounts.key[account]), place)
            removed = generator.random() < row.removed and bool(accounts.known[account])
            delay_h = row.removal_h.draw_one(generator)
            event = state.recorder.happened(
                Kind.KEY_LEFT,
                state.now,
                account=account,
                platform=platform,
                cause=cause,
                settings=("cutover.removed", "cutover.delay", "inventory.known"),
                what="old account",
            )
            if removed and delay_h < math.inf:
                end = partial(state.end_way, account, platform, event)
                state.clock.at(state.now + delay_h, end)
            if state.is_left(account):
                rotated_h = self._secrets.next_rotation(account, state.now)
                if rotated_h < math.inf:
                    state.clock.at(rotated_h, partial(self._end_left, account))

    def _end_left(self, account: int) -> None:
        """End an account with which nobody works now: its holders do not get the new secret."""
        for platform in np.flatnonzero(self._state.accounts.covers[account]).tolist():
            self._state.end_way(account, platform)


def _note_growth(state: State, held: npt.NDArray[np.int32]) -> None:
    """Take note of accounts whose grants grew on a platform: new paths (M15).

    Accounts that are new themselves are noted as such.
    """
    grew = state.grants.extra > held
    live = (state.accounts.created_h < state.now) & (state.accounts.ended_h > state.now)
    for platform in range(state.world.n_platforms):
        here = grew[:, state.world.resource_platform == platform].any(axis=1)
        for account in np.flatnonzero(here & live).tolist():
            state.debt.open(Why.GROWN, account, platform)


def _governed_otherwise(state: State, before: Controls, after: Controls) -> list[int]:
    """Return the agents of fleets for which something else holds somewhere.

    Dead ones too, because their tasks may still run.
    """
    bound = before.directory_of != after.directory_of
    fleets = [
        any(
            bound[platform] or before.at(platform, fleet) is not after.at(platform, fleet)
            for platform in range(state.world.n_platforms)
        )
        for fleet in range(len(state.world.fleets.ids))
    ]
    found: list[int] = np.flatnonzero(np.array(fleets)[state.agents.fleet]).tolist()
    return found


def _granted_otherwise(before: Controls, after: Controls) -> BoolArray:
    """Return for which platforms and fleets grants or accounts are others, (P, F)."""
    found = np.zeros(before.row.shape, dtype=np.bool_)
    for platform, fleet in np.ndindex(found.shape):
        old, new = before.at(platform, fleet), after.at(platform, fleet)
        bound = before.directory_of[platform] != after.directory_of[platform]
        kinds = [(each.grant_factor, each.scope, each.subject) for each in (old, new)]
        found[platform, fleet] = bound or kinds[0] != kinds[1]
    return found
