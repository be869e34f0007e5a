"""Compromises: from a lost credential to the end of what an attacker can do (M10, M11).

The attacker acts at a rate on anything that he holds or can mint.  His actions are drawn in
spans of at most a day, with what he can use at the start of the span; an action on something
that was closed to him in between comes to nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.keys import key_of
from models.engine import attack_events
from models.engine.attack import Reach, direct_things, reach, strengths, targets
from models.engine.detection import JOINED, Evidence, evidence, open_triage
from models.engine.events import NOTHING
from models.engine.orders import INCIDENT
from models.engine.propagation import task_rest_h, token_rest_h
from models.engine.records import Compromises

if TYPE_CHECKING:
    from models.compiled.governance import Row
    from models.compiled.world import BoolArray, FloatArray, IntArray
    from models.engine.losses import Loss
    from models.engine.records import Visibility
    from models.engine.reviews import Reviews
    from models.engine.revocation import Revocations
    from models.engine.secrets import Secrets
    from models.engine.state import State

SPAN_H = 24.0
"""Longest span of actions that are drawn together."""

MOST_ACTIONS = 100_000
"""Actions in one span after which an attacker is fast enough."""


@dataclass(slots=True)
class Attack:
    """One compromise from its first use on.

    Attributes:
        loss: What was lost.
        used_h: First use.
        limit_h: When nobody looks on any more: tau later, or the horizon.
        held: Account that is held, by platform.
        row: Control profile of the first of them, when it was lost.
        direct: Things that these accounts can use, (R,); as they were at first use.
        hits: Actions by resource, (R,).
        detected_h: When the first alarm was triaged.
        triaged: Groups of evidence that have led to a triage.
        steps: Actions.
        seen: Those that were captured.
        spans: Spans begun.
        event: Number of its first use in a trace.
    """

    loss: Loss
    used_h: float
    limit_h: float
    held: dict[int, int]
    row: Row
    direct: FloatArray
    hits: FloatArray
    detected_h: float = math.nan
    triaged: set[int] = field(default_factory=set)
    steps: int = 0
    seen: int = 0
    spans: int = 0
    event: int = NOTHING


@dataclass(frozen=True, slots=True)
class Span:
    """Actions of one span, n of them.

    Attributes:
        time_h: When, (n,).
        resource: What they touch, (n,).
        evidence: What the logs make of them.
        told: Numbers of those that a trace has already, by their place.
    """

    time_h: FloatArray
    resource: IntArray
    evidence: Evidence
    told: dict[int, int] = field(default_factory=dict)


class Attacks:
    """All compromises of a run."""

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
        self._triage = open_triage(state)
        self._attacks: list[Attack] = []
        self._pending: list[tuple[Attack, Span]] = []
        self._rests: dict[tuple[int, int, float], float] = {}

    def lose(self, loss: Loss) -> None:
        """Take note of a lost credential, and put its first use on the clock."""
        held = self._held(loss)
        if not held:
            return
        row = self._state.row(next(iter(held)), int(self._state.agents.fleet[loss.agent]))
        used_h = loss.at_h + self._first_use_h(loss, row)
        if used_h < self._state.world.horizon_h:
            self._state.clock.at(used_h, partial(self._begin, loss, held, row))

    def _held(self, loss: Loss) -> dict[int, int]:
        """Return the account that is held on each platform."""
        accounts = self._state.accounts
        if loss.what == "agent":
            mine = accounts.account_of[loss.agent].tolist()
            return {p: a for p, a in enumerate(mine) if a >= 0 and accounts.ended_h[a] > loss.at_h}
        if loss.platform >= 0:
            return {loss.platform: loss.account}
        return {int(p): loss.account for p in np.flatnonzero(accounts.covers[loss.account])}

    def _first_use_h(self, loss: Loss, row: Row) -> float:
        """Return how long after the loss the attacker begins; at once where he is inside."""
        if loss.what in {"agent", "trust"}:
            return 0.0
        public = self._state.stream("leak is public", loss.key).random() < row.public
        sampler = row.public_use_h if public else row.quiet_use_h
        return sampler.draw_one(self._state.stream("first use", loss.key))

    def _begin(self, loss: Loss, held: dict[int, int], row: Row) -> None:
        """Let the attacker begin now, if what he holds still works somewhere."""
        state = self._state
        limit_h = min(state.now + state.world.follow_up_h, state.world.horizon_h)
        hits = np.zeros(state.world.n_resources)
        direct = direct_things(state, held)
        attack = Attack(loss, state.now, limit_h, held, row, direct, hits)
        found = self._reach(attack)
        if found.end_h.max() > state.now:
            self._attacks.append(attack)
            attack.event = attack_events.tell_first_use(state, attack, len(self._attacks))
            self._span(attack, found)

    # Until when.

    def _ends_h(self, attack: Attack) -> FloatArray:
        """Return when each platform is closed to the attacker, as far as is known now, (P,)."""
        found = np.full(self._state.world.n_platforms, -np.inf)
        for platform, account in attack.held.items():
            loss = attack.loss
            natural = self._natural_end_h(loss, platform, account)
            ordered = self._revocations.book.dead_h(loss.agent, platform, loss.at_h)
            if math.isinf(ordered):
                ordered = self._account_end_h(loss, platform, account)
            found[platform] = min(natural, ordered)
        return found

    def _natural_end_h(self, loss: Loss, platform: int, account: int) -> float:
        """Return when what was lost stops working by itself."""
        match loss.what:
            case "token":
                end_h = loss.at_h + self._stolen_h(loss, platform)
            case "secret":
                end_h = self._secrets.leaked_until_h(account, loss.at_h)
                if loss.at_h < end_h < math.inf:
                    end_h += self._token_h(loss, platform, end_h)
            case "local_key":
                end_h = self._reviews.cleaned_h.get((account, platform), math.inf)
            case "agent":
                end_h = self._after_death_h(loss, platform, account)
            case _:
                end_h = math.inf
        return end_h

    def _after_death_h(self, loss: Loss, platform: int, account: int) -> float:
        """Return when what a hijacked agent held stops working after its death."""
        death_h = float(self._state.agents.death_h[loss.agent])
        if math.isinf(death_h):
            return math.inf
        if self._secrets.row(account, death_h).exportable:
            return self._until_rotation_h(loss, platform, account, death_h)
        return death_h + self._token_h(loss, platform, death_h)

    def _until_rotation_h(self, loss: Loss, platform: int, account: int, after_h: float) -> float:
        rotated_h = self._secrets.next_rotation(account, after_h)
        if math.isinf(rotated_h):
            return math.inf
        return rotated_h + self._token_h(loss, platform, rotated_h)

    def _account_end_h(self, loss: Loss, platform: int, account: int) -> float:
        """Return when the end of the account closes the platform."""
        if loss.what == "local_key":
            return math.inf
        ended_h = float(self._state.accounts.ended_h[account])
        if math.isinf(ended_h):
            return math.inf
        return ended_h + self._token_h(loss, platform, ended_h)

    def _token_h(self, loss: Loss, platform: int, at_h: float) -> float:
        """Return how long tokens go on once nothing is issued any more."""
        asked = loss.key, platform, at_h
        if asked not in self._rests:
            self._rests[asked] = token_rest_h(self._state, loss.agent, platform, loss.key, at_h)
        return self._rests[asked]

    def _stolen_h(self, loss: Loss, platform: int) -> float:
        """Return how long a stolen token works: its rest, or that of the task it was issued for."""
        asked = loss.key, platform, -math.inf
        if asked not in self._rests:
            state, agent, key = self._state, loss.agent, loss.key
            row = state.row(platform, int(state.agents.fleet[agent]))
            rest_h = token_rest_h(state, agent, platform, key, loss.at_h, mints=False)
            if row.jit:
                rest_h = min(rest_h, task_rest_h(state, agent, platform, key, row))
            self._rests[asked] = rest_h
        return self._rests[asked]

    def _reach(self, attack: Attack) -> Reach:
        return reach(self._state.world, attack.direct, self._ends_h(attack))

    # What the attacker does.

    def _span(self, attack: Attack, found: Reach) -> None:
        """Draw the actions of the next span from now on, and put its first alarms on the clock."""
        now, until_h = self._state.now, min(self._state.now + SPAN_H, attack.limit_h)
        later = [end_h for end_h in found.end_h.tolist() if end_h > now]
        if not later:
            return
        until_h = min(until_h, *later)
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
        resource = targets(
            now.things(state.now), strengths(state, attack.held), attack.steps + np.arange(n)
        )
        time_h = (state.now + length_h * times)[: len(resource)]
        draws = state.stream("events of actions", key, number).random((2, len(resource)))
        fleet = int(state.agents.fleet[attack.loss.agent])
        return Span(
            time_h, resource, evidence(state, self._visibility, fleet, time_h, resource, draws)
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
        state, fleet = self._state, int(self._state.agents.fleet[attack.loss.agent])
        row = state.row(int(state.world.resource_platform[span.resource[place]]), fleet)
        alarm = attack_events.tell_alarm(state, attack, span, place)
        generator = state.stream("work of a triage", attack.loss.key, group)
        job = self._triage[sink].serve(state.now, row.triage_h.draw_one(generator))
        if job.left_h < state.world.horizon_h:
            state.clock.at(job.left_h, partial(self._decide, attack, group, alarm))

    def _decide(self, attack: Attack, group: int, alarm: int) -> None:
        """Order now that the access which the evidence tells of ends."""
        state, loss = self._state, attack.loss
        if math.isnan(attack.detected_h):
            attack.detected_h = state.now
        detected = attack_events.tell_detected(state, attack, alarm)
        orphan = loss.account >= 0 and len(state.accounts.agents_of(loss.account)) == 0
        if orphan or loss.what == "local_key":
            self._end_alone(attack, detected)
            return
        platforms = frozenset(attack.held) if group == JOINED else self._logging_to(attack, group)
        meant = None if group == JOINED and loss.what == "agent" else platforms
        key = key_of("detected", loss.key, group)
        contained_h = state.now - attack.used_h
        self._revocations.order([loss.agent], INCIDENT, key, contained_h, meant, detected)

    def _end_alone(self, attack: Attack, cause: int) -> None:
        """End what no living agent works with: a forgotten key, or an orphan; after its route."""
        state, loss = self._state, attack.loss
        route_h = attack.row.route_h.draw_one(state.stream("route of a forgotten key", loss.key))
        if loss.what == "local_key":
            act = partial(self._reviews.remove_local_key, loss.account, loss.platform, cause)
        else:
            act = partial(state.end_account, loss.account, cause)
        if route_h < math.inf:
            state.clock.at(state.now + route_h, act)

    def _logging_to(self, attack: Attack, sink: int) -> frozenset[int]:
        """Return the platforms that the attacker holds and whose events go to a sink."""
        fleet = int(self._state.agents.fleet[attack.loss.agent])
        return frozenset(p for p in attack.held if self._state.row(p, fleet).sink == sink)

    # The record.

    def records(self) -> Compromises:
        """Return the compromises with their first use in [0, H); the run must be over."""
        for attack, span in self._pending:
            self._count(attack, span, self._reach(attack))
        self._pending = []
        attack_events.tell_ends(self._state, self._attacks, self._ends_h, self._revocations.book)
        kept = [each for each in self._attacks if each.used_h >= 0.0]
        reaches = [self._reach(each) for each in kept]
        ends = [float(found.end_h.max()) for found in reaches]
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
        things = np.minimum(attack.hits, found.direct + found.behind)
        return float((self._state.world.weight * things).sum())
