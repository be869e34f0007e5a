"""The record of revocation orders: who was to lose access when, and by which path it ended."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from models.engine.events import NOTHING
from models.engine.records import REASONS, Orders

if TYPE_CHECKING:
    from models.compiled.world import FloatArray, World
    from models.engine.agents import Agents

RETIRED, INCIDENT, DRILL = range(len(REASONS))

BY = (
    "order",
    "ticket",
    "review",
    "missed in bulk",
    "rotation",
    "review of local keys",
    "removal",
)
"""Who ends an account's access: those who act on orders, or whoever comes by later."""


@dataclass(frozen=True, slots=True)
class Order:
    """The decision that an agent's access must end.

    Attributes:
        agent: Agent.
        at_h: Instant of the decision.
        reason: Index into `REASONS`.
        key: What the draws of its consequences are keyed by.
        detect_h: From compromise to the decision, ``nan`` where there was none.
        bulk: True where it is one of several orders of one instant.
        event: Number of its event in a trace.
    """

    agent: int
    at_h: float
    reason: int
    key: int
    detect_h: float = math.nan
    bulk: bool = False
    event: int = NOTHING


@dataclass(frozen=True, slots=True)
class Path:
    """One way by which access ends, in steps of hours; ``inf`` for a step that never ends.

    Attributes:
        route_h: Until those who act know.
        disable_h: Until the account is disabled.
        propagate_h: Until the platform has heard of it.
        expire_h: Until the last token has run out.
        never: True where nothing that is scheduled ends it.
        by: Who ends it: one of `BY`.
    """

    route_h: float = 0.0
    disable_h: float = 0.0
    propagate_h: float = 0.0
    expire_h: float = 0.0
    never: bool = False
    by: str = "order"

    @property
    def lag_h(self) -> float:
        """From the decision to the end."""
        return self.route_h + self.disable_h + self.propagate_h + self.expire_h


def later(one: Path, other: Path) -> Path:
    """Return the path that ends later; the second where both do."""
    return max(other, one, key=lambda path: (path.lag_h, path.never))


@dataclass(slots=True)
class Line:
    """What became of one order on one platform.

    Attributes:
        number: Number of the order.
        order: The order.
        platform: Platform.
        ways: How each account ends that the agent has there; while that is open, the steps that
            are known.
        beside: How a local key ends that federation left beside an account.
    """

    number: int
    order: Order
    platform: int
    ways: dict[int, Path]
    beside: Path = field(default_factory=Path)

    @property
    def account(self) -> int:
        """The account whose access ended last."""
        return max(self.ways, key=lambda each: (self.ways[each].lag_h, self.ways[each].never))

    def end_h(self, account: int) -> float:
        """Return when what an account opens here ends, hours."""
        return self.order.at_h + self.ways[account].lag_h

    @property
    def path(self) -> Path:
        """The path that ended last."""
        return reduce(later, self.ways.values(), self.beside)


@dataclass(slots=True)
class OrderBook:
    """All orders of a run.

    Attributes:
        lines: One a (order, platform with access), in order of the decision.
        count: Orders so far.
    """

    lines: list[Line] = field(default_factory=list)
    count: int = 0
    _lines_of: dict[tuple[int, int], list[Line]] = field(default_factory=dict)

    def open(self, order: Order, ways: list[tuple[int, int]]) -> dict[int, Line]:
        """Enter an order on platforms and accounts; its lines stay endless until closed."""
        lines: dict[int, Line] = {}
        for platform, account in ways:
            line = lines.setdefault(platform, Line(self.count, order, platform, {}))
            line.ways[account] = Path(route_h=math.inf)
        self.lines.extend(lines.values())
        for platform, line in lines.items():
            self._lines_of.setdefault((order.agent, platform), []).append(line)
        self.count += 1
        return lines

    def dead_h(self, agent: int, account: int, platform: int, after_h: float) -> float:
        """Return when orders that take access away end what an account gives on a platform.

        Orders decided at *after_h* or later count; ``inf`` where there is none.
        """
        line = self.ending(agent, account, platform, after_h)
        return math.inf if line is None else line.end_h(account)

    def ending(self, agent: int, account: int, platform: int, after_h: float) -> Line | None:
        """Return the line of the order that ends it first, as `dead_h`."""
        lines = (
            line
            for line in self._lines_of.get((agent, platform), ())
            if line.order.reason != DRILL and line.order.at_h >= after_h and account in line.ways
        )
        return min(lines, default=None, key=lambda line: line.end_h(account))

    def orders(self, world: World, agents: Agents) -> Orders:
        """Return the orders of [0, H - tau] as a table."""
        last_h = world.horizon_h - world.follow_up_h
        lines = [line for line in self.lines if 0.0 <= line.order.at_h <= last_h]
        numbers = {each: n for n, each in enumerate(sorted({line.number for line in lines}))}
        share = planned_share(world)
        paths = [line.path for line in lines]
        return Orders(
            order=np.array([numbers[line.number] for line in lines], dtype=np.int64),
            at_h=_column([line.order.at_h for line in lines]),
            reason=np.array([line.order.reason for line in lines], dtype=np.int64),
            agent=np.array([line.order.agent for line in lines], dtype=np.int64),
            platform=np.array([line.platform for line in lines], dtype=np.int64),
            share=_column(
                [float(share[agents.fleet[line.order.agent], line.platform]) for line in lines]
            ),
            route_h=_column([path.route_h for path in paths]),
            disable_h=_column([path.disable_h for path in paths]),
            propagate_h=_column([path.propagate_h for path in paths]),
            expire_h=_column([path.expire_h for path in paths]),
            lag_h=_column([path.lag_h for path in paths]),
            never=np.array([path.never for path in paths], dtype=np.bool_),
            detect_h=_column([line.order.detect_h for line in lines]),
        )


def planned_share(world: World) -> FloatArray:
    """Return the share of each fleet's hops that aims at each platform, (F, P)."""
    share = np.zeros((len(world.fleets.ids), world.n_platforms))
    np.add.at(share.T, np.tile(world.resource_platform, 2), world.fleets.aim.T)
    return share


def _column(values: list[float]) -> FloatArray:
    return np.array(values, dtype=np.float64)
