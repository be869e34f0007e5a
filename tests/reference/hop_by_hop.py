"""The data plane once more, with one event per hop: slow, and plain to read.

It takes the same blocks, the same arrays and the same calls as `models.engine.data_plane`, and
gives the same tallies one hop at a time.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models.engine.clock import AFTER, Clock
from models.engine.closures import Blocked
from models.engine.events import NOTHING, SILENT
from models.engine.records import Flow
from models.engine.settled import Settled, Tally

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, FloatArray, IntArray, World
    from models.engine.agents import Agents
    from models.engine.block import Block
    from models.engine.data_plane import Patience
    from models.engine.events import Recorder
    from models.engine.workload import Blocks


@dataclass(eq=False)
class Task:
    agent: int
    time_h: list[float]
    code: list[int]
    event_class: list[int]
    thing: list[float]
    jitter_h: float
    at: int = 0
    event: int = NOTHING
    fate: str = "unfinished"
    arrival_h: float = field(init=False)
    nominal_end_h: float = field(init=False)

    def __post_init__(self) -> None:
        self.arrival_h, self.nominal_end_h = self.time_h[0], self.time_h[-1]


OnStop = Callable[[Task, float, int, int], None]


@dataclass
class Closed:
    platforms: BoolArray
    stop_from_h: FloatArray
    waiting: list[Task] = field(default_factory=list)


class HopByHop:
    """Same calls as `DataPlane`."""

    def __init__(
        self,
        clock: Clock,
        world: World,
        agents: Agents,
        blocks: Blocks,
        allow: npt.NDArray[np.float32],
        account_of: npt.NDArray[np.int32],
        agents_of: Callable[[int], IntArray],
        tallies: Sequence[Tally],
        on_stop: OnStop,
        patience_h: Patience,
        unopened: BoolArray | None = None,
        recorder: Recorder = SILENT,
    ) -> None:
        del recorder  # a trace is taken of the fast plane
        self.clock, self.world, self.agents, self.blocks = clock, world, agents, blocks
        self.allow, self.account_of, self.tallies = allow, account_of, tallies
        self.on_stop, self.patience_h = on_stop, patience_h
        self.members, self.unopened = agents_of, unopened
        self.requests: dict[tuple[int, int], list[Task]] = {}
        self.closed: dict[int, Closed] = {}
        self.blocked: dict[int, Blocked] = {}
        self.tasks: list[Task] = []
        self.count: Counter[str] = Counter()
        for agent in range(len(agents)):
            self.expect(agent)

    def expect(self, agent: int) -> None:
        length_h = self.blocks.block_h(agent)
        from_h = max(self.clock.now, float(self.agents.birth_h[agent]))
        until_h = min(self.world.horizon_h, float(self.agents.death_h[agent]))
        block = math.floor(from_h / length_h)
        while max(from_h, block * length_h) < until_h:
            self.clock.at(max(from_h, block * length_h), partial(self.load, agent, block))
            block += 1

    def load(self, agent: int, number: int) -> None:
        block: Block = self.blocks.draw(agent, number)
        for task in range(len(block.first)):
            hops = slice(int(block.first[task]), int(block.first[task] + block.length[task]))
            self.tasks.append(
                Task(
                    agent,
                    block.time_h[hops].tolist(),
                    block.code[hops].tolist(),
                    block.event_class[hops].tolist(),
                    block.thing[hops].tolist(),
                    float(block.jitter_h[task]),
                )
            )
            self.go(self.tasks[-1])

    def go(self, task: Task) -> None:
        self.clock.at(task.time_h[task.at], partial(self.hop, task), AFTER)

    def hop(self, task: Task) -> None:
        agent, code = task.agent, task.code[task.at]
        platform = int(self.world.resource_platform[code % self.world.n_resources])
        for closed in self.closed.values():
            from_h = closed.stop_from_h[agent]
            if from_h.ndim:
                from_h = from_h[code % self.world.n_resources]
            if closed.platforms[platform] and self.clock.now >= from_h:
                self.count["stopped by closure"] += task.arrival_h >= 0
                closed.waiting.append(task)
                return
        if task.thing[task.at] >= self.allow[agent, code]:
            self.count["stopped by approval"] += task.arrival_h >= 0
            waits = self.unopened is not None and self.unopened[agent, platform]
            asked = 2 * self.world.n_resources + platform if waits else code
            self.join(task, int(self.account_of[agent, platform]), asked)
            return
        self.execute(task)

    def ask(self, account: int, code: int) -> None:
        self.requests[account, code] = []

    def join(self, task: Task, account: int, code: int) -> None:
        if (account, code) in self.requests:
            self.requests[account, code].append(task)
        else:
            self.requests[account, code] = [task]
            self.on_stop(task, self.clock.now, account, code)

    def execute(self, task: Task) -> None:
        if self.clock.now >= 0:
            self.count["hops"] += 1
            self.tell(task, slice(task.at, task.at + 1), counted=True, ended=False)
        task.at += 1
        if task.at < len(task.time_h):
            self.go(task)
            return
        task.fate = "ended"
        if task.arrival_h >= 0:
            self.tell(task, slice(None), counted=False, ended=True)

    def tell(self, task: Task, hops: slice, *, counted: bool, ended: bool) -> None:
        if not self.tallies:
            return
        time_h = np.array(task.time_h[hops])
        one = np.zeros(1, dtype=np.int64)
        for tally in self.tallies:
            tally.fold(
                Settled(
                    agent=task.agent,
                    fleet=int(self.agents.fleet[task.agent]),
                    time_h=time_h,
                    code=np.array(task.code[hops], dtype=np.int16),
                    event_class=np.array(task.event_class[hops], dtype=np.uint8),
                    first=one,
                    length=one + len(time_h),
                    counted=np.full(len(time_h), counted),
                    ended=np.array([ended]),
                    delay_h=np.array([task.time_h[-1] - task.nominal_end_h]),
                )
            )

    def release(self, task: Task, *, approved: bool) -> None:
        stopped_h = task.time_h[task.at]
        for hop in range(task.at, len(task.time_h)):
            task.time_h[hop] = task.time_h[hop] - stopped_h + (self.clock.now + task.jitter_h)
        if approved:
            task.thing[task.at] = 0.0
        self.go(task)

    def agents_of(self, account: int) -> Sequence[int]:
        return list(map(int, self.members(account)))

    def decide(
        self,
        account: int,
        code: int,
        *,
        approved: bool,
        update: Callable[[], None],
        cause: int = NOTHING,
    ) -> int:
        del cause
        update()
        waiting = self.requests.pop((account, code))
        for task in waiting:
            if approved:
                self.release(task, approved=code < 2 * self.world.n_resources)
            else:
                task.fate = "abandoned"
        return len(waiting)

    def change(self, agents: Iterable[int], update: Callable[[], None]) -> None:
        del agents
        update()

    def rebind(self, agents: Iterable[int], update: Callable[[], None]) -> list[tuple[int, int]]:
        del agents
        update()
        dropped = []
        for (account, code), waiting in list(self.requests.items()):
            platform = self.platform(code)
            moved = [t for t in waiting if self.account_of[t.agent, platform] != account]
            self.requests[account, code] = [t for t in waiting if t not in moved]
            for task in moved:
                self.release(task, approved=False)
            users = [] if waiting else self.agents_of(account)
            used = any(self.account_of[agent, platform] == account for agent in users)
            if not self.requests[account, code] and not used:
                del self.requests[account, code]
                dropped.append((account, code))
        return dropped

    def platform(self, code: int) -> int:
        resources = self.world.n_resources
        if code >= 2 * resources:
            return code - 2 * resources
        return int(self.world.resource_platform[code % resources])

    def change_code(self, agents: Sequence[int], code: int, update: Callable[[], None]) -> None:
        del agents, code
        update()

    def close_platforms(
        self, key: int, platforms: BoolArray, stop_from_h: FloatArray, cause: int = NOTHING
    ) -> None:
        del cause
        self.closed[key] = Closed(platforms, stop_from_h)

    def open_platforms(self, key: int, cause: int = NOTHING) -> Blocked:
        del cause
        closed = self.closed.pop(key)
        self.give_up(closed, self.clock.now)
        for task in closed.waiting:
            if task.fate == "unfinished":
                self.release(task, approved=False)
        self.blocked[key] = self.blocked_by(key, closed)
        return self.blocked[key]

    def give_up(self, closed: Closed, until_h: float) -> None:
        for task in closed.waiting:
            resource = task.code[task.at] % self.world.n_resources
            patience_h = self.patience_h(task.agent, int(self.world.resource_platform[resource]))
            if until_h - task.time_h[task.at] > patience_h:
                task.fate = "abandoned"

    def blocked_by(self, key: int, closed: Closed) -> Blocked:
        del key
        agents, agent_h = 0, 0.0
        stop_h = closed.stop_from_h
        if stop_h.ndim > 1:
            stop_h = stop_h[:, closed.platforms[self.world.resource_platform]].min(axis=1)
        for agent, from_h in enumerate(stop_h.tolist()):
            from_h = max(from_h, float(self.agents.birth_h[agent]), 0.0)  # noqa: PLW2901
            to_h = min(self.clock.now, float(self.agents.death_h[agent]))
            if to_h > from_h:
                agents += 1
                agent_h += to_h - from_h
        return Blocked(agents, agent_h)

    def finish(self) -> Flow:
        for key, closed in self.closed.items():
            self.give_up(closed, self.world.horizon_h)
            self.blocked[key] = self.blocked_by(key, closed)
        tasks = [task for task in self.tasks if task.arrival_h >= 0]
        fate = Counter(task.fate for task in tasks)
        late_h = [t.time_h[-1] - t.nominal_end_h for t in tasks if t.fate == "ended"]
        return Flow(
            started=len(tasks),
            ended=fate["ended"],
            abandoned=fate["abandoned"],
            unfinished=fate["unfinished"],
            hops=self.count["hops"],
            stopped_by_approval=self.count["stopped by approval"],
            stopped_by_closure=self.count["stopped by closure"],
            delays_h=np.array([delay_h for delay_h in late_h if delay_h > 0]),
        )
