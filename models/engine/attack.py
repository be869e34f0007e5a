"""What an attacker can use, and in which order he touches it (M10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.engine.authorisation import open_share, outside

if TYPE_CHECKING:
    from models.compiled.world import FloatArray, IntArray, World
    from models.engine.state import State


@dataclass(frozen=True, slots=True)
class Reach:
    """Things that an attacker can use by what he holds, (R,) each.

    Attributes:
        direct: Things that the accounts he holds can use.
        behind: Further things, behind trust edges.
        direct_end_h: Until when he can use the direct ones.
        behind_end_h: Until when he can use the others; ``-inf`` where there is no way.
        end_h: When the access to each platform ends, (P,).
    """

    direct: FloatArray
    behind: FloatArray
    direct_end_h: FloatArray
    behind_end_h: FloatArray
    end_h: FloatArray

    def exposure_wh(self, weight: FloatArray, from_h: float, limit_h: float) -> float:
        """Return the integral of the weight that he can use."""
        first = np.maximum(self.direct_end_h, self.behind_end_h)
        held = np.maximum(np.minimum(first, limit_h) - from_h, 0.0) * self.direct
        further = np.maximum(np.minimum(self.behind_end_h, limit_h) - from_h, 0.0) * self.behind
        return float((weight * (held + further)).sum())

    def things(self, at_h: float) -> FloatArray:
        """Return the things that he can use at an instant, (R,)."""
        through = self.behind_end_h > at_h
        open_now = (self.direct_end_h > at_h) | through
        return np.where(open_now, self.direct, 0.0) + np.where(through, self.behind, 0.0)


def direct_things(state: State, held: dict[int, int]) -> FloatArray:
    """Return the things that accounts can use now, (R,).

    Args:
        state: The replication.
        held: Account that is held, by platform.
    """
    world = state.world
    found = np.zeros(world.n_resources)
    for platform, account in held.items():
        here, whose = np.flatnonzero(world.resource_platform == platform), np.array([account])
        beyond = open_share(state, whose) * outside(state, whose)
        found[here] = state.grants.needed[account, here] + beyond[0, here]
    return found


def reach(world: World, direct: FloatArray, end_h: FloatArray) -> Reach:
    """Return what somebody can use who holds accounts.

    Whatever can be used opens what its trust edges lead to, all things of it, for as long.

    Args:
        world: The organisation.
        direct: Things that the accounts can use, (R,).
        end_h: When the access to each platform ends, (P,).
    """
    direct_end = np.where(direct > 0, end_h[world.resource_platform], -np.inf)
    behind_end = _through_edges(world.edges, direct_end)
    behind = np.where(np.isneginf(behind_end), 0.0, np.maximum(world.count - direct, 0.0))
    return Reach(direct, behind, direct_end, behind_end, end_h)


def _through_edges(edges: IntArray, end_h: FloatArray) -> FloatArray:
    """Return until when each resource can be used by way of an edge, (R,)."""
    behind = np.full(len(end_h), -np.inf)
    while len(edges):
        known = behind.copy()
        np.maximum.at(behind, edges[:, 1], np.maximum(end_h, behind)[edges[:, 0]])
        if (behind == known).all():
            break
    return behind


def targets(things: FloatArray, strength: FloatArray, numbers: IntArray) -> IntArray:
    """Return the resource that each action touches: one thing after another, weakest first.

    Args:
        things: Things that can be used, (R,).
        strength: How hard each resource is to come by, (R,); ties go by place.
        numbers: Numbers of the actions, from 0; after the last thing they begin anew.
    """
    order = strength.argsort(kind="stable")
    last = np.cumsum(np.ceil(things[order]).astype(np.int64))
    if last[-1] == 0:
        return np.zeros(0, dtype=np.int64)
    place = np.searchsorted(last, numbers % last[-1], side="right")
    touched: IntArray = order[place]
    return touched


def strengths(state: State, held: dict[int, int]) -> FloatArray:
    """Return how hard each resource is to come by, (R,): stored secrets are weakest.

    What lies behind an edge comes last.
    """
    world = state.world
    per_platform = np.full(world.n_platforms, 1000.0)
    for platform, account in held.items():
        row = state.row(platform, int(state.accounts.fleet[account]))
        per_platform[platform] = 10.0 * row.behaviour + row.minted
    return per_platform[world.resource_platform]
