"""Compromises: from a lost credential to the end of what an attacker can do (M10, M11).

The attacker acts at a rate on anything that he holds or can mint, by the weakest way first.

How exact that is: an action falls on what he could use at the start of its span.  A span lasts a
day at most and ends where any access is known to end, so only an end that is decided within the
span (an order, a containment) comes in between: an action on what it closed comes to nothing, and
what was left open gets no action in its stead until the next span.  Exposure does not depend on
spans: it is the integral up to the ends themselves.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.keys import key_of
from models.engine import attack_events
from models.engine.attack import Attack, Span, targets
from models.engine.attack_ends import Ends
from models.engine.detection import JOINED, evidence, open_triage
from models.engine.orders import INCIDENT
from models.engine.reach import Grip, Reach, holdings_of, reach, weakest_ways
from models.engine.records import Compromises
from models.engine.seizure import all_minted, leaked_secrets
from models.engine.ways import Ways

if TYPE_CHECKING:
    from models.compiled.governance import Row
    from models.compiled.world import BoolArray
    from models.engine.losses import Loss
    from models.engine.records import Visibility
    from models.engine.reviews import Reviews
    from models.engine.revocation import Revocations
    from models.engine.secrets import Secrets
    from models.engine.state import State

SPAN_H = 24.0
"""Longest span of actions that are drawn together, if an attacker acts that often."""

MOST_ACTIONS = 100_000
"""Actions in one span after which an attacker is fast enough."""


class Attacks:
    """All compromises of a run.

    Attributes:
        triage: The analysts of each sink.
    """

    def __init__(
        self,
        state: State,
        secrets: Secrets,
        reviews: Reviews,
        revocations: Revocations,
        visibility: Visibility,
    ) -> None:
        """Start with none.

        Args:
            state: The replication.
            secrets: Stored secrets.
            reviews: Reviews, which remove forgotten keys.
            revocations: Takes the orders that detection leads to.
            visibility: What the design records.
        """
        self._state = state
        self._secrets = secrets
        self._reviews = reviews
        self._revocations = revocations
        self._visibility = visibility
        self.triage = open_triage(state)
        self._attacks: list[Attack] = []
        self._pending: list[tuple[Attack, Span]] = []
        self._ends = Ends(state, secrets, reviews, revocations.book)
        self._ways = Ways(state, reviews)

    def lose(self, loss: Loss) -> None:
        """Take note of a lost credential, and put its first use on the clock."""
        grips = self._grips(loss)
        if not grips:
            return
        first = grips[0]
        row = self._state.way_row(first.account, first.platform)
        used_h = loss.at_h + self._first_use_h(loss, row)
        if used_h < self._state.world.horizon_h:
            self._state.clock.at(used_h, partial(self._begin, loss, grips, row))

    def _grips(self, loss: Loss) -> tuple[Grip, ...]:
        """Return the accounts that are held, by platform."""
        accounts = self._state.accounts
        if loss.what == "directory":
            return all_minted(self._state, loss)
        if loss.what == "vault":
            return leaked_secrets(self._state, self._secrets, loss)
        if loss.what == "agent":
            return tuple(Grip(p, a, loss) for p, a in self._state.ways(loss.agent))
        if loss.platform >= 0:
            return (Grip(loss.platform, loss.account, loss),)
        covered = np.flatnonzero(accounts.covers[loss.account]).tolist()
        return tuple(Grip(p, loss.account, loss) for p in covered)

    def _first_use_h(self, loss: Loss, row: Row) -> float:
        """Return how long after the loss the attacker begins; at once where he is inside."""
        if loss.what in {"agent", "trust", "directory"}:
            return 0.0
        public = self._state.stream("leak is public", loss.key).random() < row.public
        sampler = row.public_use_h if public else row.quiet_use_h
        return sampler.draw_one(self._state.stream("first use", loss.key))

    def _begin(self, loss: Loss, grips: tuple[Grip, ...], row: Row) -> None:
        """Let the attacker begin now, if what he holds still works somewhere."""
        state, cut_h = self._state, dict[int, float]()
        limit_h = min(state.now + state.world.follow_up_h, state.world.horizon_h)
        accounts = np.array([grip.account for grip in grips])
        platforms = np.array([grip.platform for grip in grips])
        holdings = holdings_of(state, accounts, platforms)
        effort, fleets = weakest_ways(state, grips, holdings)
        first = grips[0].account
        attack = Attack(
            loss,
            state.now,
            limit_h,
            grips,
            row,
            holdings,
            effort,
            fleets,
            self._ways.lasts(int(state.accounts.fleet[first]), first, state.now, cut_h),
            cut_h,
            np.full(state.world.n_platforms, np.inf),
            np.zeros(state.world.n_resources),
        )
        found = self._reach(attack)
        if found.end_h.max() > state.now:
            self._attacks.append(attack)
            attack.event = attack_events.tell_first_use(state, attack, len(self._attacks))
            self._span(attack, found)

    def _reach(self, attack: Attack) -> Reach:
        """Return what the attacker can use, and until when as far as is known now."""
        if attack.loss.what == "directory":
            ends = attack.contained_h[[grip.platform for grip in attack.grips]]
        else:
            ends = np.array([self._ends.end_h(grip) for grip in attack.grips])
        return reach(self._state.world, attack.holdings, ends, attack.lasts)

    # What the attacker does.

    def _span(self, attack: Attack, found: Reach) -> None:
        """Draw the actions of the next span from now on, and put its first alarms on the clock."""
        rate, now = attack.row.attack_rate_per_h, self._state.now
        span_h = max(SPAN_H, 1.0 / rate) if rate > 0 else math.inf
        until_h = min(now + span_h, attack.limit_h)
        if found.last_h <= now:
            return
        until_h = min(until_h, found.next_end_h(now))
        span = self._actions(attack, found, until_h)
        for group, place in span.evidence.first_alarms().items():
            if group not in attack.triaged:
                at_h = float(span.evidence.visible_h[place])
                self._state.clock.at(at_h, partial(self._alarm, attack, span, place))
        if until_h < attack.limit_h:
            self._state.clock.at(until_h, partial(self._next, attack, span))
        else:
            self._pending.append((attack, span))

    def _next(self, attack: Attack, span: Span) -> None:
        found = self._reach(attack)
        self._count(attack, span, found)
        self._span(attack, found)

    def _actions(self, attack: Attack, now: Reach, until_h: float) -> Span:
        """Return the attacker's actions from now until an instant."""
        state, key, number = self._state, attack.loss.key, attack.spans
        attack.spans += 1
        rate = attack.row.attack_rate_per_h
        length_h = until_h - state.now
        n = int(state.stream("actions", key, number).poisson(rate * length_h)) if rate > 0 else 0
        n = min(n, MOST_ACTIONS)
        times = np.sort(state.stream("times of actions", key, number).random(n))
        resource = targets(now.things(state.now), attack.effort, attack.steps + np.arange(n))
        time_h = (state.now + length_h * times)[: len(resource)]
        draws = state.stream("events of actions", key, number).random((2, len(resource)))
        fleets = attack.fleets[resource]
        return Span(
            time_h, resource, evidence(state, self._visibility, fleets, time_h, resource, draws)
        )

    @staticmethod
    def _worked(span: Span, found: Reach) -> BoolArray:
        """Return which actions of a span found their resource still open, (n,)."""
        end_h = np.maximum(found.direct_end_h, found.behind_end_h)
        worked: BoolArray = span.time_h < end_h[span.resource]
        return worked

    def _count(self, attack: Attack, span: Span, found: Reach) -> None:
        worked = self._worked(span, found)
        attack.steps += int(worked.sum())
        attack.seen += int((worked & span.evidence.captured).sum())
        attack.hits += np.bincount(span.resource[worked], minlength=len(attack.hits))
        if self._state.recorder.on:
            for place in np.flatnonzero(worked).tolist():
                attack_events.tell_step(self._state, attack, span, place)

    # What the organisation does.

    def _alarm(self, attack: Attack, span: Span, place: int) -> None:
        """Triage an alarm that is visible now, unless its group was triaged before."""
        group, sink = int(span.evidence.group[place]), int(span.evidence.sink[place])
        if group in attack.triaged or not self._worked(span, self._reach(attack))[place]:
            return
        attack.triaged.add(group)
        state, resource = self._state, span.resource[place]
        fleet = int(attack.fleets[resource])
        row = state.row(int(state.world.resource_platform[resource]), fleet)
        alarm = attack_events.tell_alarm(state, attack, span, place)
        generator = state.stream("work of a triage", attack.loss.key, group)
        job = self.triage[sink].serve(state.now, row.triage_h.draw_one(generator))
        if job.left_h < state.world.horizon_h:
            state.clock.at(job.left_h, partial(self._decide, attack, group, alarm))

    def _decide(self, attack: Attack, group: int, alarm: int) -> None:
        """Order now that the access which the evidence tells of ends."""
        state, loss = self._state, attack.loss
        if math.isnan(attack.detected_h):
            attack.detected_h = state.now
        detected = attack_events.tell_detected(state, attack, alarm)
        platforms = self._told_of(attack, group)
        self._clear_edges(attack, group)
        if loss.what == "directory":
            self._recover(attack, group, platforms, detected)
            return
        agents = []
        for part in attack.parts:
            orphan = part.account >= 0 and len(state.accounts.agents_of(part.account)) == 0
            if orphan or part.what == "local_key":
                self._end_alone(attack, part, detected)
            else:
                agents.append(part.agent)
        if agents:
            meant = None if group == JOINED and loss.what == "agent" else platforms
            key, took_h = key_of("detected", loss.key, group), state.now - attack.used_h
            whom = list(dict.fromkeys(agents))
            self._revocations.order(whom, INCIDENT, key, took_h, meant, detected)

    def _told_of(self, attack: Attack, group: int) -> frozenset[int]:
        """Return the platforms held of which a group of evidence tells: all, or its sink's."""
        row, fleet_of = self._state.row, self._state.accounts.fleet
        return frozenset(
            grip.platform
            for grip in attack.grips
            if group in {JOINED, row(grip.platform, int(fleet_of[grip.account])).sink}
        )

    def _clear_edges(self, attack: Attack, group: int) -> None:
        """Have replaced or taken away what leads further by trust edges, each after its route."""
        state, fleet = self._state, int(attack.fleets[0])
        for edge, key in enumerate(state.world.edge_keys.tolist()):
            if group in {JOINED, state.row(self._ways.platform(edge), fleet).sink}:
                generator = state.stream("route to a trust edge", attack.loss.key, key)
                at_h = state.now + attack.row.route_h.draw_one(generator)
                attack.cut_h[edge] = min(at_h, attack.cut_h.get(edge, math.inf))

    def _recover(self, attack: Attack, group: int, platforms: frozenset[int], cause: int) -> None:
        """Contain a directory's compromise on some platforms, after its recovery."""
        state = self._state
        recovery = state.governance.recovery_h[attack.loss.place]
        lasts_h = recovery.draw_one(state.stream("recovery", attack.loss.key, group))
        if lasts_h < math.inf:
            act = partial(self._contain, attack, platforms, cause)
            state.clock.at(state.now + lasts_h, act)

    def _contain(self, attack: Attack, platforms: frozenset[int], cause: int) -> None:
        """Rotate a directory's keys for some platforms now: nothing minted before works there."""
        open_still = [p for p in sorted(platforms) if math.isinf(attack.contained_h[p])]
        attack.contained_h[open_still] = self._state.now
        self._revocations.replacement.reset(attack.loss, open_still, cause)

    def _end_alone(self, attack: Attack, part: Loss, cause: int) -> None:
        """End what no living agent works with: a forgotten key, or an orphan; after its route."""
        state = self._state
        route_h = attack.row.route_h.draw_one(state.stream("route of a forgotten key", part.key))
        if part.what == "local_key":
            act = partial(self._reviews.remove_local_key, part.account, part.platform, cause)
        else:
            act = partial(state.end_account, part.account, cause)
        if route_h < math.inf:
            state.clock.at(state.now + route_h, act)

    # The record.

    def records(self) -> Compromises:
        """Return the compromises with their first use in [0, H); the run must be over."""
        for attack, span in self._pending:
            self._count(attack, span, self._reach(attack))
        self._pending = []
        attack_events.tell_ends(self._state, self._attacks, self._reach, self._revocations.book)
        kept = [each for each in self._attacks if each.used_h >= 0.0]
        reaches = [self._reach(each) for each in kept]
        ends = [found.last_h for found in reaches]
        weight = self._state.world.weight
        return Compromises(
            cause=np.array([each.loss.cause for each in kept], dtype=np.int64),
            agent=np.array([each.loss.agent for each in kept], dtype=np.int64),
            platform=np.array([each.loss.platform for each in kept], dtype=np.int64),
            lost_h=np.array([each.loss.at_h for each in kept], dtype=np.float64),
            used_h=np.array([each.used_h for each in kept], dtype=np.float64),
            detected_h=np.array([each.detected_h for each in kept], dtype=np.float64),
            ended_h=np.array(
                [min(end, each.limit_h) for end, each in zip(ends, kept, strict=True)],
                dtype=np.float64,
            ),
            censored=np.array(
                [end > each.limit_h for end, each in zip(ends, kept, strict=True)], dtype=np.bool_
            ),
            exposure_wh=np.array(
                [
                    found.exposure_wh(weight, each.used_h, each.limit_h)
                    for found, each in zip(reaches, kept, strict=True)
                ],
                dtype=np.float64,
            ),
            touched=np.array(
                [self._touched(*each) for each in zip(kept, reaches, strict=True)],
                dtype=np.float64,
            ),
            steps=np.array([each.steps for each in kept], dtype=np.int64),
            seen=np.array([each.seen for each in kept], dtype=np.int64),
        )

    def _touched(self, attack: Attack, found: Reach) -> float:
        """Return the weight of the things that the attacker touched."""
        things = np.minimum(attack.hits, found.ever())
        return float((self._state.world.weight * things).sum())
