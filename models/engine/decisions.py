"""M5, policy decisions at request time: how many, and how long hops wait for them.

A decision is cached by (agent, platform, resource): the first hop after the cache has run out
fetches it anew.  A sample of the agents of each fleet is followed and weighted back.

Hops are settled block by block, and what was stopped apart: not in order of time.  So the hops
of those who are followed are kept to the end, and only then put in order and judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Decision
from models.engine.authentication import hops_on_resources_per_h

if TYPE_CHECKING:
    from models.compiled.governance import Controls
    from models.compiled.world import FloatArray, IntArray
    from models.engine.settled import CodeArray, Settled, Stage

FOLLOWED = 48
"""About how many agents are followed in all."""

LEAST_FOLLOWED = 2
"""How many of each fleet at least, if their hops are not too many."""

MOST_HOPS = 2_000_000
"""About how many hops are kept in all; ten bytes each.  One agent of each fleet is kept anyhow."""


class Decisions:
    """A tally of policy decisions."""

    def __init__(self, stage: Stage) -> None:
        """Choose whom to follow; nobody where no policy decides."""
        self._n, phases = stage.world.n_resources, stage.governance.phases
        rows = [row for phase in phases for row in phase.rows]
        self._starts_h = np.array([phase.start_h for phase in phases])
        self._columns = [_Columns(phase, stage.world.resource_platform) for phase in phases]
        asks = any(row.decision == Decision.REQUEST_TIME for row in rows)
        self._hops: dict[int, list[tuple[FloatArray, CodeArray]]] = {}
        self._fleet = stage.agents.fleet
        self._scale = np.zeros(len(stage.world.fleets.ids))
        if asks:
            self._follow(stage)

    def _follow(self, stage: Stage) -> None:
        agents, world = stage.agents, stage.world
        fleets = max(1, len(world.fleets.ids))
        most = max(LEAST_FOLLOWED, FOLLOWED // fleets)
        hops_per_h = hops_on_resources_per_h(world).sum(axis=1)
        life = np.minimum(agents.death_h, world.horizon_h) - np.maximum(agents.birth_h, 0.0)
        life = np.maximum(life, 0.0)
        for fleet in range(len(world.fleets.ids)):
            living = np.flatnonzero((agents.fleet == fleet) & (life > 0.0))
            if not len(living):
                continue
            # The longest lives of the fleet say most about it.
            chosen = living[np.argsort(-life[living], kind="stable")[:most]]
            hops = hops_per_h[fleet] * np.cumsum(life[chosen])
            chosen = chosen[: max(1, int(np.searchsorted(hops, MOST_HOPS / fleets)))]
            self._scale[fleet] = float(life[living].sum() / life[chosen].sum())
            self._hops.update({agent: [] for agent in chosen.tolist()})

    def fold(self, settled: Settled) -> None:
        """Keep the hops of a followed agent."""
        hops = self._hops.get(settled.agent)
        if hops is not None:
            counted = slice(None) if settled.counted is None else settled.counted
            hops.append((settled.time_h[counted], settled.code[counted]))

    def total(self) -> tuple[float, float]:
        """Return how many decisions the hops so far needed, and how many hours they waited."""
        decisions = hours = 0.0
        for agent, parts in self._hops.items():
            if parts:
                fleet = int(self._fleet[agent])
                times, codes = zip(*parts, strict=True)
                number, waited_h = self._needed(fleet, np.concatenate(times), np.concatenate(codes))
                decisions += float(self._scale[fleet]) * number
                hours += float(self._scale[fleet]) * waited_h
        return decisions, hours

    def _needed(self, fleet: int, time_h: FloatArray, code: CodeArray) -> tuple[float, float]:
        """Return the decisions that one agent's hops needed, in whatever order, and their hours."""
        resource, last = code % self._n, np.full(self._n, -np.inf)
        phase, decisions, hours = np.searchsorted(self._starts_h, time_h, "right"), 0.0, 0.0
        for place in np.unique(phase).tolist():
            columns, within = self._columns[place - 1], phase == place
            within &= columns.asks[fleet, resource]
            fetched = fetches(resource[within], time_h[within], columns.cache_h[fleet], last)
            decisions += float(fetched.sum())
            hours += float((fetched * columns.mean_h[fleet]).sum())
        return decisions, hours

    def result(self) -> dict[str, FloatArray]:
        """Return ``decisions`` and ``decision_h``, each (1,)."""
        decisions, hours = self.total()
        return {"decisions": np.array([decisions]), "decision_h": np.array([hours])}


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
    order = time_h.argsort(kind="stable")  # hops nearly are in order of time
    order = order[resource[order].argsort(kind="stable")]
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
