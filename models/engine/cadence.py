"""A fixed grid of instants on each platform, with the interval that the design says at the time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.compiled.governance import Row
    from models.engine.state import State

SHORTEST_H = 1.0
"""Shortest interval; a shorter one is taken as this."""


class Cadence:
    """When something is done on each platform for each fleet; the grids' phases are keyed."""

    def __init__(self, state: State, purpose: str, every_h: Callable[[Row], float]) -> None:
        """Draw the phases of the grids.

        Args:
            state: The replication.
            purpose: What the phases are drawn for.
            every_h: The interval by a control profile, ``inf``: never.
        """
        self._state = state
        self._every_h = every_h
        self._start_h = -state.world.warm_up_h
        self._phase = [
            float(state.stream(purpose, int(key)).random()) for key in state.world.platform_keys
        ]

    def next(self, platform: int, fleet: int, after_h: float) -> tuple[float, Row]:
        """Return the next instant for a fleet on a platform, and the profile that holds then."""
        phases = self._state.governance.phases
        row = phases[0].at(platform, fleet)
        for n, phase in enumerate(phases):
            until = phases[n + 1].start_h if n + 1 < len(phases) else math.inf
            if until <= after_h:
                continue
            row = phase.at(platform, fleet)
            at_h = self._on_grid(platform, self._every_h(row), max(after_h, phase.start_h))
            if at_h < until:
                return at_h, row
        return math.inf, row

    def place(self, platform: int, at_h: float, row: Row) -> int:
        """Return the place on the grid of an instant that `next` has returned."""
        every = max(self._every_h(row), SHORTEST_H)
        return round((at_h - self._start_h) / every - self._phase[platform])

    def start(self, happens: Callable[[int, list[int]], None]) -> None:
        """Put the first instant of every platform on the clock.

        Args:
            happens: Told, at each instant, of the platform and the fleets whose turn it is.
        """
        for platform in range(self._state.world.n_platforms):
            self._arm(platform, self._start_h, happens)

    def _arm(
        self, platform: int, after_h: float, happens: Callable[[int, list[int]], None]
    ) -> None:
        accounts = self._state.accounts
        fleets = np.unique(accounts.fleet[accounts.covers[:, platform]]).tolist()
        times = {fleet: self.next(platform, fleet, after_h)[0] for fleet in fleets}
        at_h = min(times.values(), default=math.inf)
        if not at_h < self._state.world.horizon_h:
            return
        due = [fleet for fleet, time in times.items() if time == at_h]

        def now() -> None:
            happens(platform, due)
            self._arm(platform, at_h, happens)

        self._state.clock.at(at_h, now)

    def _on_grid(self, platform: int, every_h: float, after_h: float) -> float:
        if math.isinf(every_h):
            return math.inf
        every = max(every_h, SHORTEST_H)
        origin = self._start_h + self._phase[platform] * every
        place = max(0, math.floor((after_h - origin) / every) + 1)
        while origin + place * every <= after_h:
            place += 1
        return origin + place * every
