"""M5, policy decisions at request time: how many, and how long hops wait for them.

A decision is cached by (agent, platform, resource): the first hop after the cache has run out
fetches it anew.  A sample of the agents of each fleet is followed and weighted back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Decision

if TYPE_CHECKING:
    from models.compiled.governance import Controls
    from models.compiled.world import FloatArray, IntArray
    from models.engine.settled import Settled, Stage

FOLLOWED = 48
"""About how many agents are followed in all."""

LEAST_FOLLOWED = 2
"""How many of each fleet at least."""


class Decisions:
    """A tally of policy decisions."""

    def __init__(self, stage: Stage) -> None:
        """Choose whom to follow; nobody where no policy decides."""
        self._world, phases = stage.world, stage.governance.phases
        rows = [row for phase in phases for row in phase.rows]
        self._starts_h = np.array([phase.start_h for phase in phases])
        self._columns = [_Columns(phase, stage.world.resource_platform) for phase in phases]
        asks = any(row.decision == Decision.REQUEST_TIME for row in rows)
        self._last: dict[int, FloatArray] = {}
        self._scale = np.zeros(len(stage.world.fleets.ids))
        self.decisions = self.hours = 0.0
        if asks:
            self._follow(stage)

    def _follow(self, stage: Stage) -> None:
        agents, world = stage.agents, stage.world
        most = max(LEAST_FOLLOWED, FOLLOWED // max(1, len(world.fleets.ids)))
        life = np.minimum(agents.death_h, world.horizon_h) - np.maximum(agents.birth_h, 0.0)
        life = np.maximum(life, 0.0)
        for fleet in range(len(world.fleets.ids)):
            living = np.flatnonzero((agents.fleet == fleet) & (life > 0.0))
            if not len(living):
                continue
            # The longest lives of the fleet say most about it.
            chosen = living[np.argsort(-life[living], kind="stable")[:most]]
            self._scale[fleet] = float(life[living].sum() / life[chosen].sum())
            for agent in chosen.tolist():
                self._last[agent] = np.full(world.n_resources, -np.inf)

    def fold(self, settled: Settled) -> None:
        """Count the decisions that the hops of a followed agent needed."""
        last = self._last.get(settled.agent)
        if last is None or not len(settled.time_h):
            return
        counted = slice(None) if settled.counted is None else settled.counted
        time_h = settled.time_h[counted]
        resource = settled.code[counted].astype(np.int64) % self._world.n_resources
        scale = float(self._scale[settled.fleet])
        phase = np.searchsorted(self._starts_h, time_h, "right")
        for place in np.unique(phase).tolist():
            columns, within = self._columns[place - 1], phase == place
            within &= columns.asks[settled.fleet, resource]
            cache_h = columns.cache_h[settled.fleet]
            fetched = fetches(resource[within], time_h[within], cache_h, last)
            self.decisions += scale * float(fetched.sum())
            self.hours += scale * float((fetched * columns.mean_h[settled.fleet]).sum())

    def result(self) -> dict[str, FloatArray]:
        """Return ``decisions`` and ``decision_h``, each (1,)."""
        return {"decisions": np.array([self.decisions]), "decision_h": np.array([self.hours])}


class _Columns:
    """Controls of one phase by fleet and resource, (F, R)."""

    def __init__(self, controls: Controls, platform_of: IntArray) -> None:
        row = controls.row[platform_of].T
        rows = controls.rows
        self.asks = np.array([each.decision == Decision.REQUEST_TIME for each in rows])[row]
        self.cache_h = np.array([each.cache_h for each in rows])[row]
        self.mean_h = np.array([each.decision_h.mean for each in rows])[row]


def fetches(
    resource: IntArray, time_h: FloatArray, cache_h: FloatArray, last_h: FloatArray
) -> IntArray:
    """Return how many hops of each resource found no cached decision, (R,).

    Args:
        resource: What each hop aims at, (n,).
        time_h: When, (n,).
        cache_h: How long a decision about each resource is cached, (R,).
        last_h: When each decision was last fetched, brought up to date in place, (R,).
    """
    found = np.zeros(len(last_h), dtype=np.int64)
    if not len(resource):
        return found
    order = np.lexsort((time_h, resource))
    resource, time_h = resource[order], time_h[order]
    # A hop that comes later than the cache lasts after the hop before it fetches for sure: runs
    # of closer hops are looked at one fetch at a time, all runs at once.
    other = np.r_[True, resource[1:] != resource[:-1]]
    apart = np.r_[True, np.diff(time_h) >= cache_h[resource[1:]]] | other
    begin = np.flatnonzero(apart)
    end = np.append(begin[1:], len(resource))
    runs, key, at, first_h = np.arange(len(begin)), resource[begin], begin, time_h.min()
    apart_h = 2.0 * (float(time_h.max() - first_h) + 1.0)  # puts all runs on one axis
    axis = (time_h - first_h) + np.repeat(runs, end - begin) * apart_h
    until_h = np.where(other[begin], last_h[key] + cache_h[key], -np.inf)
    while len(runs):
        wanted = np.clip(until_h - first_h, 0.0, 0.9 * apart_h) + runs * apart_h
        at = np.maximum(at, np.searchsorted(axis, wanted))
        live = at < end
        runs, key, at, end = runs[live], key[live], at[live], end[live]
        found += np.bincount(key, minlength=len(found))
        np.maximum.at(last_h, key, time_h[at])
        until_h = time_h[at] + cache_h[key]
        at = at + 1
    return found
