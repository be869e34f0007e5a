"""A small control plane that drives either data plane, and what it saw."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import simpy

from models.engine.clock import Clock
from models.engine.data_plane import DataPlane
from models.engine.records import Flow
from models.engine.workload import Blocks
from tests.reference.hop_by_hop import HopByHop

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from models.engine.closures import Blocked
    from models.engine.settled import Settled, Tally
    from tests.reference.organisations import Change, Organisation, Rebinding

AnyPlane = type[DataPlane] | type[HopByHop]


@dataclass
class HopLog:
    """Every hop and every ended task, one by one."""

    hops: list[tuple[int, float, int, int]] = field(default_factory=list)
    ends: list[tuple[Any, ...]] = field(default_factory=list)

    def fold(self, settled: Settled) -> None:
        counted = np.ones(len(settled.time_h), dtype=np.bool_)
        if settled.counted is not None:
            counted = settled.counted
        agents = settled.agents
        if agents is None:
            agents = np.full(len(settled.first), settled.agent)
        whose = agents.repeat(settled.length).tolist()
        for hop in np.flatnonzero(counted):
            self.hops.append(
                (
                    whose[hop],
                    float(settled.time_h[hop]),
                    int(settled.code[hop]),
                    int(settled.event_class[hop]),
                )
            )
        for chain in range(len(settled.first)):
            if settled.ended is None or settled.ended[chain]:
                first, length = int(settled.first[chain]), int(settled.length[chain])
                delay_h = 0.0 if settled.delay_h is None else float(settled.delay_h[chain])
                times = tuple(settled.time_h[first : first + length].tolist())
                codes = tuple(settled.code[first : first + length].tolist())
                self.ends.append((int(agents[chain]), times, codes, delay_h))

    def result(self) -> dict[str, npt.NDArray[np.float64]]:
        return {}


class Sums:
    """A tally such as metrics have: counts per fleet and code, and sums of times."""

    def __init__(self, fleets: int, codes: int) -> None:
        self.count = np.zeros((fleets, codes, 3))
        self.time_h = np.zeros(fleets)
        self.length_h = np.zeros(fleets)

    def fold(self, settled: Settled) -> None:
        keep = slice(None) if settled.counted is None else settled.counted
        code, event_class = settled.code[keep], settled.event_class[keep]
        np.add.at(self.count[settled.fleet], (code.astype(np.int64), event_class), 1)
        self.time_h[settled.fleet] += settled.time_h[keep].sum()
        ended = slice(None) if settled.ended is None else settled.ended
        first = settled.first[ended]
        last = first + settled.length[ended] - 1
        self.length_h[settled.fleet] += (settled.time_h[last] - settled.time_h[first]).sum()

    def result(self) -> dict[str, npt.NDArray[np.float64]]:
        return {"count": self.count, "time_h": self.time_h, "length_h": self.length_h}


@dataclass
class Outcome:
    hops: list[tuple[int, float, int, int]]
    ends: list[tuple[Any, ...]]
    requests: list[tuple[float, int, int, int]]
    decided: list[tuple[float, int, int, int]]
    flow: Flow
    blocked: dict[int, Blocked]
    sums: dict[str, npt.NDArray[np.float64]]

    def equals(self, other: Outcome) -> bool:
        """Counts and times exactly, sums to 1e-9."""
        mine, theirs = self.flow, other.flow
        counts = [each.name for each in fields(Flow) if each.name != "delays_h"]
        return (
            self.hops == other.hops
            and self.ends == other.ends
            and self.requests == other.requests
            and self.decided == other.decided
            and all(getattr(mine, name) == getattr(theirs, name) for name in counts)
            and np.array_equal(np.sort(mine.delays_h), np.sort(theirs.delays_h))
            and self.blocked.keys() == other.blocked.keys()
            and all(b.agents == other.blocked[k].agents for k, b in self.blocked.items())
            and np.array_equal(self.sums["count"], other.sums["count"])
            and np.allclose(self._floats(), other._floats(), rtol=1e-9, atol=1e-9)
        )

    def _floats(self) -> npt.NDArray[np.float64]:
        blocked_h = [self.blocked[key].agent_h for key in sorted(self.blocked)]
        return np.concatenate([self.sums["time_h"], self.sums["length_h"], blocked_h])


def _members(org: Organisation) -> dict[int, set[int]]:
    """Return who uses an account at some time, by account."""
    members: dict[int, set[int]] = {}
    pairs = [
        (agent, account) for agent, row in enumerate(org.account_of.tolist()) for account in row
    ]
    for rebinding in org.rebindings:
        pairs += zip(rebinding.agents.tolist(), rebinding.accounts.tolist(), strict=True)
    for agent, account in pairs:
        members.setdefault(account, set()).add(agent)
    return members


class GovernedRun:
    """One organisation on one data plane."""

    def __init__(
        self, org: Organisation, plane: AnyPlane, tallies: Sequence[Tally] | None = None
    ) -> None:
        self.org = org
        self.clock = Clock(-org.world.warm_up_h)
        self.allow = org.allow.copy()
        self.account_of, self.unopened = org.account_of.copy(), org.unopened.copy()
        self.open: dict[tuple[int, int], int] = {}
        self.members = _members(org)
        self.log = HopLog()
        self.sums = Sums(len(org.world.fleets.ids), self.allow.shape[1])
        self.requests: list[tuple[float, int, int, int]] = []
        self.decided: list[tuple[float, int, int, int]] = []
        self.nth: dict[tuple[int, int], int] = {}
        self.approvers = simpy.Resource(self.clock, org.approvers)
        self.plane = plane(
            self.clock,
            org.world,
            org.agents,
            Blocks(org.world, org.agents, 0, org.block_h),
            self.allow,
            self.account_of,
            self.agents_of,
            [self.log, self.sums] if tallies is None else tallies,
            self.on_stop,
            lambda agent, platform: float(org.patience_h[agent, platform]),
            self.unopened,
        )
        for rebinding in org.rebindings:
            self.clock.at(rebinding.at_h, partial(self.rebind, rebinding))
        for agent in np.flatnonzero(org.unopened.any(axis=1)).tolist():
            if org.agents.birth_h[agent] < org.world.horizon_h:
                self.clock.at(float(org.agents.birth_h[agent]), partial(self.born, agent))
        for closing in org.closings:
            opened = partial(self.plane.open_platforms, closing.key)
            closed = partial(
                self.plane.close_platforms, closing.key, closing.platforms, closing.stop_from_h
            )
            self.clock.at(closing.from_h, closed)
            self.clock.at(closing.to_h, lambda opened=opened: opened())  # type: ignore[misc]
        for change in org.changes:
            self.clock.at(change.at_h, partial(self.change, change))

    def agents_of(self, account: int) -> npt.NDArray[np.int64]:
        """All that use an account at some time."""
        return np.array(sorted(self.members.get(account, ())), dtype=np.int64)

    def rebind(self, rebinding: Rebinding) -> None:
        agents, platform = rebinding.agents, rebinding.platform
        codes = np.flatnonzero(np.tile(self.org.world.resource_platform == platform, 2))
        opened = ~self.unopened[agents, platform]

        def update() -> None:
            self.account_of[agents, platform] = rebinding.accounts
            self.allow[np.ix_(agents[opened], codes)] = rebinding.allow[opened]

        for account, code in self.plane.rebind(range(len(self.org.agents)), update):
            del self.open[account, code]

    def born(self, agent: int) -> None:
        """Ask for all platforms for which an agent waits; an account's request is one."""
        for platform in np.flatnonzero(self.unopened[agent]).tolist():
            account = int(self.account_of[agent, platform])
            code = 2 * self.org.world.n_resources + platform
            if (account, code) not in self.open:
                self.plane.ask(account, code)
                self.ask(self.clock.now, agent, account, code)

    def change(self, change: Change) -> None:
        platform = int(self.org.world.resource_platform[change.code % self.org.world.n_resources])
        agents = [agent for agent in change.agents if not self.unopened[agent, platform]]
        self.plane.change(
            agents, partial(self.allow.__setitem__, (agents, change.code), change.allow)
        )

    def on_stop(self, chain: Any, time_h: float, account: int, code: int) -> None:  # noqa: ANN401
        self.ask(time_h, chain.agent, account, code)

    def ask(self, time_h: float, agent: int, account: int, code: int) -> None:
        self.requests.append((time_h, account, code, agent))
        nth = self.nth[account, code] = self.nth.get((account, code), -1) + 1
        self.open[account, code] = nth
        draw = np.random.default_rng([self.org.world.seed, account, code, nth])
        if self.org.at_once:
            self.decide(account, code, nth, draw)
        else:
            self.clock.process(self.approve(account, code, nth, draw))

    def approve(
        self, account: int, code: int, nth: int, draw: np.random.Generator
    ) -> Generator[simpy.Event, None, None]:
        with self.approvers.request() as turn:
            yield turn
            yield self.clock.timeout(draw.exponential(1.0) * self.org.service_h)
        self.decide(account, code, nth, draw)

    def decide(self, account: int, code: int, nth: int, draw: np.random.Generator) -> None:
        if self.open.get((account, code)) != nth:
            return  # nobody asks any more
        del self.open[account, code]
        approved = draw.random() >= self.org.refused
        members = list(self.plane.agents_of(account))
        if code >= 2 * self.org.world.n_resources:
            self.admit(account, code, members, draw if approved else None)
            return
        members = self.there(members, account, code)
        grant = self.granting(members, code, self.org.granted) if approved else _nothing
        waited = self.plane.decide(account, code, approved=approved, update=grant)
        self.decided.append((self.clock.now, account, code, waited))
        if approved and np.isfinite(self.org.grant_h):
            lapse = partial(self.plane.change, members, self.granting(members, code, 0.0))
            self.clock.at(self.clock.now + self.org.grant_h * draw.random(), lapse)

    def there(self, agents: list[int], account: int, code: int) -> list[int]:
        """Those who work with the account where a code is, and have access."""
        platform = int(self.org.world.resource_platform[code % self.org.world.n_resources])
        return [
            agent
            for agent in agents
            if self.account_of[agent, platform] == account and not self.unopened[agent, platform]
        ]

    def admit(
        self, account: int, code: int, members: list[int], draw: np.random.Generator | None
    ) -> None:
        """Open a platform for all that wait for it with an account, if there is a draw."""
        platform = code - 2 * self.org.world.n_resources
        codes = np.flatnonzero(np.tile(self.org.world.resource_platform == platform, 2))
        agents = np.array([a for a in members if self.account_of[a, platform] == account])

        def update() -> None:
            if draw is not None:
                self.unopened[agents, platform] = False
                self.allow[np.ix_(agents, codes)] = np.where(draw.random(len(codes)) < 0.3, 0.5, 1)

        waited = self.plane.decide(account, code, approved=draw is not None, update=update)
        self.decided.append((self.clock.now, account, code, waited))

    def granting(self, agents: list[int], code: int, allow: float) -> Callable[[], None]:
        return partial(self.allow.__setitem__, (agents, code), allow)

    def flow(self) -> Flow:
        self.clock.advance(self.org.world.horizon_h)
        return self.plane.finish()

    def outcome(self) -> Outcome:
        flow = self.flow()
        return Outcome(
            hops=sorted(self.log.hops),
            ends=sorted(self.log.ends),
            requests=self.requests,
            decided=self.decided,
            flow=flow,
            blocked=self.plane.blocked,
            sums=self.sums.result(),
        )


def _nothing() -> None:
    pass
