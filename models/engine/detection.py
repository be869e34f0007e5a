"""How an attack is noticed: alarms, evidence that joins, triage, decision (M11).

Events that carry the agent join over all sinks: an alarm on one of them leads to an order for
all that the agent has.  Other events tell only of the platforms that log to their sink, and so
does the order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.engine.working_hours import Calendar, Team

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, FloatArray, IntArray
    from models.engine.records import Visibility
    from models.engine.state import State

JOINED = -1
"""Group of the events that carry the agent; other groups are sinks."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the logs make of some actions, n of them.

    Attributes:
        captured: Captured at all, (n,).
        alarmed: Captured, visible in a sink, and alarmed, (n,).
        visible_h: When each is visible, hours, (n,).
        sink: Where, -1 for nowhere, (n,).
        group: Where its evidence adds up: `JOINED`, or the sink, (n,).
    """

    captured: BoolArray
    alarmed: BoolArray
    visible_h: FloatArray
    sink: IntArray
    group: IntArray

    def first_alarms(self) -> dict[int, int]:
        """Return the alarm that is visible first in each group, by group."""
        found: dict[int, int] = {}
        which = np.flatnonzero(self.alarmed)
        for each in which[np.argsort(self.visible_h[which], kind="stable")].tolist():
            found.setdefault(int(self.group[each]), each)
        return found


def open_triage(state: State) -> tuple[Team, ...]:
    """Return the analysts of each sink, at work at all hours."""
    always = np.ones(168, dtype=np.bool_)
    world = state.world
    return tuple(
        Team(sink, Calendar(always), [-math.inf] * max(1, int(analysts)))
        for sink, analysts in zip(world.sink_ids, world.sink_analysts, strict=True)
    )


def evidence(
    state: State,
    visibility: Visibility,
    fleet: IntArray,
    time_h: FloatArray,
    resource: IntArray,
    draws: FloatArray,
) -> Evidence:
    """Return what the logs make of malicious actions with an agent's accounts.

    Args:
        state: The replication.
        visibility: What the design records.
        fleet: Fleet of the account by which each is done, (n,).
        time_h: When the actions happen, (n,).
        resource: What they touch, (n,).
        draws: Uniforms for the class of each event and for its alarm, (2, n).
    """
    world = state.world
    phase = sum(each.start_h <= state.now for each in state.governance.phases) - 1
    kind = np.searchsorted(np.cumsum(world.event_share)[:-1], draws[0], side="right")
    platform = world.resource_platform[resource]
    captured = visibility.captured[phase, fleet, resource, kind]
    sink = visibility.sink[phase, fleet, platform]
    alarm = state.profiles.alarm[state.profiles.row[platform, fleet]]
    return Evidence(
        captured=captured,
        alarmed=captured & (sink >= 0) & (draws[1] < alarm),
        visible_h=time_h + visibility.delay_h[phase, fleet, platform],
        sink=sink,
        group=np.where(visibility.keyed[phase, fleet, resource], JOINED, sink),
    )
