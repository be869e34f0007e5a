"""All that one replication knows while it runs; mechanisms read and change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models.engine import streams
from models.engine.authentication import hops_on_resources_per_h, hops_per_h
from models.engine.authorisation import allow_again
from models.engine.events import NOTHING, SILENT, Kind, Recorder
from models.engine.policy_failure import Unchecked
from models.engine.profiles import profiles_of

if TYPE_CHECKING:
    from models.compiled.governance import Controls, Governance, Row
    from models.compiled.world import FloatArray, IntArray, World
    from models.engine.accounts import Accounts, Grants
    from models.engine.agents import Agents
    from models.engine.authority import Ledger
    from models.engine.clock import Clock
    from models.engine.data_plane import DataPlane
    from models.engine.paths import Debt
    from models.engine.profiles import Profiles
    from models.engine.working_hours import Team

OnRetired = Callable[["State", int], None]
"""Told of an agent's natural death, at that instant, before anything of its access ends."""

OnPhase = Callable[["State", "Controls"], None]
"""Told that other control profiles hold from now on; given those that held before."""


@dataclass(slots=True)
class State:
    """One replication.

    Attributes:
        world: The organisation and its workload.
        governance: The design.
        inherited: The design as found, of which the stocks at the start are drawn.
        replication: Index of the replication.
        clock: Hours; from ``-warm_up_h`` to ``horizon_h``.
        agents: All agents of the run, (A,).
        accounts: All accounts of the run, (N,).
        grants: What they hold.
        allow: Probability that a hop at each code is allowed, (A, 2R).
        controls: Control profiles that hold now.
        profiles: The same as columns.
        hops_per_h: An agent's mean hops per hour by fleet and platform, (F, P).
        hops_on_resources_per_h: The same by resource, (F, R).
        ledger: Authority over time.
        teams: Queues of requests and tickets, one a team of the world.
        plane: The data plane.
        debt: New ways of access, and who has looked at them.
        on_retired: Called for every natural death in the run.
        on_phase: Called when the control profiles change.
        unchecked: Platforms that check nothing now, as their policy fails open.
        closures: Closures of the data plane so far; see `new_closure`.
        keys_issued: Credentials issued, one an account or local key.
        keys_revoked: Those that somebody ended.
        keys_expired: Those that time ended.
        recorder: Told of all that happens; changes nothing.
    """

    world: World
    governance: Governance
    inherited: Governance
    replication: int
    clock: Clock
    agents: Agents
    accounts: Accounts
    grants: Grants
    allow: npt.NDArray[np.float32]
    controls: Controls
    ledger: Ledger
    teams: tuple[Team, ...]
    plane: DataPlane = field(init=False)
    debt: Debt = field(init=False)
    unchecked: Unchecked = field(init=False)
    profiles: Profiles = field(init=False)
    hops_per_h: FloatArray = field(init=False)
    hops_on_resources_per_h: FloatArray = field(init=False)
    on_retired: list[OnRetired] = field(default_factory=list)
    on_phase: list[OnPhase] = field(default_factory=list)
    closures: int = 0
    keys_issued: int = 0
    keys_revoked: int = 0
    keys_expired: int = 0
    recorder: Recorder = SILENT

    def __post_init__(self) -> None:
        """Make the columns of the control profiles, and rates."""
        self.profiles = profiles_of(self.controls)
        self.unchecked = Unchecked(self.world.resource_platform)
        self.hops_per_h = hops_per_h(self.world)
        self.hops_on_resources_per_h = hops_on_resources_per_h(self.world)

    def govern(self, controls: Controls) -> None:
        """Let other control profiles hold from now on."""
        self.controls = controls
        self.profiles = profiles_of(controls)

    @property
    def now(self) -> float:
        """The present, hours."""
        return self.clock.now

    def stream(self, purpose: str, *entity_keys: int) -> np.random.Generator:
        """Return the generator of one purpose and entity; see `streams.stream`."""
        return streams.stream(self.world.seed, self.replication, purpose, *entity_keys)

    def row(self, platform: int, fleet: int) -> Row:
        """Return the control profile of a platform for a fleet, now."""
        return self.controls.at(platform, fleet)

    def account_row(self, account: int) -> Row:
        """Return the control profile that governs an account as a whole, now."""
        accounts = self.accounts
        return self.controls.at(int(accounts.first_platform[account]), int(accounts.fleet[account]))

    def account_rows(self) -> IntArray:
        """Return, for every account, which of ``controls.rows`` governs it now, (N,)."""
        return self.controls.row[self.accounts.first_platform, self.accounts.fleet]

    def new_closure(self) -> int:
        """Return an unused key for a closure of the data plane."""
        self.closures += 1
        return self.closures

    def alive(self, agent: int) -> bool:
        """Return whether an agent lives now."""
        return bool(self.agents.birth_h[agent] <= self.now < self.agents.death_h[agent])

    def live_agents(self) -> IntArray:
        """Return the agents that live now."""
        agents = self.agents
        return np.flatnonzero((agents.birth_h <= self.now) & (self.now < agents.death_h))

    def live_accounts(self) -> IntArray:
        """Return the accounts that live now, orphans included."""
        accounts = self.accounts
        return np.flatnonzero((accounts.created_h <= self.now) & (self.now < accounts.ended_h))

    def end_account(self, account: int, cause: int = NOTHING) -> None:
        """End an account now, with all that its holders could do; once only.

        Living agents that still use it are not stopped: whoever ends an account in use says
        with a closure of the data plane when its agents work again.

        Args:
            account: The account.
            cause: Event that led to it.
        """
        if self.accounts.ended_h[account] < np.inf:
            return
        self.accounts.ended_h[account] = self.now
        self.keys_revoked += 1 + int(self.accounts.residue[account].sum())
        self.accounts.residue[account] = False
        self.ledger.end_account(account, self.now)
        self.recorder.happened(
            Kind.ACCOUNT_ENDED,
            self.now,
            account=account,
            platform=int(self.accounts.first_platform[account]),
            cause=cause,
        )

    def end_access(self, agent: int, account: int, cause: int = NOTHING) -> None:
        """End what a dead agent's holder can do with an account now, and the account if it is his.

        A shared account lives on for the others.
        """
        if self.accounts.shared(account):
            self.ledger.leave(agent, account, self.now)
        else:
            self.end_account(account, cause)

    def change_grants(self, accounts: IntArray, update: Callable[[], None]) -> None:
        """Change grants of some accounts from now on.

        Args:
            accounts: All accounts that *update* touches.
            update: Changes `grants`; called when hops before now are settled.
        """
        agents = np.unique(
            np.concatenate([self.accounts.agents_of(int(each)) for each in accounts])
            if len(accounts)
            else np.zeros(0, dtype=np.int64)
        )

        def both() -> None:
            update()
            allow_again(self, accounts)

        self.plane.change(agents.tolist(), both)
        self.ledger.regrant(accounts, self.now)
