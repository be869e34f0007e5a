"""Revocation orders: trigger, route, disable, propagate, expire (M12).

An order acts once per account of an agent, then reaches each platform that the account opens.
What an account cannot be reached by (it is unknown, or a bulk order misses it) is left to
reviews and rotation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Behaviour, Channel, Presence, Subject
from models.compiled.keys import key_of
from models.engine.events import NOTHING, Kind
from models.engine.orders import DRILL, INCIDENT, RETIRED, Line, Order, OrderBook, Path, later
from models.engine.propagation import arrival_h, bulk_wait_h, missed, rest_h, ticket_h
from models.engine.records import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.compiled.governance import Row
    from models.compiled.world import BoolArray, Happening, IntArray
    from models.engine.records import Collateral
    from models.engine.replacement import Replacement
    from models.engine.reviews import Reviews
    from models.engine.secrets import Secrets
    from models.engine.state import State


@dataclass(frozen=True, slots=True)
class Case:
    """One order on one account.

    Attributes:
        order: The order.
        account: Account.
        lines: Its lines in the book, by platform.
        place: Place in a bulk order, from 0.
        row: Control profile of the account when the order was given.
    """

    order: Order
    account: int
    lines: dict[int, Line]
    place: int
    row: Row


class Revocations:
    """All orders of a run and what they do.

    Attributes:
        book: The record.
        replacement: Gives new credentials to those who go on working.
    """

    def __init__(
        self, state: State, secrets: Secrets, reviews: Reviews, replacement: Replacement
    ) -> None:
        """Start with no order.

        Args:
            state: The replication.
            secrets: Stored secrets.
            reviews: Reviews, which find what orders do not reach.
            replacement: Gives new credentials to those who go on working.
        """
        self._state = state
        self._secrets = secrets
        self._reviews = reviews
        self.replacement = replacement
        self.book = OrderBook()

    def start(self) -> None:
        """Listen to retirements, and put the scenario's orders on the clock."""
        self._state.on_retired.append(self._retired)
        for happening in self._state.world.happenings:
            if happening.kind == "order":
                self._state.clock.at(happening.at_h, partial(self._happen, happening))

    def order(
        self,
        agents: Iterable[int],
        reason: int,
        key: int,
        detect_h: float = math.nan,
        platforms: frozenset[int] | None = None,
        cause: int = NOTHING,
    ) -> None:
        """Order now that access ends.

        Args:
            agents: Whose.
            reason: Index into `REASONS`.
            key: Key of the event that led to the order.
            detect_h: From compromise to the decision.
            platforms: Only the accounts used on these; all if left out.
            cause: Number of that event in a trace.
        """
        state, place = self._state, 0
        whom = list(agents)
        for agent in whom:
            bulk = len(whom) > 1
            event = state.recorder.happened(
                Kind.ORDERED, state.now, agent=agent, cause=cause, what=REASONS[reason]
            )
            order = Order(agent, state.now, reason, key, detect_h, bulk, event)
            ways = self._ways(agent, platforms)
            lines = self.book.open(order, ways)
            for account in sorted({account for _, account in ways}):
                mine = {p: lines[p] for p, each in ways if each == account}
                self._act(Case(order, account, mine, place, state.account_row(account)))
                place += 1

    def settle(self) -> None:
        """Let what was taken from replaced accounts by others count in the lines of orders."""
        state = self._state
        for line in self.book.lines:
            for account, path in line.ways.items():
                closed_h = state.closed_h.get((account, line.platform), -math.inf)
                if not line.order.at_h <= closed_h < line.order.at_h + path.lag_h:
                    continue
                expire_h = rest_h(state, line.order, account, line.platform, closed_h)
                sooner = Path(0.0, closed_h - line.order.at_h, expire_h=expire_h, by="removal")
                if sooner.lag_h < path.lag_h:
                    line.ways[account] = sooner

    def collateral(self) -> Collateral:
        """Return whom rotations of shared accounts blocked; the data plane must be finished."""
        return self.replacement.records()

    def _ways(self, agent: int, platforms: frozenset[int] | None) -> list[tuple[int, int]]:
        """Return the platforms to which an agent has access now, and by which accounts.

        Accounts that were left behind are reached too.  If only some platforms are meant, then all
        that their accounts open.
        """
        ways = self._state.ways(agent)
        if platforms is None:
            return ways
        meant = {account for platform, account in ways if platform in platforms}
        return [way for way in ways if way[1] in meant]

    def _retired(self, state: State, agent: int) -> None:
        """Order the end of a dead agent's access, if somebody thinks of it."""
        mine = np.flatnonzero(state.accounts.account_of[agent] >= 0)
        if len(mine) == 0:
            return
        row = state.row(int(mine[0]), int(state.agents.fleet[agent]))
        key = int(state.agents.key[agent])
        cause = state.recorder.last(Kind.RETIRED, agent=agent)
        if state.stream("retirement leads to an order", key).random() < row.trigger:
            self.order([agent], RETIRED, key, cause=cause)
        else:
            state.recorder.happened(
                Kind.ORDER_OMITTED,
                state.now,
                agent=agent,
                platform=int(mine[0]),
                cause=cause,
                settings=("offboarding.trigger",),
            )

    def _happen(self, happening: Happening) -> None:
        """Give the orders of an incident of the scenario."""
        state = self._state
        live = state.live_agents()
        if happening.fleet >= 0:
            live = live[state.agents.fleet[live] == happening.fleet]
        if happening.place >= 0:
            live = live[state.agents.slot[live] == happening.place]
        key = key_of("order", happening.id, happening.number)
        if happening.agents and happening.agents < len(live):
            generator = state.stream("agents of an order", key)
            live = np.sort(generator.choice(live, happening.agents, replace=False))
        cause = state.recorder.happened(
            Kind.INCIDENT,
            state.now,
            what=f"order {happening.id}",
            number=len(live),
        )
        self.order(live.tolist(), REASONS.index(happening.reason), key, cause=cause)

    def _act(self, case: Case) -> None:
        """Begin to act on an account."""
        state, account, row = self._state, case.account, case.row
        key = (
            case.order.key,
            int(state.agents.key[case.order.agent]),
            int(state.accounts.key[account]),
        )
        for platform, line in case.lines.items():
            line.beside = later(line.beside, self._by_local_key(case, platform))
        if not state.accounts.known[account]:
            self._leave_to_others(case, self._review_h(case), "review")
        elif case.order.bulk and missed(state.stream("missed in bulk", *key), row.bulk_miss):
            rotated = self._secrets.next_rotation(account, state.now)
            self._leave_to_others(case, min(self._review_h(case), rotated), "missed in bulk")
        elif self._stays(case):
            rotated = self._secrets.next_rotation(account, state.now)
            self._leave_to_others(case, rotated, "rotation")
            if case.order.reason == RETIRED and not state.alive(case.order.agent):
                state.end_access(case.order.agent, account, case.order.event)
        else:
            route_h = row.route_h.draw_one(state.stream("route", *key))
            for line in case.lines.values():
                never = math.isinf(route_h)
                line.ways[account] = Path(route_h, disable_h=math.inf, never=never)
            self._later(route_h, partial(self._disable, case, route_h))

    def _review_h(self, case: Case) -> float:
        """Return when a review finds the account."""
        now = self._state.now
        return self._reviews.found_h(case.account, self._state.seat(case.account, now), now)

    def _stays(self, case: Case) -> bool:
        """Say whether the account lives on for others, its secret unchanged."""
        accounts, row = self._state.accounts, case.row
        if accounts.subject[case.account] != Subject.FLEET:
            return False
        what = row.on_incident if case.order.reason == INCIDENT else row.on_retired
        return what == Presence.LEAVE and len(self._others(case)) > 0

    def _others(self, case: Case) -> IntArray:
        """Return the living agents that work with the account too."""
        agents, now = self._state.agents, self._state.now
        users = self._state.accounts.agents_of(case.account)
        live: BoolArray = (agents.birth_h[users] <= now) & (now < agents.death_h[users])
        works = (self._state.accounts.account_of[users] == case.account).any(axis=1)
        others: IntArray = users[live & works & (users != case.order.agent)]
        return others

    def _leave_to_others(self, case: Case, end_h: float, by: str) -> None:
        """Close the lines with what a review or a rotation does at an instant, or never."""
        for platform, line in case.lines.items():
            if math.isinf(end_h):
                line.ways[case.account] = Path(disable_h=math.inf, never=True, by=by)
            else:
                rest_h = self._rest_h(case, platform, end_h)
                path = Path(disable_h=end_h - case.order.at_h, expire_h=rest_h, by=by)
                line.ways[case.account] = path

    def _disable(self, case: Case, route_h: float) -> None:
        """Disable the account now, or as soon as rate and tickets allow."""
        wait_h = bulk_wait_h(case.place, case.row.bulk_rate_per_h) if case.order.bulk else 0.0
        if self._by_ticket(case):
            self._later(wait_h, partial(self._ticket, case, route_h, wait_h))
        else:
            self._later(wait_h, partial(self._disabled, case, route_h, wait_h))

    @staticmethod
    def _by_ticket(case: Case) -> bool:
        """Say whether a person has to remove the secret itself."""
        stored = case.row.behaviour in {Behaviour.STORED, Behaviour.SHARED}
        return stored and case.row.channel == Channel.TICKET

    def _ticket(self, case: Case, route_h: float, wait_h: float) -> None:
        first = int(self._state.accounts.first_platform[case.account])
        wait_h += ticket_h(self._state, case.row, case.order, first)
        end_h = case.order.at_h + route_h + wait_h
        for line in case.lines.values():
            never = math.isinf(wait_h)
            line.ways[case.account] = Path(route_h, wait_h, never=never, by="ticket")
        self._later(end_h - self._state.now, partial(self._disabled, case, route_h, wait_h))

    def _disabled(self, case: Case, route_h: float, wait_h: float) -> None:
        """Go from a disabled account to its platforms."""
        state = self._state
        ticketed = self._by_ticket(case)
        by = "ticket" if ticketed else "order"
        for platform, line in case.lines.items():
            row = state.way_row(case.account, platform)
            delay_h, killed = arrival_h(state, row, case.order, platform, ticketed=ticketed)
            ended = killed or math.isinf(delay_h)
            rest_h = 0.0 if ended else self._rest_h(case, platform, state.now + delay_h)
            never = math.isinf(delay_h + rest_h)
            line.ways[case.account] = Path(route_h, wait_h, delay_h, rest_h, never, by)
        self._take_away(case)

    def _by_local_key(self, case: Case, platform: int) -> Path:
        """Return how the local key that federation left behind ends: a review finds it."""
        if not self._state.accounts.residue[case.account, platform]:
            return Path()
        end_h = self._reviews.found_h(case.account, platform, case.order.at_h)
        if math.isinf(end_h):
            return Path(disable_h=math.inf, never=True, by="review of local keys")
        return Path(disable_h=end_h - case.order.at_h, by="review of local keys")

    def _rest_h(self, case: Case, platform: int, at_h: float) -> float:
        return rest_h(self._state, case.order, case.account, platform, at_h)

    def _take_away(self, case: Case) -> None:
        """Let an order that is no drill have its effect on those who work."""
        state, order = self._state, case.order
        if order.reason == DRILL:
            return
        shared = state.accounts.subject[case.account] == Subject.FLEET
        others = self._others(case) if shared else np.zeros(0, dtype=np.int64)
        works = state.accounts.is_used_by(order.agent, case.account)
        if not works and not len(others):
            state.end_account(case.account, order.event)  # left behind: nobody needs it
        elif works and state.alive(order.agent) and order.reason == INCIDENT:
            self.replacement.renew(order, case.account, others, himself=True)
        elif len(others):
            self.replacement.renew(order, case.account, others, himself=False)
        if not state.alive(order.agent):
            state.end_access(order.agent, case.account, order.event)

    def _later(self, delay_h: float, act: partial[None]) -> None:
        """Do something after a delay, if the run still goes on then."""
        if delay_h <= 0:
            act()
        elif delay_h < math.inf:
            self._state.clock.at(self._state.now + delay_h, act)
