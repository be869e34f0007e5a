"""All that one replication knows while it runs; mechanisms read and change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models.engine import streams
from models.engine.admission import waiting_at_birth
from models.engine.authentication import hops_on_resources_per_h, hops_per_h
from models.engine.authorisation import allow_again
from models.engine.events import NOTHING, SILENT, Kind, Recorder
from models.engine.groups import row_numbers
from models.engine.paths import Why
from models.engine.policy_failure import Unchecked
from models.engine.profiles import profiles_of

if TYPE_CHECKING:
    from models.compiled.governance import Controls, Governance, Row
    from models.compiled.world import BoolArray, FloatArray, IntArray, World
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
        rows: Rows of all phases, each once, (K,).
        profiles: The same as columns, and which of them holds where now.
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
        closed_h: When somebody took from an account what it opened on a platform where others had
            taken its place, by account and platform; not where an order ended it.
        unopened: True where an agent has, or at its birth will have, no access to a platform yet,
            (A, P).
        opened_h: When access was first given that an agent waited for, by agent and platform.
        left_with: Platforms and accounts that each agent had there before it got another one.
        turned_h: When accounts first take the place of others; ``inf``: never.
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
    rows: tuple[Row, ...] = field(init=False)
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
    turned_h: float = field(init=False)
    closed_h: dict[tuple[int, int], float] = field(default_factory=dict)
    unopened: BoolArray = field(init=False)
    _numbers: dict[float, IntArray] = field(init=False)
    opened_h: dict[tuple[int, int], float] = field(default_factory=dict)
    left_with: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the columns of the control profiles, and rates."""
        self.unopened = waiting_at_birth(self.world, self.governance, self.agents, self.accounts)
        agent, platform = np.nonzero(self.unopened)
        self.accounts.covers[self.accounts.account_of[agent, platform], platform] = False
        self.turned_h = float(self.accounts.left_h.min(initial=np.inf))
        self.rows, numbers = row_numbers(self.governance)
        starts = [phase.start_h for phase in self.governance.phases]
        self._numbers = dict(zip(starts, numbers, strict=True))
        self.profiles = profiles_of(self.rows, self._row_of(self.controls))
        self.unchecked = Unchecked(self.world.resource_platform)
        self.hops_per_h = hops_per_h(self.world)
        self.hops_on_resources_per_h = hops_on_resources_per_h(self.world)

    def govern(self, controls: Controls) -> None:
        """Let other control profiles hold from now on."""
        self.controls = controls
        self.profiles = replace(self.profiles, row=self._row_of(controls))

    def _row_of(self, controls: Controls) -> IntArray:
        """Return which row of all governs each platform and fleet in a phase, (P, F)."""
        return self._numbers[controls.start_h]

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

    def way_row(self, account: int, platform: int, at_h: float | None = None) -> Row:
        """Return the control profile of what an account opens on a platform, at an instant.

        That of the structure to which the account belongs: where others have taken its place,
        the last one before.

        Args:
            account: The account.
            platform: The platform.
            at_h: The instant; now if left out.
        """
        at_h = self.now if at_h is None else at_h
        if self.accounts.left_h[account, platform] <= at_h:
            return self.rows[int(self.accounts.kept_row[account, platform])]
        return self.governance.controls(at_h).at(platform, int(self.accounts.fleet[account]))

    def account_row(self, account: int, at_h: float | None = None) -> Row:
        """Return the control profile that governs an account as a whole, as `way_row`."""
        at_h = self.now if at_h is None else at_h
        return self.way_row(account, self.seat(account, at_h), at_h)

    def seat(self, account: int, at_h: float) -> int:
        """Return the platform whose profile governs an account as a whole at an instant.

        The first that it opened, or the first on which nobody has taken its place.
        """
        accounts = self.accounts
        first = int(accounts.first_platform[account])
        if accounts.left_h[account, first] > at_h:
            return first
        opened = accounts.opens_h[account] <= at_h
        still = np.flatnonzero(opened & (accounts.left_h[account] > at_h))
        return int(still[0]) if len(still) else first

    def account_rows(self) -> IntArray:
        """Return, for every account, which of `rows` governs it now, (N,)."""
        accounts, first = self.accounts, self.accounts.first_platform
        found = self.profiles.row[first, accounts.fleet]
        mine = np.arange(len(accounts))
        for each in np.flatnonzero(accounts.left_h[mine, first] <= self.now).tolist():
            seat = self.seat(each, self.now)
            left = accounts.left_h[each, seat] <= self.now
            now = self.profiles.row[seat, accounts.fleet[each]]
            found[each] = accounts.kept_row[each, seat] if left else now
        return found

    def way_number(self, account: int, platform: int) -> int:
        """Return which of `rows` governs what an account opens on a platform now."""
        accounts = self.accounts
        if accounts.left_h[account, platform] <= self.now:
            return int(accounts.kept_row[account, platform])
        return int(self.profiles.row[platform, accounts.fleet[account]])

    def way_rows(self, accounts: IntArray) -> IntArray:
        """Return which of `rows` governs some accounts on each platform now, (n, P)."""
        found = self.profiles.row.T[self.accounts.fleet[accounts]]
        if not self.has_turned:
            return found
        left = self.accounts.left(accounts, self.now)
        return np.where(left, self.accounts.kept_row[accounts], found)

    @property
    def has_turned(self) -> bool:
        """Whether accounts have taken the place of others so far."""
        return bool(self.turned_h <= self.now)

    def ways(self, agent: int) -> list[tuple[int, int]]:
        """Return platforms and live accounts by which an agent has access now, by platform.

        The account that it works with comes first, then those that were left behind.
        """
        accounts = self.accounts
        now = [(p, a) for p, a in enumerate(accounts.account_of[agent].tolist()) if a >= 0]
        found = now + self.left_with.get(agent, [])
        live = [
            (p, a) for p, a in found if accounts.ended_h[a] > self.now and accounts.covers[a, p]
        ]
        return sorted(live, key=lambda way: way[0])

    def ways_beside(self, agent: int, held: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
        """Return the `ways` of an agent that are not among the accounts held by platform."""
        return tuple((p, a) for p, a in self.ways(agent) if held.get(p) != a)

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

    def open_access(self, agent: int, platform: int) -> None:
        """Let an agent use a platform for which it waited, from now on; see `DataPlane.decide`."""
        account = int(self.accounts.account_of[agent, platform])
        self.unopened[agent, platform] = False
        self.opened_h.setdefault((agent, platform), self.now)
        self.debt.open(Why.BIRTH, account, platform)
        self.accounts.covers[account, platform] = True
        allow_again(self, np.array([account]))
        self.ledger.regrant(np.array([account]), self.now)

    def took_along(self, account: int, platform: int) -> list[int]:
        """Return the accounts that took along what an account held on a platform."""
        if self.accounts.left_h[account, platform] > self.now:
            return []
        agents = self.accounts.agents_of(account)
        heirs = np.unique(self.accounts.account_of[agents, platform])
        return [a for a in heirs.tolist() if a != account and self.grants.inherited[a, platform]]

    def is_left(self, account: int) -> bool:
        """Return whether others have taken the place of an account wherever it opened anything."""
        accounts = self.accounts
        opened = accounts.opens_h[account] <= self.now
        return bool((accounts.left_h[account, opened] <= self.now).all())

    def end_way(self, account: int, platform: int, cause: int = NOTHING) -> None:
        """Take from an account now what it opens on a platform where others took its place.

        With the last platform ends the account.
        """
        accounts = self.accounts
        if not accounts.covers[account, platform] or accounts.ended_h[account] < np.inf:
            return
        self.closed_h[account, platform] = self.now
        if np.count_nonzero(accounts.covers[account]) == 1:
            self.end_account(account, cause)
            return
        self.keys_revoked += int(accounts.residue[account, platform])
        accounts.residue[account, platform] = accounts.covers[account, platform] = False
        self.ledger.regrant(np.array([account]), self.now)

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
