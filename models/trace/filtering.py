"""Which events are looked at: by kind, domain, fleet and agent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.engine.events import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.compiled.world import BoolArray, IntArray
    from models.trace.trace import Trace

GROUPS: Mapping[str, tuple[Kind, ...]] = {
    "Orders and ends of access": (
        Kind.ORDERED, Kind.ORDER_OMITTED, Kind.ROUTED, Kind.DISABLED, Kind.PROPAGATED,
        Kind.ACCESS_ENDED, Kind.ACCESS_STAYS,
    ),
    "Incidents, leaks, attackers": (
        Kind.INCIDENT, Kind.CREDENTIAL_LOST, Kind.STORE_COMPROMISED, Kind.FIRST_USE,
        Kind.ATTACK_STEP, Kind.ATTACK_ENDED, Kind.ALARMED, Kind.DETECTED,
    ),
    "Outages": (Kind.OUTAGE_BEGAN, Kind.OUTAGE_ENDED),
    "Reviews and inventory": (
        Kind.REVIEWED, Kind.REVIEW_FOUND, Kind.RECONCILED, Kind.ACCOUNT_LISTED,
    ),
    "Exceptions and migrations": (
        Kind.EXCEPTION_BEGAN, Kind.EXCEPTION_ENDED, Kind.MIGRATION_PLANNED, Kind.MIGRATED,
        Kind.MIGRATION_STOPPED, Kind.KEY_LEFT,
    ),
    "Agents and fleets": (Kind.BORN, Kind.RETIRED, Kind.OWNER_CHANGED, Kind.PURPOSE_CHANGED),
    "Accounts and credentials": (
        Kind.ACCOUNT_OPENED, Kind.ACCOUNT_ENDED, Kind.CREDENTIAL_ISSUED, Kind.CREDENTIAL_REPLACED,
        Kind.CREDENTIAL_REMOVED, Kind.GRANT_ADDED, Kind.GRANT_ENDED,
    ),
    "Requests and tasks": (
        Kind.REQUEST_OPENED, Kind.REQUEST_DECIDED, Kind.HOP_STOPPED, Kind.WENT_ON, Kind.ABANDONED,
    ),
}  # fmt: skip
"""All kinds of events, each in the one group with which it is shown."""

MATTERS = frozenset({
    Kind.ORDERED, Kind.ORDER_OMITTED, Kind.DISABLED, Kind.ACCESS_ENDED, Kind.ACCESS_STAYS,
    Kind.INCIDENT, Kind.CREDENTIAL_LOST, Kind.STORE_COMPROMISED, Kind.FIRST_USE,
    Kind.ATTACK_ENDED, Kind.ALARMED, Kind.DETECTED, Kind.OUTAGE_BEGAN, Kind.OUTAGE_ENDED,
    Kind.REVIEWED, Kind.REVIEW_FOUND, Kind.RECONCILED, Kind.ACCOUNT_LISTED, Kind.EXCEPTION_BEGAN,
    Kind.EXCEPTION_ENDED, Kind.KEY_LEFT, Kind.MIGRATED, Kind.MIGRATION_STOPPED, Kind.BORN,
    Kind.RETIRED,
})  # fmt: skip
"""Kinds that say how access goes, without the steps on the way and what every task does."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What events have to have to be looked at; empty texts: any.

    Attributes:
        kinds: Kinds; None: all.
        domain: Id of the platform that they concern.
        fleet: Id of the fleet.
        agent: Name of an agent of it, such as ``triage_3``.
    """

    kinds: frozenset[Kind] | None = MATTERS
    domain: str = ""
    fleet: str = ""
    agent: str = ""

    @property
    def is_open(self) -> bool:
        """Whether every event passes."""
        return self.kinds is None and not (self.domain or self.fleet or self.agent)


def passing(trace: Trace, chosen: Filter) -> IntArray:
    """Return the numbers of the events that pass a filter, ascending.

    What the trace does not know, such as a fleet of another organisation, lets nothing pass.
    """
    agent = trace.agents_by_name.get(chosen.agent) if chosen.agent else None
    if chosen.agent and agent is None:
        return np.zeros(0, dtype=np.int64)
    found = trace.find(chosen.kinds, None if agent is None else [agent])
    if chosen.fleet:
        found = found[_owned(trace, chosen.fleet)[found]]
    if chosen.domain:
        found = found[concerned(trace, chosen.domain)[found]]
    return found


def _owned(trace: Trace, fleet: str) -> BoolArray:
    """Return which events are of a fleet: of its agents, or of its accounts, orphans too, (E,)."""
    events, number = trace.events, _number_of(trace, fleet)
    own = _at(trace.agent_fleet == number, events["agent"])
    return own | ((events["agent"] < 0) & _at(trace.account_fleet == number, events["account"]))


def concerned(trace: Trace, domain: str) -> BoolArray:
    """Return which events concern a domain, (E,).

    An event that names a platform concerns that one; one of a directory all platforms that it
    authenticates for at the start of the run; one of an account all that the account opens; one
    of an agent, such as an order, all on which the agent has an account at some time.

    Args:
        trace: The trace.
        domain: Id of a platform.
    """
    if domain not in trace.heading.platforms:
        return np.zeros(len(trace.events), dtype=np.bool_)
    place, events = trace.heading.platforms.index(domain), trace.events
    directory = trace.heading.directory_of[place]
    found: BoolArray = np.select(
        [events["platform"] >= 0, events["directory"] >= 0, events["account"] >= 0,
         events["agent"] >= 0],
        [events["platform"] == place, events["directory"] == directory,
         _at(trace.account_covers[:, place], events["account"]),
         _at(trace.account_of[:, place] >= 0, events["agent"])],
        default=np.False_,
    )  # fmt: skip
    return found


def _at(values: BoolArray, places: IntArray) -> BoolArray:
    """Return values at places; False where there is no such place."""
    if not len(values):
        return np.zeros(len(places), dtype=np.bool_)
    found: BoolArray = values[np.maximum(places, 0)] & (places >= 0)
    return found


def _number_of(trace: Trace, fleet: str) -> int:
    """Return the number of a fleet, -1 for one that the trace does not know."""
    fleets = trace.heading.fleets
    return fleets.index(fleet) if fleet in fleets else -1


def agents_called(traces: Sequence[Trace], fleet: str) -> dict[str, str]:
    """Return the numbers of all agents of a fleet that any of some traces knows, by their ids."""
    names = (
        trace.agent_name(agent)
        for trace in traces
        for agent in np.flatnonzero(trace.agent_fleet == _number_of(trace, fleet)).tolist()
    )
    return {name: name.removeprefix(f"{fleet}_") for name in names}


def filter_about(trace: Trace, event: int) -> Filter:
    """Return the narrowest filter that an event passes, as far as the event says.

    An account that several agents share gives its fleet and no agent.
    """
    row = trace.events[event]
    agent, account, platform = (int(row[name]) for name in ("agent", "account", "platform"))
    if agent < 0 <= account and len(users := trace.users_of(account)) == 1:
        agent = int(users[0])
    fleets = trace.heading.fleets
    fleet = ""
    if agent >= 0:
        fleet = fleets[int(trace.agent_fleet[agent])]
    elif account >= 0:
        fleet = fleets[int(trace.account_fleet[account])]
    return Filter(
        frozenset({trace.kind(event)}),
        trace.heading.platforms[platform] if platform >= 0 else "",
        fleet,
        trace.agent_name(agent) if agent >= 0 else "",
    )
