"""Revoke now: what an order at one moment ends, where, when, and why it takes that long.

The order is put into the scenario as an incident and the same seed is run again.  Draws are keyed
by who and what they are for, so that everything before the order, and everything that it does not
touch, is the same as in the replication that was watched.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.engine.events import Kind
from models.scenario.edits import with_value
from models.trace.why import Drilling

if TYPE_CHECKING:
    from models.compiled.world import FloatArray, IntArray
    from models.scenario.scenario import Scenario
    from models.trace.trace import Trace

REVOKE_NOW = "revoke_now"
"""Id of the incident; numbered where the scenario has one of that name."""

REASON = "incident"
"""Not a drill: a drill's orders change nothing but what is measured."""

SAME_H = 1e-3
"""Orders within this of a moment are those of the moment."""

LEFT = "nothing had ended it when the run did: on its way, or left to a review or a rotation"


@dataclass(frozen=True, slots=True)
class Revocation:
    """An order that access ends.

    Attributes:
        fleet: Id of the fleet whose access ends.
        at_h: When, hours after the warm-up, in [0, horizon).
        place: Place in the fleet, from 1, of the one agent that it is about; None: all of them.
    """

    fleet: str
    at_h: float
    place: int | None = None


def with_revocation(scenario: Scenario, order: Revocation) -> Scenario:
    """Return a scenario in which a fleet, or one agent of it, is ordered to lose access.

    Raises:
        KeyError: There is no such fleet.
        ValueError: The moment is not in the run.
    """
    if order.fleet not in scenario.workload.fleets:
        raise KeyError(order.fleet)
    if not 0.0 <= order.at_h < scenario.experiment.horizon.hours:
        raise ValueError(order.at_h)
    what = {"fleet": order.fleet, "reason": REASON}
    if order.place is not None:
        what["place"] = str(order.place)
    incident = {"title": "Revoke now", "at": f"{order.at_h:.6f} h", "order": what}
    return with_value(scenario, ("incidents", revocation_id(scenario)), incident)


def holder_at(trace: Trace, order: Revocation) -> int:
    """Return the agent that holds the place of an order at its moment, -1 if nobody does."""
    if order.place is None or order.fleet not in trace.heading.fleets:
        return -1
    mine = trace.agent_fleet == trace.heading.fleets.index(order.fleet)
    lives = (trace.birth_h <= order.at_h) & (order.at_h < trace.death_h)
    found = np.flatnonzero(mine & lives & (trace.agent_slot == order.place - 1))
    return int(found[0]) if len(found) else -1


def revocation_id(scenario: Scenario) -> str:
    """Return the id that the order gets."""
    name, number = REVOKE_NOW, 1
    while name in scenario.incidents:
        number += 1
        name = f"{REVOKE_NOW}_{number}"
    return name


@dataclass(frozen=True, slots=True)
class Drain:
    """What became of the access to one platform.

    Attributes:
        platform: Id.
        pairs: How many agents had access there that the order is about.
        ended: How many lost it before the end of the run.
        lags_h: How long each took after the order, ascending; those that stay are not there, (n,).
        stays: How many keep it until the end of the run, or for ever.
        why: What decided: for the one that took longest, or for one that stays.
        controls: Paths of the controls that decided.
    """

    platform: str
    pairs: int
    lags_h: FloatArray
    stays: int
    why: str
    controls: tuple[str, ...]

    @property
    def ended(self) -> int:
        """How many lost access."""
        return len(self.lags_h)

    @property
    def last_h(self) -> float:
        """When the last one lost access, hours after the order; ``inf`` where one stays."""
        if self.stays:
            return math.inf
        return float(self.lags_h[-1]) if len(self.lags_h) else 0.0


def drains(trace: Trace, order: Revocation) -> list[Drain]:
    """Return what an order did on each platform, the slowest first.

    Args:
        trace: Recorded with the order in the scenario.
        order: The order.
    """
    orders, at_h = _orders_of(trace, order.fleet, order.at_h), order.at_h
    agents = {int(trace.events["agent"][order]) for order in orders}
    ends = _ends_of(trace, orders)
    drilling = Drilling(trace)
    found = []
    for platform, name in enumerate(trace.heading.platforms):
        pairs = sum(1 for agent in agents if trace.account_of[agent, platform] >= 0)
        if pairs:
            events = [ends[pair] for pair in sorted(ends) if pair[1] == platform]
            found.append(_drain(trace, drilling, name, pairs, np.array(events, np.int64), at_h))
    return sorted(found, key=lambda drain: (-drain.last_h, -drain.stays, drain.platform))


def _drain(
    trace: Trace, drilling: Drilling, platform: str, pairs: int, events: IntArray, at_h: float
) -> Drain:
    rows = trace.events[events]
    until_h = np.where(rows["kind"] == Kind.ACCESS_STAYS, np.inf, rows["at_h"])
    gone = until_h <= trace.heading.horizon_h
    stays = pairs - int(np.count_nonzero(gone))
    if len(events) < pairs:
        # What ends after the run is no event of it.
        return Drain(platform, pairs, np.sort(until_h[gone] - at_h), stays, LEFT, ())
    why = drilling.why(int(events[int(np.argmax(until_h))]))
    return Drain(
        platform=platform,
        pairs=pairs,
        lags_h=np.sort(until_h[gone] - at_h),
        stays=stays,
        why=", ".join(why.missing) or "nothing is missing: it takes this long",
        controls=tuple(f"{each.path} = {each.value}" for each in why.controls),
    )


def _orders_of(trace: Trace, fleet: str, at_h: float) -> set[int]:
    """Return the orders of the moment for agents of a fleet."""
    number = trace.heading.fleets.index(fleet)
    return {
        order
        for order in trace.find([Kind.ORDERED], from_h=at_h - SAME_H, to_h=at_h + SAME_H).tolist()
        if trace.what(order) == REASON
        and trace.agent_fleet[int(trace.events["agent"][order])] == number
    }


def _ends_of(trace: Trace, orders: set[int]) -> dict[tuple[int, int], int]:
    """Return the last end of access that comes of some orders, by agent and platform."""
    found: dict[tuple[int, int], int] = {}
    for event in trace.find([Kind.ACCESS_ENDED, Kind.ACCESS_STAYS]).tolist():
        if trace.order_of(event) in orders:
            row = trace.events[event]
            found[int(row["agent"]), int(row["platform"])] = event
    return found


def still_open(found: list[Drain], hours: FloatArray) -> FloatArray:
    """Return the share of pairs that still have access at instants after the order, (n,).

    Args:
        found: What `drains` says.
        hours: Hours after the order, (n,).
    """
    pairs = sum(drain.pairs for drain in found)
    if not pairs:
        return np.zeros(len(hours))
    lags_h = np.sort(np.concatenate([drain.lags_h for drain in found]))
    return 1.0 - np.searchsorted(lags_h, hours, side="right") / pairs
