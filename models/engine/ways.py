"""Trust edges as an attacker goes along them: how long each goes on leading further (M10).

Whoever can use a resource can use, from then on, what its edges lead to:

* *role assumption*: while the source can be used, and one session longer, unless sessions are
  revoked after detection;
* *secret in a resource*: the secret was read, so it works until it is rotated, or whoever has
  detected the attack has it replaced; while the source can be used, the new one is read too;
* *escalation*: the attacker gives himself a grant, which stands until a review of the target's
  platform finds it, or whoever has detected the attack takes it away.

Edges in a circle renew each other, without end if nobody detects it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.world import ESCALATION, ROLE_ASSUMPTION, SECRET_IN_RESOURCE
from models.engine.secrets import SHORTEST_H

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.compiled.governance import Row
    from models.compiled.world import FloatArray, IntArray
    from models.engine.reviews import Reviews
    from models.engine.state import State

SESSION_H = 1.0
"""A session of an assumed role where the target's platform mints no tokens; E016: role chaining."""


MOST_ROUNDS = 64
"""Rounds beyond the number of edges after which what still grows is taken never to end."""

STEP_EFFORT = {SECRET_IN_RESOURCE: 5.0, ROLE_ASSUMPTION: 20.0, ESCALATION: 30.0}
"""What going along an edge adds to an attacker's effort; an ordinal assumption."""


class Ways:
    """How long each trust edge leads further in one replication."""

    def __init__(self, state: State, reviews: Reviews) -> None:
        """Know the replication; draws are made when first needed.

        Args:
            state: The replication.
            reviews: Reviews, which find grants that nobody meant to give.
        """
        self._state = state
        self._reviews = reviews
        self._phases: dict[int, float] = {}
        self._skips: dict[tuple[int, int], bool] = {}

    def lasts(
        self, fleet: int, account: int, used_h: float, cut_h: Mapping[int, float]
    ) -> Callable[[int, float], float]:
        """Return how long each edge lasts for one attacker, given the end of its source.

        Args:
            fleet: Fleet whose control profiles govern what he does.
            account: Account that he holds.
            used_h: First use; what he gives himself he gives himself then.
            cut_h: When an edge's secret was replaced or its grant taken after detection, by edge.
        """
        found: dict[int, float] = {}

        def last(edge: int, source_h: float) -> float:
            kind = int(self._state.world.edge_kind[edge])
            if kind == ROLE_ASSUMPTION:
                until_h = source_h + self._session_h(edge, fleet, source_h)
            elif kind == SECRET_IN_RESOURCE:
                until_h = self.rotated_h(edge, fleet, source_h)
            else:
                if edge not in found:
                    found[edge] = self._reviews.found_h(account, self.platform(edge), used_h)
                until_h = found[edge]
            return max(source_h, min(cut_h.get(edge, math.inf), until_h))

        return last

    def platform(self, edge: int) -> int:
        """Return the platform that an edge leads to."""
        world = self._state.world
        return int(world.resource_platform[world.edges[edge, 1]])

    def _session_h(self, edge: int, fleet: int, at_h: float) -> float:
        row = self._row(edge, fleet, at_h)
        return row.ttl_high_h if row.minted and row.ttl_high_h < math.inf else SESSION_H

    def _row(self, edge: int, fleet: int, at_h: float) -> Row:
        at_h = min(at_h, self._state.world.horizon_h)
        return self._state.governance.controls(at_h).at(self.platform(edge), fleet)

    def rotated_h(self, edge: int, fleet: int, after_h: float) -> float:
        """Return when the secret that lies in an edge's source is next rotated; ``inf``: never.

        It goes by the schedule of the target's platform.  Where the design needs no stored secret
        there, the one that lies about is an old one, on its schedule as found; if there was none
        either, it ends with what it was read from.
        """
        if math.isinf(after_h):
            return after_h
        row = self._row(edge, fleet, after_h)
        if not row.exportable:
            start_h = -self._state.world.warm_up_h
            row = self._state.inherited.controls(start_h).at(self.platform(edge), fleet)
        if not row.exportable:
            return after_h
        if math.isinf(row.rotation_h) or row.rotation_skip >= 1:
            return math.inf
        every = max(row.rotation_h, SHORTEST_H)
        origin = -self._state.world.warm_up_h + self._phase(edge) * every
        place = max(0, math.floor((after_h - origin) / every) + 1)
        while origin + place * every <= after_h or self._skipped(edge, place, row.rotation_skip):
            place += 1
        return origin + place * every

    def _phase(self, edge: int) -> float:
        if edge not in self._phases:
            key = int(self._state.world.edge_keys[edge])
            generator = self._state.stream("phase of a secret in a resource", key)
            self._phases[edge] = float(generator.random())
        return self._phases[edge]

    def _skipped(self, edge: int, place: int, skip: float) -> bool:
        if (edge, place) not in self._skips:
            key = int(self._state.world.edge_keys[edge])
            generator = self._state.stream("rotation in a resource skipped", key, place)
            self._skips[edge, place] = bool(generator.random() < skip)
        return self._skips[edge, place]


def through_edges(
    edges: IntArray, end_h: FloatArray, lasts: Callable[[int, float], float]
) -> FloatArray:
    """Return until when each resource can be used by way of an edge, ``-inf`` for never, (R,).

    Args:
        edges: Trust edges as pairs of resources, (E, 2).
        end_h: Until when each resource can be used directly, (R,).
        lasts: Called as ``lasts(edge, source_end_h)``: when what lies behind it is closed.
    """
    behind = np.full(len(end_h), -math.inf)
    pairs = edges.tolist()
    for number in range(2 * len(pairs) + MOST_ROUNDS):
        # No way without a circle has more steps than there are edges; circles get some rounds more.
        endless, grew = number >= len(pairs) + MOST_ROUNDS, False
        for edge, (source, target) in enumerate(pairs):
            source_h = max(float(end_h[source]), float(behind[source]))
            if source_h == -math.inf:
                continue
            until_h = lasts(edge, source_h)
            if until_h > behind[target]:
                behind[target], grew = math.inf if endless else until_h, True
        if not grew:
            break
    return behind


def efforts(edges: IntArray, kinds: IntArray, direct: FloatArray) -> FloatArray:
    """Return the effort of the weakest way to each resource, ``inf`` where there is none, (R,).

    Args:
        edges: Trust edges as pairs of resources, (E, 2).
        kinds: Kind of each, (E,).
        direct: Effort of using each resource directly, ``inf`` where it cannot be, (R,).
    """
    found = direct.copy()
    steps = [
        (source, target, STEP_EFFORT[kind])
        for (source, target), kind in zip(edges.tolist(), kinds.tolist(), strict=True)
    ]
    for _ in range(len(steps)):
        before = found.copy()
        for source, target, step in steps:
            found[target] = min(found[target], found[source] + step)
        if (before == found).all():
            break
    return found
