"""Closures: platforms on which agents cannot work for a while (M12 collateral, M14 outages)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from models.engine.events import NOTHING

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, FloatArray
    from models.engine.agents import Agents
    from models.engine.batch import Batch
    from models.engine.chain import Chain
    from models.engine.rest import Rest


@dataclass(frozen=True, slots=True)
class Blocked:
    """Whom a closure kept from working, live agents in [0, H) only.

    Attributes:
        agents: How many agents, for any time.
        agent_h: Agent-hours.
    """

    agents: int
    agent_h: float


@dataclass(slots=True, eq=False)
class Closure:
    """One closure that is in force.

    Attributes:
        closed: True for codes on its platforms, (2R,).
        stop_from_h: From when each agent's hops stop, (A,); ``inf``: never.
        cause: Event that led to it.
        stop_code_h: From when hops at each code stop, where that differs by code, (A, 2R).
        waiting: Chains that it stopped.
    """

    closed: BoolArray
    stop_from_h: FloatArray
    cause: int = NOTHING
    stop_code_h: FloatArray | None = None
    waiting: list[Chain] = field(default_factory=list)

    def stops(self, agent: int, code: int, time_h: float) -> bool:
        """Return whether it stops a hop."""
        if self.stop_code_h is not None:
            return bool(self.closed[code]) and time_h >= self.stop_code_h[agent, code]
        return bool(self.closed[code]) and time_h >= self.stop_from_h[agent]

    def reaches(self, agent: int, plan: Batch | Rest, hop: int) -> bool:
        """Return whether it stops a hop at a code that it closes, from its own time on."""
        if self.stop_code_h is None:
            return True
        return bool(plan.time_h[hop] >= self.stop_code_h[agent, plan.code[hop]])

    def blocked(self, agents: Agents, until_h: float) -> Blocked:
        """Return whom it kept from working until *until_h*."""
        from_h = np.maximum(np.maximum(self.stop_from_h, agents.birth_h), 0.0)
        lasted_h = np.minimum(agents.death_h, until_h) - from_h
        lasted_h = lasted_h[lasted_h > 0.0]
        return Blocked(len(lasted_h), float(lasted_h.sum()))


class Closures:
    """All closures in force, in the order in which they began."""

    def __init__(self) -> None:
        """Start with none."""
        self._open: dict[int, Closure] = {}

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return bool(self._open)

    def begin(self, key: int, closure: Closure) -> None:
        """Put a closure in force.

        Raises:
            ValueError: If the key is in use.
        """
        if key in self._open:
            raise ValueError(f"closure {key} is already in force")
        self._open[key] = closure

    def end(self, key: int) -> Closure:
        """Take a closure out of force."""
        return self._open.pop(key)

    def items(self) -> list[tuple[int, Closure]]:
        """Return keys and closures in force."""
        return list(self._open.items())

    def values(self) -> list[Closure]:
        """Return closures in force."""
        return list(self._open.values())

    def __getitem__(self, key: int) -> Closure:
        """Return a closure in force."""
        return self._open[key]

    def stopping(self, agent: int, code: int, time_h: float) -> Closure | None:
        """Return the one that stops a hop: of several the one that began first."""
        for closure in self._open.values():
            if closure.stops(agent, code, time_h):
                return closure
        return None

    def first_stopped(self, agent: int, batch: Batch | Rest, hop: int) -> int:
        """Return the earliest hop of a chain, up to *hop*, that must be detached.

        A closure may have stopped the chain before *hop*, which nobody has noticed yet.
        """
        if self._open:
            for earlier in batch.before(hop):
                code, time_h = int(batch.code[earlier]), float(batch.time_h[earlier])
                if self.stopping(agent, code, time_h) is not None:
                    return earlier
        return hop
