"""How much work each team is offered, against what it can do: found before anything runs.

Offered work is rate x mean working time; capacity is people x the share of the week in which they
work.  At a load of 1 or more a queue never drains: waits grow with the horizon.  Rates are means
over the run under the last control profiles:

* approvals: births that ask for a first access, and hops that meet no grant.  A hop whose (account,
  aim) has an open request joins it, so requests come at D / (1 + D s) for D such hops an hour and s
  hours for an answer without a queue; the grants that they leave keep later hops from asking, and
  how many there are is the fixed point of the two.  Grants without an end count by their mean age.
* other work: what the team is said to have beside that of the agents.
* tickets: retirements that lead to an order, and orders of incidents, per platform that takes them.
* triage: one alarm per loss of a credential and sink, as if every loss were seen.

Source of the condition: Kleinrock, L. (1975), "Queueing Systems", volume 1, section 2.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import SLOTS_PER_PERSON, Channel, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.compiled.governance import Governance, Row
    from models.compiled.world import World

MONTH_H = 730.5
STEPS = 40
"""Halvings until requests and the grants that they leave agree."""

DRAWS = 256
"""Draws of a grant factor, since what it grants ends at what there is."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one team, or the analysts of one log sink, is offered.

    Attributes:
        team: Id of the team; of the log sink where `analysts`.
        analysts: Whether these are the analysts of a log sink.
        work: Working hours that are asked for in an hour, by kind of work.
        capacity: Working hours that can be done in an hour.
    """

    team: str
    analysts: bool
    work: Mapping[str, float]
    capacity: float

    @property
    def share(self) -> float:
        """Work offered / capacity; ``inf`` where nobody ever works."""
        offered = sum(self.work.values())
        if self.capacity > 0:
            return offered / self.capacity
        return math.inf if offered > 0 else 0.0


def team_loads(
    world: World, governance: Governance, inherited: Governance | None = None
) -> list[Load]:
    """Return the load of every team, then of every log sink's analysts.

    Args:
        world: The organisation and its workload.
        governance: The design.
        inherited: The design as found, which gave the grants of the start; the own one if left out.
    """
    work: dict[tuple[str, int], float] = defaultdict(float)
    for fleet, platform in zip(*world.uses.nonzero(), strict=True):
        pair = _Pair(world, governance, inherited or governance, int(fleet), int(platform))
        for kind, server, hours in pair.offered():
            work[kind, server] += hours
    teams = [
        Load(
            team=queue.id,
            analysts=False,
            work={kind: work[kind, place] for kind in ("approvals", "tickets")}
            | {"other work": queue.background_per_h * queue.background_h.mean},
            capacity=queue.servers * float(queue.open_hour.mean()),
        )
        for place, queue in enumerate(world.queues)
    ]
    sinks = zip(world.sink_ids, world.sink_analysts.tolist(), strict=True)
    return teams + [
        Load(sink, analysts=True, work={"triage": work["triage", place]}, capacity=max(1, analysts))
        for place, (sink, analysts) in enumerate(sinks)
    ]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A fleet on a platform."""

    world: World
    governance: Governance
    inherited: Governance
    fleet: int
    platform: int

    @property
    def row(self) -> Row:
        return self.governance.phases[-1].at(self.platform, self.fleet)

    @property
    def span_h(self) -> float:
        return self.world.horizon_h + self.world.warm_up_h

    @property
    def agents(self) -> float:
        """Agents alive, mean over the run."""
        fleets = self.world.fleets
        growth = float(fleets.growth_per_month[self.fleet]) * self.span_h / MONTH_H / 2
        return float(fleets.agents[self.fleet]) * (1 + growth)

    def offered(self) -> Iterator[tuple[str, int, float]]:
        """Yield work: its kind, who does it, and hours in an hour."""
        row = self.row
        if row.approval_queue >= 0 and row.gates:
            gates = row.gates - row.refused * (row.gates - 1) / 2  # a refusal ends it half-way
            last = 1 - row.refused * (row.gates - 1) / row.gates
            work_h = (self._requests() + self._births()) * row.approval_h.mean
            yield "approvals", row.approval_queue, work_h * (gates - last)
            server, factor = row.approval_queue, 1.0
            if row.gates > 1:
                server, factor = row.last_queue, row.last_work
            yield "approvals", server, work_h * last * factor
        ticketed = row.channel == Channel.TICKET or (
            row.channel == Channel.PUSH and row.push_fallback == Channel.TICKET
        )
        if ticketed and row.ticket_queue >= 0:
            reached = 1.0 if row.channel == Channel.TICKET else 1.0 - row.push_coverage
            yield "tickets", row.ticket_queue, self._orders() * reached * row.ticket_h.mean
        if row.sink >= 0:
            copies = row.copies.mean * row.copy_leak_per_h if row.exportable else 0.0
            lost = row.token_theft_per_h + row.hijack_per_h + copies
            yield "triage", row.sink, self.agents * lost * row.triage_h.mean

    def _orders(self) -> float:
        """Return orders an hour that reach the platform."""
        fleets, row = self.world.fleets, self.row
        retired = self.agents / max(fleets.lifetime[self.fleet].mean, 1e-9) * row.trigger
        whole = float(fleets.agents.sum())
        drawn = 0.0
        for each in self.world.happenings:
            if each.kind == "order" and each.fleet in (-1, self.fleet):
                among = whole if each.fleet < 0 else float(fleets.agents[self.fleet])
                named = 1 if each.place >= 0 else each.agents
                share = min(1.0, named / among) if named else 1.0
                drawn += share * float(fleets.agents[self.fleet])
        return (retired + drawn / self.world.horizon_h) * row.known

    def _births(self) -> float:
        """Return requests for the first access of a new agent an hour."""
        if not self.row.birth_asks or self.row.subject != Subject.AGENT:
            return 0.0
        lifetime = self.world.fleets.lifetime[self.fleet].mean
        return self.agents / max(lifetime, 1e-9)

    def _requests(self) -> float:
        """Return requests for approval an hour."""
        world, row = self.world, self.row
        sharing = {Subject.FLEET: self.agents, Subject.PERSON: SLOTS_PER_PERSON}
        per_account = min(self.agents, float(sharing.get(row.subject, 1.0)))
        accounts = self.agents / max(per_account, 1e-9)
        hops = float(world.fleets.tasks_per_h[self.fleet]) * max(1.0, world.hops_per_task.mean)
        of_need, of_rest = self._granted()
        found = 0.0
        for resource in (world.resource_platform == self.platform).nonzero()[0].tolist():
            needed = int(world.fleets.needed[self.fleet, resource])
            rest = int(world.count[resource]) - needed
            permitted = bool(row.permits[world.resource_class[resource]])
            aims = world.fleets.aim[self.fleet, [resource, world.n_resources + resource]].tolist()
            opened = (of_need, 1.0 if permitted and rest else of_rest)
            for aim, share, things in zip(aims, opened, (needed, rest), strict=True):
                found += self._asked(hops * aim * per_account, share, things)
        return found * accounts

    def _asked(self, rate_per_h: float, share: float, things: int) -> float:
        """Return requests an hour of one account for one aim.

        Args:
            rate_per_h: Hops at it.
            share: Share of its things that is open from the start.
            things: How many there are; of nothing there can be no grant.
        """
        row = self.row
        open_share = float(self.world.queues[row.approval_queue].open_hour.mean())
        answer_h = row.gates * row.approval_h.mean / max(open_share, 1e-9)
        life_h = row.grant_h if math.isfinite(row.grant_h) else self.span_h / 2
        requests, low, high = 0.0, 0.0, 1.0 - share
        for _ in range(STEPS):
            lacking = (low + high) / 2
            stopped = lacking * (1 - row.false_allow) + (1 - lacking) * row.false_deny
            requests = rate_per_h * stopped / (1 + rate_per_h * stopped * answer_h)
            filled = requests * (1 - row.refused) * life_h / things if things else 0.0
            if 1.0 - share - lacking > filled:
                low = lacking
            else:
                high = lacking
        return requests

    def _granted(self) -> tuple[float, float]:
        """Return the shares of the needed things and of the others that are granted at the start.

        Those of the start are as found, unless the platform is migrated.
        """
        world = self.world
        inherits = not world.greenfield and not self.governance.migrated[self.platform]
        design = self.inherited if inherits else self.governance
        sampler = design.phases[0].at(self.platform, self.fleet).grant_factor
        factor = sampler.draw(np.random.Generator(np.random.SFC64(0)), DRAWS)
        here = world.resource_platform == self.platform
        needed = int(world.fleets.needed[self.fleet, here].sum())
        rest = int(world.count[here].sum()) - needed
        of_need = np.clip(factor, 0.0, 1.0).mean()
        of_rest = np.clip((factor - 1) * needed / rest, 0.0, 1.0).mean() if rest else 0.0
        return float(of_need), float(of_rest)
