"""A recorded replication, as it is read: events and hops in order of time, and who is who."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - read at run time, as a heading is checked
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models.engine.events import KINDS, NOTHING, Kind
from models.trace.names import Names
from models.trace.recorder import agent_name
from models.trace.refusal import UnreadableTrace
from models.trace.source import scenario_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.compiled.world import BoolArray, FloatArray, IntArray
    from models.scenario.scenario import Scenario

Rows = npt.NDArray[np.void]

DAY_H = 24


@dataclass(frozen=True, slots=True)
class Heading:
    """What a trace is of.

    Attributes:
        engine: Version of the engine that ran.
        scenario: Canonical text of the scenario, with the seed that ran.
        design: Id of the design.
        seed: Seed.
        replication: Index of the replication.
        cell: SHA-256 of the cell that this replication gives, recorded or not.
        start_h: Start of the warm-up, hours.
        horizon_h: End of the run, hours.
        platforms: Ids.
        resources: Ids.
        fleets: Ids.
        directories: Ids, of the design.
        resource_platform: Platform of each resource.
        directory_of: Directory of each platform at the start.
        whats: Sorts of events, by their number.
        settings: Paths of controls, by their number; one paths' list a number.
        hop_share: Share of the executed hops of the chosen agents that is kept.
        hops_executed: How many they executed in all.
        left_out: How many events of a kind there was no room for, by the kind's id.
        chosen: Fleets and agents that were chosen; empty: all.
    """

    engine: str
    scenario: str
    design: str
    seed: int
    replication: int
    cell: str
    start_h: float
    horizon_h: float
    platforms: tuple[str, ...]
    resources: tuple[str, ...]
    fleets: tuple[str, ...]
    directories: tuple[str, ...]
    resource_platform: tuple[int, ...]
    directory_of: tuple[int, ...]
    whats: tuple[str, ...]
    settings: tuple[tuple[str, ...], ...]
    hop_share: float
    hops_executed: int
    left_out: Mapping[str, int]
    chosen: tuple[str, ...]


@dataclass(frozen=True)
class Trace:
    """One recorded replication.  E events, H hops, A agents, N accounts, P platforms.

    Attributes:
        heading: What it is of.
        events: In order of time, dtype `models.trace.table.EVENT`, (E,).
        hops: In order of time, dtype `models.trace.table.HOP`, (H,).
        agent_fleet: Fleet of each agent of the run, (A,).
        agent_slot: Its place in the fleet, (A,).
        agent_generation: How many held the place before, (A,).
        birth_h: First instant of life, (A,).
        death_h: End of life, ``inf`` for none, (A,).
        account_of: Account of each agent on each platform at the end, -1 for none, (A, P).
        user_first: Rows of the list of users by account, (N + 1,).
        user_list: Agents that use each account at some time, ascending within one.
        account_subject: Whose each account is, as `models.compiled.governance.Subject`, (N,).
        account_fleet: (N,).
        account_first: First platform that each opens, (N,).
        account_covers: Platforms that each opens, (N, P).
        account_orphan: Its agent had ended before the run, (N,).
        created_h: (N,).
        ended_h: ``inf`` while it is alive, (N,).
    """

    heading: Heading
    events: Rows
    hops: Rows
    agent_fleet: IntArray
    agent_slot: IntArray
    agent_generation: IntArray
    birth_h: FloatArray
    death_h: FloatArray
    account_of: IntArray
    user_first: IntArray
    user_list: IntArray
    account_subject: IntArray
    account_fleet: IntArray
    account_first: IntArray
    account_covers: BoolArray
    account_orphan: BoolArray
    created_h: FloatArray
    ended_h: FloatArray

    # In order of time, both ways.

    def between(self, from_h: float, to_h: float) -> slice:
        """Return where the events of [from_h, to_h) are."""
        low, high = np.searchsorted(self._event_h, (from_h, to_h))
        return slice(int(low), int(high))

    def hops_between(self, from_h: float, to_h: float) -> slice:
        """Return where the hops of [from_h, to_h) are."""
        low, high = np.searchsorted(self._hop_h, (from_h, to_h))
        return slice(int(low), int(high))

    def next_event(self, at_h: float) -> int:
        """Return the first event after an instant, E if there is none."""
        return int(np.searchsorted(self._event_h, at_h, side="right"))

    def previous_event(self, at_h: float) -> int:
        """Return the last event before an instant, -1 if there is none."""
        return int(np.searchsorted(self._event_h, at_h)) - 1

    def find(
        self,
        kinds: Iterable[Kind] | None = None,
        agents: Iterable[int] | None = None,
        platforms: Iterable[int] | None = None,
        from_h: float = -np.inf,
        to_h: float = np.inf,
    ) -> IntArray:
        """Return the numbers of events, ascending.

        Args:
            kinds: Only these.
            agents: Only those of these agents, and of their accounts.
            platforms: Only those on these.
            from_h: From this instant on.
            to_h: Before this one.
        """
        span = self.between(from_h, to_h)
        rows = self.events[span]
        kept = np.ones(len(rows), dtype=np.bool_)
        if kinds is not None:
            kept &= np.isin(rows["kind"], [int(kind) for kind in kinds])
        if platforms is not None:
            kept &= np.isin(rows["platform"], list(platforms))
        if agents is not None:
            whom = list(agents)
            own = np.isin(rows["agent"], whom)
            kept &= own | ((rows["agent"] < 0) & np.isin(rows["account"], self.accounts_of(whom)))
        found: IntArray = np.flatnonzero(kept) + span.start
        return found

    def effects(self, event: int) -> IntArray:
        """Return the events that one event led to at once, ascending."""
        order, causes = self._by_cause
        low, high = np.searchsorted(causes, (event, event + 1))
        return np.sort(order[low:high])

    def order_of(self, event: int) -> int:
        """Return the order that led to an event, `NOTHING` if none did."""
        while event != NOTHING and self.kind(event) != Kind.ORDERED:
            event = int(self.events["cause"][event])
        return event

    @cached_property
    def _event_h(self) -> FloatArray:
        return np.ascontiguousarray(self.events["at_h"])

    @cached_property
    def _hop_h(self) -> FloatArray:
        return np.ascontiguousarray(self.hops["time_h"])

    @cached_property
    def _by_cause(self) -> tuple[IntArray, IntArray]:
        order = np.argsort(self.events["cause"], kind="stable")
        return order, np.ascontiguousarray(self.events["cause"][order])

    # Who is who.

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that it was recorded from.

        Raises:
            UnreadableTrace: It cannot be read, or is not the one that the trace speaks of.
        """
        return scenario_of(self.heading)

    @cached_property
    def names(self) -> Names:
        """What people call what it speaks of; ids where its scenario cannot be read."""
        try:
            return Names(self.heading, self.scenario)
        except UnreadableTrace:
            return Names(self.heading, None)

    def agent_title(self, agent: int) -> str:
        """Return what people call an agent, such as ``Mail triage 3``; a later holder ``3.1``."""
        return self.names.agent(
            int(self.agent_fleet[agent]),
            int(self.agent_slot[agent]),
            int(self.agent_generation[agent]),
        )

    def agent_name(self, agent: int) -> str:
        """Return the id of an agent, such as ``triage_3``; its later holder is ``triage_3.1``."""
        return agent_name(
            self.heading.fleets[self.agent_fleet[agent]],
            int(self.agent_slot[agent]),
            int(self.agent_generation[agent]),
        )

    @cached_property
    def agents_by_name(self) -> Mapping[str, int]:
        """Every agent of the run by its id."""
        return {self.agent_name(agent): agent for agent in range(len(self.agent_fleet))}

    def users_of(self, account: int) -> IntArray:
        """Return the agents that use an account at some time, ascending."""
        return self.user_list[self.user_first[account] : self.user_first[account + 1]]

    def accounts_of(self, agents: Iterable[int]) -> IntArray:
        """Return the accounts that any of some agents uses at some time, ascending."""
        users = np.isin(self.user_list, list(agents))
        owner = np.repeat(np.arange(len(self.account_fleet)), np.diff(self.user_first))
        return np.unique(owner[users])

    def platform_of(self, code: int) -> int:
        """Return the platform of what a code names."""
        return self.heading.resource_platform[code % len(self.heading.resources)]

    def called(self, key: str) -> str:
        """Return what people call a fleet or an agent by its id."""
        agent = self.agents_by_name.get(key) if key not in self.heading.fleets else None
        return self.names.of("fleet", key) if agent is None else self.agent_title(agent)

    def kind(self, event: int) -> Kind:
        """Return the kind of an event."""
        return Kind(int(self.events["kind"][event]))

    def what(self, event: int) -> str:
        """Return the sort of an event."""
        return self.heading.whats[int(self.events["what"][event])]

    def settings_of(self, event: int) -> tuple[str, ...]:
        """Return the paths of the controls that an event names."""
        return self.heading.settings[int(self.events["settings"][event])]

    @property
    def missing(self) -> tuple[str, ...]:
        """What the trace does not hold, in words; empty where it is whole."""
        found = []
        if self.heading.hop_share < 1.0:
            kept, executed = len(self.hops), self.heading.hops_executed
            found.append(
                f"{kept:,} of {executed:,} hops are kept" if executed else "hops are not kept"
            )
        found += [
            f"no room for {count:,} events “{kind.replace('_', ' ')}”"
            for kind, count in self.heading.left_out.items()
        ]
        if self.heading.chosen:
            found.append(f"only {', '.join(map(self.called, self.heading.chosen))}")
        return tuple(found)


def kind_called(name: str) -> Kind:
    """Return the kind with an id, such as ``access_ended``.

    Raises:
        KeyError: There is none.
    """
    return next((k for k, about in KINDS.items() if about.id == name), None) or _unknown(name)


def _unknown(name: str) -> Kind:
    raise KeyError(name)
