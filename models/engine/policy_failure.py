"""M5, the policy decision point fails, together with the directory its platform is bound to.

*Closed*: a hop at a resource goes on only while the agent's cached decision about it lasts; when
that has run out, it waits as for the directory.  *Open*: whatever is asked for passes unchecked,
inside and outside the scope, while tokens last; such hops are counted.

The cache at the start of an outage is drawn as it stands in equilibrium: each key is fetched by
the first hop after it ran out, and hops are Poisson.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Decision
from models.engine.authorisation import allow_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.compiled.world import BoolArray, FloatArray, IntArray
    from models.engine.settled import Settled
    from models.engine.state import State


@dataclass(slots=True)
class Window:
    """A time in which a platform checks nothing.

    Attributes:
        platform: Platform.
        fleets: Fleets whose policy fails open there, (F,).
        from_h: Start.
        to_h: End; ``inf`` while it lasts.
    """

    platform: int
    fleets: BoolArray
    from_h: float
    to_h: float = math.inf


@dataclass(slots=True)
class Unchecked:
    """Which platforms check nothing now, and the hops that passed so; a tally of the data plane.

    Attributes:
        platform_of: Platform of each resource, (R,).
        windows: Times in which a platform checked nothing, in order of their start.
        hops: Hops in [0, H) that passed in them.
    """

    platform_of: IntArray
    windows: list[Window] = field(default_factory=list)
    hops: int = 0

    def open_to(self, platform: int, fleet: int) -> bool:
        """Return whether a platform checks nothing of a fleet now."""
        return any(
            math.isinf(each.to_h) and each.platform == platform and bool(each.fleets[fleet])
            for each in self.windows
        )

    def fold(self, settled: Settled) -> None:
        """Count the hops that passed while nothing was checked."""
        mine = [each for each in self.windows if each.fleets[settled.fleet]]
        if not mine or not len(settled.time_h):
            return
        platform = self.platform_of[settled.code.astype(np.int64) % len(self.platform_of)]
        passed = np.zeros(len(platform), dtype=np.bool_)
        for each in mine:
            within = (settled.time_h >= each.from_h) & (settled.time_h < each.to_h)
            passed |= within & (platform == each.platform)
        if settled.counted is not None:
            passed &= settled.counted
        self.hops += int(np.count_nonzero(passed))

    def result(self) -> dict[str, FloatArray]:
        """Return ``unchecked``, (1,)."""
        return {"unchecked": np.array([float(self.hops)])}


def cached_until_h(state: State, platform: int, occasion: tuple[int, int]) -> FloatArray | None:
    """Return until when cached decisions let each agent use each resource, (A, R), or None.

    ``inf`` where no policy is asked, or it fails open; None where that is so for all.

    Args:
        state: The replication, at the start of an outage.
        platform: Platform whose policy fails.
        occasion: Keys of the outage.
    """
    agents, world = state.agents, state.world
    here = np.flatnonzero(world.resource_platform == platform)
    closed = [
        fleet
        for fleet in range(len(world.fleets.ids))
        if state.row(platform, fleet).decision == Decision.REQUEST_TIME
        and not state.row(platform, fleet).fail_open
    ]
    if not closed:
        return None
    until = np.full((len(agents), world.n_resources), np.inf)
    for fleet in closed:
        mine, cache_h = np.flatnonzero(agents.fleet == fleet), state.row(platform, fleet).cache_h
        for resource in here.tolist():
            rate = float(state.hops_on_resources_per_h[fleet, resource])
            keys = int(world.fleets.keys[fleet]), int(world.resource_keys[resource])
            generator = state.stream("decisions cached in an outage", *keys, *occasion)
            live, rest = generator.random((2, len(mine)))
            held = live * (1.0 + rate * cache_h) < rate * cache_h
            if rate > 0:
                born = agents.birth_h[mine] <= state.now
                until[mine, resource] = state.now + np.where(held & born, rest * cache_h, 0.0)
    return until


def begin(state: State, platform: int) -> Window | None:
    """Let a platform check nothing from now on, for the fleets whose policy fails open there."""
    fleets = np.array(
        [
            state.row(platform, fleet).decision == Decision.REQUEST_TIME
            and state.row(platform, fleet).fail_open
            for fleet in range(len(state.world.fleets.ids))
        ]
    )
    if not fleets.any():
        return None
    window = Window(platform, fleets, state.now)
    _change(state, lambda: state.unchecked.windows.append(window))
    return window


def end(state: State, window: Window) -> None:
    """Let a platform check again from now on."""

    def close() -> None:
        window.to_h = state.now

    _change(state, close)


def _change(state: State, update: Callable[[], None]) -> None:
    def both() -> None:
        update()
        allow_again(state, np.arange(len(state.accounts)))

    state.plane.change(range(len(state.agents)), both)
    state.ledger.regovern(state.now)
