"""What every agent has planned, and an alarm for what obstructs it next."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from models.engine.batch import Batch, Change
from models.engine.clock import AFTER, Alarm
from models.engine.rest import Rest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt

    from models.engine.clock import Clock

Plan = Batch | Rest
"""Some planned hops of one agent."""


class Plans:
    """Plans of all agents; each has one alarm, for the first hop that must be stopped in time."""

    def __init__(
        self,
        clock: Clock,
        allow: npt.NDArray[np.float32],
        horizon_h: float,
        is_awaited: Callable[[int, int], bool],
        stop: Callable[[int, Plan, int], None],
    ) -> None:
        """Start with nothing planned.

        Args:
            clock: The clock.
            allow: Probability that a hop at a code is allowed, (A, 2R); changes.
            horizon_h: No alarm rings from then on.
            is_awaited: Called as ``is_awaited(agent, code)``: whether a request for it is open. A
                hop obstructed there may be stopped later, as if then, without anybody noticing.
            stop: Called as ``stop(agent, plan, hop)``; detaches what must not happen.
        """
        self._clock, self._allow, self._horizon_h = clock, allow, horizon_h
        self._is_awaited, self._stop = is_awaited, stop
        self._plans: list[list[Plan]] = [[] for _ in range(len(allow))]
        self._due_h = [math.inf] * len(allow)  # no obstructed hop comes before
        self._armed_h = [math.inf] * len(allow)
        self._armed = [0] * len(allow)  # number of the alarm that counts

    def of(self, agent: int) -> list[Plan]:
        """Return what an agent has planned."""
        return self._plans[agent]

    def add(self, agent: int, plan: Plan) -> None:
        """Plan more."""
        self._plans[agent].append(plan)
        plan.search(self._allow[agent], self._clock.now)
        if plan.candidates:
            self._expect(agent, plan)
            self.arm(agent)

    def take(self, agent: int, is_past: Callable[[Plan], bool]) -> list[Plan]:
        """Remove and return plans that are past."""
        plans = self._plans[agent]
        past = [plan for plan in plans if is_past(plan)]
        if past:
            self._plans[agent] = [plan for plan in plans if plan not in past]
        return past

    def touch(self, agent: int) -> None:
        """Stop what ran into an open request before now."""
        now_h = self._clock.now
        if self._due_h[agent] < now_h:
            self._stop_before(agent, now_h)

    def touch_all(self, agents: Sequence[int]) -> None:
        """Stop what ran into an open request before now, one agent after the other."""
        now_h, due_h = self._clock.now, self._due_h
        for agent in agents:
            if due_h[agent] < now_h:
                self._stop_before(agent, now_h)

    def search_again(self, agent: int, changes: list[Change]) -> None:
        """Find what obstructs an agent from now on, as some codes changed."""
        now_h, allow, again = self._clock.now, self._allow[agent], False
        for plan in self._plans[agent]:
            if plan.is_affected(changes, now_h):
                had = plan.candidates
                plan.search(allow, now_h)
                if plan.candidates:
                    self._expect(agent, plan)
                again = again or plan.candidates != had
        if again:
            self.arm(agent)

    def _expect(self, agent: int, plan: Plan) -> None:
        self._due_h[agent] = min(self._due_h[agent], plan.time_h[plan.candidates[-1]])

    def arm(self, agent: int) -> None:
        """Set the alarm for the first obstructed hop that nobody waits for yet."""
        first_h = math.inf
        for plan in self._plans[agent]:
            if plan.candidates:
                first_h = min(first_h, self._first_h(agent, plan))
        if first_h == self._armed_h[agent]:
            return
        self._armed_h[agent] = first_h
        self._armed[agent] += 1
        if first_h < self._horizon_h:
            ring = partial(self._ring, agent, self._armed[agent])
            self._clock.set(Alarm(self._clock, ring), first_h, AFTER)

    def arm_each(self, agents: Sequence[int]) -> None:
        """Set the alarms of some agents, as they ask for other things."""
        for agent in agents:
            self.arm(agent)

    def arm_all(self, agents: Sequence[int], code: int) -> None:
        """Set the alarms of some agents, as nobody waits for a code any more."""
        for agent in agents:
            if self._due_h[agent] < math.inf:
                for plan in self._plans[agent]:
                    if plan.candidates and plan.wants(code):
                        self.arm(agent)
                        break

    def _first_h(self, agent: int, plan: Plan) -> float:
        for hop in reversed(plan.candidates):
            if not self._is_awaited(agent, int(plan.code[hop])):
                return float(plan.time_h[hop])
        return math.inf

    def _ring(self, agent: int, number: int) -> None:
        if number == self._armed[agent]:
            self._armed_h[agent] = math.inf
            self._stop_before(agent, math.nextafter(self._clock.now, math.inf))
            self.arm(agent)

    def _stop_before(self, agent: int, before_h: float) -> None:
        self._due_h[agent] = math.inf
        for plan in tuple(self._plans[agent]):
            while plan.candidates:
                hop = plan.candidates[-1]
                if plan.time_h[hop] >= before_h:
                    self._expect(agent, plan)
                    break
                plan.candidates.pop()
                if plan.is_live(hop):
                    self._stop(agent, plan, hop)
