"""Stocks at the start: accounts that outlived their agents, as the design found left them.

They are drawn from the inherited design and keyed without any, so that all designs start with
the same ones; only reviews, orders and rotation can end them.  What they hold: `stocks`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Subject
from models.engine.streams import stream

if TYPE_CHECKING:
    from models.compiled.governance import Governance, Row
    from models.compiled.world import BoolArray, FloatArray, IntArray, World

LOOK_BACK_H = 8760.0
"""Retirements of one year before the run are looked at: an assumption; older orphans are not."""


@dataclass(frozen=True, slots=True)
class Orphans:
    """Orphaned accounts of one fleet that open the same platforms, n of them.

    Attributes:
        fleet: Index of the fleet.
        platforms: Platforms that they open, ascending.
        key: Stable keys, (n,).
        created_h: When they were created, (n,).
        known: In the inventory, (n,).
    """

    fleet: int
    platforms: IntArray
    key: IntArray
    created_h: FloatArray
    known: BoolArray


def orphans_of(world: World, inherited: Governance, replication: int) -> list[Orphans]:
    """Return the orphans that the past has left; none where a scenario starts greenfield."""
    if world.greenfield:
        return []
    return [
        found
        for fleet in range(len(world.fleets.ids))
        for found in _of_fleet(world, inherited, replication, fleet)
    ]


def _of_fleet(world: World, inherited: Governance, replication: int, fleet: int) -> list[Orphans]:
    lifetime, fleet_key = world.fleets.lifetime[fleet], int(world.fleets.keys[fleet])
    if math.isinf(lifetime.mean) or lifetime.mean <= 0.0:
        return []
    generator = stream(world.seed, replication, "retired before the run", fleet_key)
    retired = int(generator.poisson(world.fleets.agents[fleet] * LOOK_BACK_H / lifetime.mean))
    ago_h = LOOK_BACK_H * generator.random(retired)
    triggered, life_h = generator.random(retired), lifetime.draw(generator, retired)
    found = []
    for platforms in _platforms_of_accounts(world, inherited, fleet):
        row = inherited.controls(-world.warm_up_h).at(int(platforms[0]), fleet)
        keys = fleet_key, int(world.platform_keys[platforms[0]])
        drawn = stream(world.seed, replication, "orphan", *keys)
        known = drawn.random(retired) < row.known
        alive = ((triggered >= row.trigger) | ~known) & _survives(row, drawn, ago_h)
        names = stream(world.seed, 0, "name of an orphan", *keys).integers(1 << 63, size=retired)
        born_h = -world.warm_up_h - ago_h - life_h
        found.append(Orphans(fleet, platforms, names[alive], born_h[alive], known[alive]))
    return found


def _platforms_of_accounts(world: World, inherited: Governance, fleet: int) -> list[IntArray]:
    """Return the platforms of each account that an agent of a fleet had of its own."""
    controls = inherited.controls(-world.warm_up_h)
    found: dict[int, list[int]] = {}
    for platform in np.flatnonzero(world.uses[fleet]).tolist():
        if controls.at(platform, fleet).subject == Subject.AGENT:
            found.setdefault(int(controls.directory_of[platform]), []).append(platform)
    return [np.array(platforms, dtype=np.int64) for platforms in found.values()]


def _survives(row: Row, generator: np.random.Generator, ago_h: FloatArray) -> BoolArray:
    """Return which of the accounts no review has found since, (n,)."""
    if row.review_catch <= 0.0:
        return np.ones(len(ago_h), dtype=np.bool_)
    reviews = np.floor(ago_h / row.review_every_h + generator.random(len(ago_h)))
    return generator.geometric(row.review_catch, len(ago_h)) > reviews
