"""What agents want to do (M3): tasks and their hops, drawn in blocks.

A block holds the tasks of one agent that arrive in one span of absolute time.  Each block has
its own stream and a fixed order of draws, so blocks are the same under every design and
whatever becomes of other tasks.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from models.engine.block import Block
from models.engine.streams import Purpose, Reseeded

if TYPE_CHECKING:
    from models.compiled.world import FloatArray, IntArray, World
    from models.engine.agents import Agents
    from models.engine.settled import CodeArray

WEEK_H = 168.0
HOPS_PER_BLOCK = 3000.0
"""How many hops a block should hold: more cost memory, fewer cost time."""

LEAST_BLOCK_H, MOST_BLOCK_H = 24.0, 1440.0
EMPTY_BLOCK_H = 1e6
"""Length of a block of agents that have no tasks."""

JITTER_H = 1 / 60
"""Stopped tasks go on within this time of what let them; an assumption."""

MOST_KEPT_HOPS = 4_000_000
"""How many hops of one replication are kept for the next design; some 20 bytes each."""

CELLS = 1 << 14
"""Cells of the table that turns a uniform into a code; a power of 2."""


class Week:
    """Operational time: how much work has come up to an hour, from a weekly profile."""

    def __init__(self, week: FloatArray) -> None:
        """Take the relative rate by hour of the week, (168,), mean 1."""
        self._hour = np.arange(WEEK_H + 1)
        self._done = np.append(0.0, np.cumsum(week))
        self._done *= WEEK_H / self._done[-1]
        self._flat = bool((week == week[0]).all())

    def done(self, time_h: float) -> float:
        """Return the operational time at an hour; a week is 168 in both."""
        weeks = math.floor(time_h / WEEK_H)
        return weeks * WEEK_H + float(np.interp(time_h - weeks * WEEK_H, self._hour, self._done))

    def hour(self, done: FloatArray) -> FloatArray:
        """Return the hour at each operational time; the inverse of `done`."""
        if self._flat:
            return done
        start = np.floor(done / WEEK_H) * WEEK_H
        within: FloatArray = np.interp(done - start, self._done, self._hour)
        return start + within


class Aim:
    """Codes by their probability: a table of cells, exact to the last bit of a uniform."""

    def __init__(self, probability: FloatArray) -> None:
        """Take the probability of each code, (2R,); they sum to 1."""
        self._edge = np.cumsum(probability)
        self._edge[np.flatnonzero(probability)[-1] :] = 1.0
        low, high = np.arange(CELLS) / CELLS, np.nextafter(np.arange(1, CELLS + 1) / CELLS, 0.0)
        code = np.searchsorted(self._edge, low, side="right")
        whole = code == np.searchsorted(self._edge, high, side="right")
        code = np.where(whole, code, -1)
        small = len(probability) <= np.iinfo(np.int16).max
        self._cell: CodeArray = code.astype(np.int16) if small else code.astype(np.int32)

    def codes(self, uniform: FloatArray) -> CodeArray:
        """Return the code of each uniform in [0, 1)."""
        code = self._cell.take((uniform * CELLS).astype(np.intp))
        rest = (code < 0).nonzero()[0]
        code[rest] = self._edge.searchsorted(uniform[rest], side="right")
        return code


class Blocks:
    """The blocks of all agents in one replication.

    Attributes:
        agents: All agents.
        replication: Index of the replication.
    """

    def __init__(
        self,
        world: World,
        agents: Agents,
        replication: int,
        block_h: float | None = None,
        keeps_hops: int = 0,
    ) -> None:
        """Prepare to draw.

        Args:
            world: The world.
            agents: All agents.
            replication: Index of the replication.
            block_h: Length of a block, hours; by default whole days that hold some 3,000 hops of
                an agent of the fleet.  Other lengths give other draws.
            keeps_hops: How many hops to keep for who asks again; what comes first is kept.
        """
        self._world, self.agents, self.replication = world, agents, replication
        self._kept: dict[tuple[int, int], Block] = {}
        self._keeps_hops = keeps_hops
        self._week = Week(world.week)
        self._aim = [Aim(row) for row in world.fleets.aim]
        self._reseeded = Reseeded()
        hops_per_h = world.fleets.tasks_per_h * max(1.0, world.hops_per_task.mean)
        self._block_h = [block_h or _block_h(rate) for rate in hops_per_h.tolist()]
        auth, control = world.event_share[:2].tolist()
        self._class_edges = auth, auth + control

    def block_h(self, agent: int) -> float:
        """Return the length of an agent's blocks; block b covers ``[b, b + 1) * block_h``."""
        return self._block_h[int(self.agents.fleet[agent])]

    def draw(self, agent: int, block: int) -> Block:
        """Return the tasks that *agent* starts in absolute block number *block*.

        Only those it starts in its life and in ``[-warm_up_h, horizon_h)`` are there.
        """
        kept = self._kept.get((agent, block))
        if kept is not None:
            return kept
        drawn = self._draw(agent, block)
        if len(drawn) <= self._keeps_hops:
            self._keeps_hops -= len(drawn)
            self._kept[agent, block] = drawn
        return drawn

    def _draw(self, agent: int, block: int) -> Block:
        world, fleet = self._world, int(self.agents.fleet[agent])
        generator = self._reseeded.at(
            world.seed, self.replication, Purpose.BLOCK, int(self.agents.key[agent]), block
        )
        length_h = self._block_h[fleet]
        done, until = self._week.done(block * length_h), self._week.done((block + 1) * length_h)
        tasks = int(generator.poisson(world.fleets.tasks_per_h[fleet] * (until - done)))
        arrival = generator.random(tasks)
        arrival.sort()
        arrival *= until - done
        arrival += done
        hops = world.hops_per_task.draw(generator, tasks)
        length = np.maximum(np.ceil(hops), 1.0).astype(np.int64)
        arrival_h = self._week.hour(arrival)
        drawn = self._hops(generator, fleet, block * length_h, arrival_h, length)
        return _within(drawn, *self._span(agent))

    def _span(self, agent: int) -> tuple[float, float]:
        agents, world = self.agents, self._world
        return (
            max(float(agents.birth_h[agent]), -world.warm_up_h),
            min(float(agents.death_h[agent]), world.horizon_h),
        )

    def _hops(
        self,
        generator: np.random.Generator,
        fleet: int,
        start_h: float,
        arrival_h: FloatArray,
        length: IntArray,
    ) -> Block:
        last = length.cumsum()
        hops = int(last[-1]) if len(last) else 0
        first = last - length
        time_h = self._world.hop_gap_h.draw(generator, hops)
        time_h[first] = 0.0
        time_h = time_h.cumsum()
        time_h += (arrival_h - time_h[first]).repeat(length)
        np.maximum(time_h, start_h, out=time_h)  # rounding must not lead into the block before
        code = self._aim[fleet].codes(generator.random(hops))
        event = generator.random(hops)
        auth, control = self._class_edges
        event_class = (event >= auth).view(np.uint8) + (event >= control).view(np.uint8)
        thing = generator.random(hops, dtype=np.float32)
        jitter_h = generator.random(len(length)) * JITTER_H
        return Block(time_h, code, event_class, thing, first, length, jitter_h)


def _block_h(hops_per_h: float) -> float:
    if not hops_per_h:
        return EMPTY_BLOCK_H
    days = round(HOPS_PER_BLOCK / max(hops_per_h, 1e-6) / 24.0)
    return min(max(days * 24.0, LEAST_BLOCK_H), MOST_BLOCK_H)


def _within(block: Block, from_h: float, to_h: float) -> Block:
    """Keep the tasks that start in [from_h, to_h); tasks are in order of their start."""
    start = block.time_h[block.first]
    if not len(start) or (start[0] >= from_h and start[-1] < to_h):
        return block
    low, high = start.searchsorted((from_h, to_h)).tolist()
    end = len(block.time_h) if high == len(start) else int(block.first[high])
    begin = int(block.first[low]) if low < len(start) else end
    hops, tasks = slice(begin, end), slice(low, high)
    return Block(
        block.time_h[hops].copy(),
        block.code[hops].copy(),
        block.event_class[hops].copy(),
        block.thing[hops].copy(),
        block.first[tasks] - begin,
        block.length[tasks],
        block.jitter_h[tasks],
    )
