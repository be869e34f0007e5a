"""How credentials are lost: leaks, thefts, hijacks, abused federation, and injected ones (M7).

Each is a keyed Exp(1) threshold on the integrated hazard of a secret's copy, an agent or a
binding.  Only the next loss of a run is on the clock.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.keys import key_of
from models.engine.events import LOCAL_KEY, NOTHING, OLD_SECRET, Kind
from models.engine.records import CAUSES
from models.engine.secrets import MOST_COPIES, crossings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.compiled.governance import Governance, Row
    from models.compiled.world import Happening, IntArray
    from models.engine.secrets import Secrets
    from models.engine.state import State

COPY_LEAK, TOKEN_THEFT, HIJACK, FEDERATION, INJECTED, DIRECTORY, VAULT = range(len(CAUSES))

HELD_BY_PROOF = frozenset({"spiffe_svid"})
"""Kinds whose tokens cannot be used by whoever bears them: a key of their own must be proven.

Source: SPIFFE X.509-SVIDs authenticate by mutual TLS.
"""


@dataclass(frozen=True, slots=True)
class Loss:
    """A credential that somebody else has from now on.

    Attributes:
        cause: Index into `CAUSES`.
        key: What the draws of its consequences are keyed by.
        at_h: When it was lost.
        what: ``secret``, ``local_key``, ``token``, ``agent`` or ``trust``; ``directory`` or
            ``vault`` for all that one mints or holds.
        agent: Agent whose credential it is, or -1 for those of a directory or vault.
        account: Account, or -1 for all the agent's.
        platform: Platform, or -1 for all that it opens; where no token is minted, what is stolen
            on the way is the secret itself.
        event: Number of its event in a trace.
        place: Index of the directory in the design, or of the vault; else -1.
    """

    cause: int
    key: int
    at_h: float
    what: str
    agent: int
    account: int
    platform: int
    event: int = NOTHING
    place: int = -1


SETTINGS = {
    COPY_LEAK: ("credential", "rotation", "copies", "hazards.copy_leak"),
    TOKEN_THEFT: ("credential", "access_ttl", "hazards.token_theft"),
    HIJACK: ("hazards.hijack", "issuance"),
    FEDERATION: ("hazards.federation",),
    INJECTED: ("credential", "rotation"),
    DIRECTORY: ("directory.compromise", "access_ttl"),
    VAULT: ("vault.leak", "credential", "rotation"),
}
"""Controls that let each cause of a loss happen."""


class Losses:
    """All losses of a run."""

    def __init__(self, state: State, secrets: Secrets, lost: Callable[[Loss], None]) -> None:
        """Know what can be lost.

        Args:
            state: The replication.
            secrets: Stored secrets.
            lost: Told of every loss, at its instant.
        """
        self._state = state
        self._secrets = secrets
        self._lost = lost
        self._coming: list[Loss] = []

    def start(self) -> None:
        """Draw all losses and put the first on the clock."""
        found = [*self._leaks(), *self._local_keys(), *self._of_agents(), *self._federation()]
        found += [*self._directories(), *self._vaults()]
        self._coming = sorted(found, key=lambda loss: (-loss.at_h, loss.cause, loss.key))
        self._arm()
        for happening in self._state.world.happenings:
            if happening.kind in {"leak", "hijack", "directory_compromise", "vault_leak"}:
                self._state.clock.at(happening.at_h, partial(self._inject, happening))

    def _arm(self) -> None:
        if self._coming:
            self._state.clock.at(self._coming[-1].at_h, self._ring)

    def _ring(self) -> None:
        loss = self._coming.pop()
        if loss.cause in {TOKEN_THEFT, FEDERATION}:  # of the account that is in use by now
            account = int(self._state.accounts.account_of[loss.agent, loss.platform])
            loss = replace(loss, account=account)
        if self._still_there(loss):
            self._tell(loss)
        self._arm()

    def _tell(self, loss: Loss, cause: int = NOTHING) -> None:
        """Let a loss happen."""
        platform = loss.platform
        if loss.place >= 0:
            whole = loss.what == "directory"
            event = self._state.recorder.happened(
                Kind.STORE_COMPROMISED,
                loss.at_h,
                directory=loss.place if whole else -1,
                cause=cause,
                settings=SETTINGS[DIRECTORY if whole else VAULT],
                what="directory" if whole else f"vault {self._state.world.vault_ids[loss.place]}",
            )
            self._lost(replace(loss, event=event))
            return
        if loss.account >= 0 and platform < 0:
            platform = int(self._state.accounts.first_platform[loss.account])
        event = self._state.recorder.happened(
            Kind.CREDENTIAL_LOST,
            loss.at_h,
            agent=loss.agent,
            account=loss.account,
            platform=platform,
            cause=self._issued(loss, platform) if cause == NOTHING else cause,
            settings=SETTINGS[loss.cause],
            what=f"{CAUSES[loss.cause]}: {loss.what}".replace("_", " "),
        )
        self._lost(replace(loss, event=event))

    def _issued(self, loss: Loss, platform: int) -> int:
        """Return the event by which what was lost came to be."""
        last, account = self._state.recorder.last, loss.account
        if account < 0:
            return last(Kind.BORN, agent=loss.agent)
        if loss.what == "local_key":
            return last(Kind.KEY_LEFT, account=account, platform=platform, what=LOCAL_KEY)
        if loss.what == "secret" and self._secrets.has_old(account):
            return last(Kind.KEY_LEFT, account=account, what=OLD_SECRET)
        return last(Kind.CREDENTIAL_ISSUED, account=account)

    def _still_there(self, loss: Loss) -> bool:
        accounts = self._state.accounts
        if loss.what == "local_key":
            return bool(accounts.residue[loss.account, loss.platform])
        return loss.account < 0 or bool(accounts.ended_h[loss.account] > loss.at_h)

    def _leaks(self) -> Iterator[Loss]:
        """Yield leaks of copies of stored secrets."""
        accounts = self._state.accounts
        start_h, end_h = -self._state.world.warm_up_h, self._state.world.horizon_h
        for account in range(len(accounts)):
            from_h = max(start_h, float(accounts.created_h[account]))
            if from_h < end_h:
                for at_h, copy, number in self._secrets.leaks(account, from_h, end_h):
                    key = key_of("leak", int(accounts.key[account]), copy, number)
                    agent = holder(self._state, account, at_h)
                    yield Loss(COPY_LEAK, key, at_h, "secret", agent, account, -1)

    def _local_keys(self) -> Iterator[Loss]:
        """Yield leaks of local keys that federation left behind; nobody rotates them."""
        state, accounts = self._state, self._state.accounts
        start_h, end_h = -state.world.warm_up_h, state.world.horizon_h
        for account, platform in np.argwhere(accounts.residue):
            row = state.inherited.controls(start_h).at(platform, int(accounts.fleet[account]))
            key = int(accounts.key[account]), int(state.world.platform_keys[platform])
            generator = state.stream("leak of a local key", *key)
            copies = min(MOST_COPIES, max(1, round(row.copies.draw_one(generator))))
            from_h = max(start_h, float(accounts.created_h[account]))
            at_h = from_h + _quotient(
                generator.standard_exponential(), row.copy_leak_per_h * copies
            )
            if at_h < end_h:
                agent = holder(self._state, int(account), at_h)
                number = key_of("leak of a local key", *key)
                yield Loss(COPY_LEAK, number, at_h, "local_key", agent, int(account), int(platform))

    def _of_agents(self) -> Iterator[Loss]:
        """Yield thefts of tokens and hijacks of agents."""
        state = self._state
        thefts, hijacks = _Rates(state, _theft_rate), _Rates(state, lambda row: row.hijack_per_h)
        for agent, key in enumerate(map(int, state.agents.key)):
            for n, at_h in enumerate(thefts.times(agent, "theft of a token")):
                platform = thefts.platform(agent, at_h, n)
                account = int(state.accounts.account_of[agent, platform])
                row = state.governance.controls(at_h).at(platform, int(state.agents.fleet[agent]))
                what = "token" if row.minted else "secret"
                number = key_of("theft", key, n)
                yield Loss(TOKEN_THEFT, number, at_h, what, agent, account, platform)
            for n, at_h in enumerate(hijacks.times(agent, "hijack")):
                yield Loss(HIJACK, key_of("hijack", key, n), at_h, "agent", agent, -1, -1)

    def _federation(self) -> Iterator[Loss]:
        """Yield abuses of federation trusts, one hazard a binding."""
        state = self._state
        world, accounts = state.world, state.accounts
        federated = np.array([phase.federated for phase in state.governance.phases])
        for platform in np.flatnonzero(federated.any(axis=0)).tolist():
            users = np.flatnonzero(accounts.account_of[:, platform] >= 0)
            fleets = np.unique(state.agents.fleet[users]).tolist()
            edges, phases = spans(state.governance, -world.warm_up_h, world.horizon_h)
            rates = [
                max(
                    (state.governance.phases[n].at(platform, f).federation_per_h for f in fleets),
                    default=0.0,
                )
                * federated[n, platform]
                for n in phases
            ]
            key = int(world.platform_keys[platform])
            generator = state.stream("abuse of a federation", key)
            first = float(generator.standard_exponential())
            for n, at_h in enumerate(crossings(generator, edges, rates, first)):
                agent = self._drawn(users, float(at_h), key_of("federation", key, n))
                if agent >= 0:
                    account = int(accounts.account_of[agent, platform])
                    number = key_of("abuse of a federation", key, n)
                    yield Loss(FEDERATION, number, float(at_h), "trust", agent, account, platform)

    def _directories(self) -> Iterator[Loss]:
        """Yield compromises of whole directories, at the same rates whatever is bound to them."""
        design = self._state.governance
        for directory, key in enumerate(design.directory_keys.tolist()):
            rate = float(design.compromise_per_h[directory])
            for n, at_h in enumerate(self._at_rate("compromise of a directory", key, rate)):
                number = key_of("compromise of a directory", key, n)
                yield Loss(DIRECTORY, number, at_h, "directory", -1, -1, -1, place=directory)

    def _vaults(self) -> Iterator[Loss]:
        """Yield leaks of all that a vault holds."""
        world = self._state.world
        for vault, name in enumerate(world.vault_ids):
            key, rate = key_of("vault", name), float(world.vault_leak_per_h[vault])
            for n, at_h in enumerate(self._at_rate("leak of a vault", key, rate)):
                number = key_of("leak of a vault", key, n)
                yield Loss(VAULT, number, at_h, "vault", -1, -1, -1, place=vault)

    def _at_rate(self, purpose: str, key: int, rate_per_h: float) -> list[float]:
        """Return when a constant hazard strikes in the run."""
        world, generator = self._state.world, self._state.stream(purpose, key)
        first = float(generator.standard_exponential())
        return crossings(generator, [-world.warm_up_h, world.horizon_h], [rate_per_h], first)

    def _inject(self, happening: Happening) -> None:
        """Let happen now what an incident of the scenario says."""
        state = self._state
        key = key_of("injected", happening.id, happening.number)
        if happening.kind in {"directory_compromise", "vault_leak"}:
            self._inject_all(happening, key)
            return
        agents = np.flatnonzero(state.agents.fleet == happening.fleet)
        agent = self._drawn(agents, state.now, key)
        if agent < 0:
            return
        incident = state.recorder.happened(
            Kind.INCIDENT,
            state.now,
            agent=agent,
            platform=happening.platform,
            what=f"{happening.kind} {happening.id}",
        )
        if happening.kind == "hijack":
            self._tell(Loss(INJECTED, key, state.now, "agent", agent, -1, -1), incident)
            return
        account = int(state.accounts.account_of[agent, happening.platform])
        if account < 0 or state.accounts.ended_h[account] <= state.now:
            return
        row = state.way_row(account, happening.platform)
        if row.exportable or self._secrets.old_until_h(account) > state.now:
            self._tell(Loss(INJECTED, key, state.now, "secret", agent, account, -1), incident)
        else:
            self._tell(
                Loss(INJECTED, key, state.now, "token", agent, account, happening.platform),
                incident,
            )

    def _inject_all(self, happening: Happening, key: int) -> None:
        """Let a directory that the design uses, or a vault, be compromised now."""
        state, what, place = self._state, "vault", happening.vault
        if happening.kind == "directory_compromise":
            ids = state.governance.directory_ids
            if happening.directory not in ids:
                return
            what, place = "directory", ids.index(happening.directory)
        incident = state.recorder.happened(
            Kind.INCIDENT, state.now, what=f"{happening.kind} {happening.id}"
        )
        self._tell(Loss(INJECTED, key, state.now, what, -1, -1, -1, place=place), incident)

    def _drawn(self, agents: IntArray, at_h: float, key: int) -> int:
        """Return one of the agents that live at an instant, or -1."""
        born, dead = self._state.agents.birth_h[agents], self._state.agents.death_h[agents]
        live = agents[(born <= at_h) & (at_h < dead)]
        if len(live) == 0:
            return -1
        return int(live[int(self._state.stream("drawn agent", key).integers(len(live)))])


class _Rates:
    """A hazard of agents: the mean over the platforms that they use."""

    def __init__(self, state: State, rate: Callable[[Row], float]) -> None:
        self._state = state
        used = state.world.uses
        share = used / np.maximum(used.sum(axis=1, keepdims=True), 1)
        self._tables = [
            share * np.array([rate(row) for row in phase.rows])[phase.row.T]
            for phase in state.governance.phases
        ]  # (F, P) each
        self._totals = [[float(line.sum()) for line in table] for table in self._tables]
        self._any = any(table.any() for table in self._tables)

    def times(self, agent: int, purpose: str) -> list[float]:
        """Return when it strikes an agent, while it lives in the run."""
        agents, world = self._state.agents, self._state.world
        from_h = max(-world.warm_up_h, float(agents.birth_h[agent]))
        to_h = min(world.horizon_h, float(agents.death_h[agent]))
        if not self._any or to_h <= from_h:
            return []
        generator = self._state.stream(purpose, int(agents.key[agent]))
        edges, phases = spans(self._state.governance, from_h, to_h)
        fleet = int(agents.fleet[agent])
        rates = [self._totals[n][fleet] for n in phases]
        return crossings(generator, edges, rates, generator.standard_exponential())

    def platform(self, agent: int, at_h: float, number: int) -> int:
        """Return the platform that one strike is about, drawn by its part of the hazard."""
        agents = self._state.agents
        _, phases = spans(self._state.governance, at_h, at_h + 1.0)
        parts = np.cumsum(self._tables[phases[0]][int(agents.fleet[agent])])
        generator = self._state.stream("platform of a strike", int(agents.key[agent]), number)
        return int(np.searchsorted(parts, generator.random() * parts[-1], side="right"))


def holder(state: State, account: int, at_h: float) -> int:
    """Return an agent that uses an account at an instant, or once did; of an orphan, a like."""
    agents = state.agents
    users = state.accounts.agents_of(account)
    live = users[(agents.birth_h[users] <= at_h) & (at_h < agents.death_h[users])]
    if len(live):
        return int(live[0])
    if len(users):
        return int(users[-1])
    return int(np.flatnonzero(agents.fleet == state.accounts.fleet[account])[0])


def spans(governance: Governance, from_h: float, to_h: float) -> tuple[list[float], list[int]]:
    """Return the edges of the phases within [from_h, to_h], (S + 1,), and which phases, S."""
    inside = [n for n, phase in enumerate(governance.phases) if from_h < phase.start_h < to_h]
    first = sum(phase.start_h <= from_h for phase in governance.phases) - 1
    edges = [from_h, *(governance.phases[n].start_h for n in inside), to_h]
    return edges, [first, *inside]


def _theft_rate(row: Row) -> float:
    """Return the hazard that whoever bears a token can use it."""
    return 0.0 if row.credential in HELD_BY_PROOF else row.token_theft_per_h


def _quotient(threshold: float, rate_per_h: float) -> float:
    return threshold / rate_per_h if rate_per_h > 0 else math.inf
