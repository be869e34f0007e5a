"""M6, approval: what a stopped hop asks for, the gates it passes, and the grant that remains.

A request passes its gates one after the other, each a job of a team's queue.  It is refused at
a keyed gate, lapses at its timeout, or is approved; then every chain that waits for the same
(account, code) goes on.  No gates: policy decides at once.  No team: nobody answers, and the
request lapses at its timeout or stays open.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.engine.authorisation import allow_code, open_of_code
from models.engine.claims import with_next_token
from models.engine.events import NOTHING, Kind
from models.engine.paths import Why
from models.engine.records import OUTCOMES, Requests

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.compiled.governance import Row
    from models.engine.chain import Chain
    from models.engine.clock import Clock
    from models.engine.paths import Path
    from models.engine.state import State
    from models.engine.working_hours import Team

OPEN, APPROVED, REFUSED, LAPSED, WITHDRAWN = range(len(OUTCOMES))

SETTINGS = {
    Kind.REQUEST_DECIDED: ("approval.by", "approval.gates", "approval.service", "approval.timeout"),
    Kind.GRANT_ADDED: ("approval.grant",),
    Kind.GRANT_ENDED: ("approval.grant",),
}
"""Controls that decide what becomes of a request."""


@dataclass(slots=True)
class Request:
    """One request on its way.

    Attributes:
        agent: Agent that asked first.
        account: Account that it is for.
        code: What it is for.
        platform: Platform of the thing.
        opened_h: When.
        decided_h: When it was decided or lapsed; nan while it is open.
        service_h: Working time spent on it.
        outcome: Index into `OUTCOMES`.
        event: Number of its event in a trace.
    """

    agent: int
    account: int
    code: int
    platform: int
    opened_h: float
    decided_h: float = math.nan
    service_h: float = 0.0
    outcome: int = OPEN
    event: int = NOTHING


@dataclass(frozen=True, slots=True)
class Gate:
    """One decision: whose, and how much work it is."""

    team: Team
    work_h: float


def pass_gates(
    clock: Clock,
    gates: Sequence[Gate],
    deadline_h: float,
    worked: Callable[[float], None],
    done: Callable[[bool], None],
) -> None:
    """Pass gates one after the other from now on.

    Args:
        clock: The clock.
        gates: The gates.
        deadline_h: When to give up.
        worked: Told of the working time spent at each gate.
        done: Told, at that instant, whether all gates were passed in time.
    """
    if not gates:
        clock.at(clock.now, lambda: done(True))  # noqa: FBT003 - the answer itself
        return
    first, rest = gates[0], gates[1:]
    job = first.team.serve(clock.now, first.work_h, deadline_h - clock.now)
    worked(job.worked_h)

    def left() -> None:
        if job.done and rest:
            pass_gates(clock, rest, deadline_h, worked, done)
        else:
            done(job.done)

    if math.isfinite(job.left_h):
        clock.at(job.left_h, left)


class Approval:
    """All requests of a run."""

    def __init__(self, state: State) -> None:
        """Know the replication; no request yet."""
        self._state = state
        self._requests: list[Request] = []
        self._numbers: dict[tuple[int, int], int] = {}
        self._open: dict[tuple[int, int], Request] = {}

    def stopped(self, chain: Chain, time_h: float, account: int, code: int) -> None:
        """Open a request for a hop that was stopped; the data plane calls this."""
        self._ask(Request(chain.agent, account, code, self._platform(code), time_h), chain.event)

    def born(self, agent: int, platform: int) -> None:
        """Open a request for the first access of a new agent to a platform, now."""
        state = self._state
        account = int(state.accounts.account_of[agent, platform])
        code = 2 * state.world.n_resources + platform
        state.plane.ask(account, code)
        born = state.recorder.last(Kind.BORN, agent=agent)
        self._ask(Request(agent, account, code, platform, state.now), born)

    def _platform(self, code: int) -> int:
        """Return the platform of a code; see `DataPlane` for the one that stands for a whole."""
        world = self._state.world
        if code >= 2 * world.n_resources:
            return code - 2 * world.n_resources
        return int(world.resource_platform[code % world.n_resources])

    def _ask(self, request: Request, cause: int) -> None:
        """Send a request through its gates."""
        state, account, code = self._state, request.account, request.code
        row = state.row(request.platform, int(state.accounts.fleet[account]))
        self._requests.append(request)
        request.event = state.recorder.happened(
            Kind.REQUEST_OPENED,
            request.opened_h,
            agent=request.agent,
            account=account,
            platform=request.platform,
            thing=code,
            cause=cause,
        )
        self._open[account, code] = request
        refused_at, works = self._drawn(request.agent, code, row)
        queues = [row.approval_queue] * row.gates
        if row.gates > 1:
            queues[-1], works[-1] = row.last_queue, works[-1] * row.last_work
        if min(queues, default=0) < 0:
            self._nobody(request, row)
            return
        gates = [Gate(state.teams[q], work) for q, work in zip(queues, works, strict=True)]
        if refused_at < math.inf and gates:
            gates = gates[: int(refused_at) + 1]

        def worked(work_h: float) -> None:
            request.service_h += work_h

        def done(passed: bool) -> None:  # noqa: FBT001 - the answer itself
            lapsed = not passed
            outcome = LAPSED if lapsed else REFUSED if refused_at < math.inf else APPROVED
            self._decide(request, outcome, row)

        pass_gates(state.clock, gates, request.opened_h + row.approval_timeout_h, worked, done)

    def withdraw(self, account: int, code: int) -> None:
        """Take note that nobody asks for a thing any more; work on it goes on unheard."""
        request = self._open.pop((account, code))
        request.decided_h, request.outcome = self._state.now, WITHDRAWN

    def _drawn(self, agent: int, code: int, row: Row) -> tuple[float, list[float]]:
        """Return the gate that refuses (inf: none), and the work of every gate."""
        state, resources = self._state, self._state.world.n_resources
        number = self._numbers.get((agent, code), 0)
        self._numbers[agent, code] = number + 1
        if code < 2 * resources:
            thing = int(state.world.resource_keys[code % resources])
        else:
            thing = int(state.world.platform_keys[code - 2 * resources])
        keys = int(state.agents.key[agent]), thing
        generator = state.stream("request for approval", *keys, min(code // resources, 2), number)
        refused, place = generator.random(), generator.random()
        works = row.approval_h.draw(generator, row.gates).tolist()
        return (math.floor(place * row.gates) if refused < row.refused else math.inf), works

    def _nobody(self, request: Request, row: Row) -> None:
        if math.isfinite(row.approval_timeout_h):
            at_h = request.opened_h + row.approval_timeout_h
            self._state.clock.at(at_h, lambda: self._decide(request, LAPSED, row))

    def _regrant(self, account: int, code: int, *, gained: bool) -> None:
        """Give or take one thing; hops before now must be settled."""
        state, resources = self._state, self._state.world.n_resources
        before = open_of_code(state, account, code)
        if code < resources:
            state.grants.needed[account, code] = gained
        else:
            extra = state.grants.extra
            extra[account, code - resources] = max(
                0, extra[account, code - resources] + 2 * gained - 1
            )
        share = allow_code(state, account, code)
        state.ledger.reopen(account, code, before, share, state.now)

    def _decide(self, request: Request, outcome: int, row: Row) -> None:
        """Decide a request now, unless nobody asks any more; it acts with the next token."""
        state, account, code = self._state, request.account, request.code
        if self._open.get((account, code)) is not request:
            return
        request.decided_h, request.outcome = state.now, outcome
        if code >= 2 * state.world.n_resources:
            self._admit(request)
            return
        decided = self._tell(Kind.REQUEST_DECIDED, request, request.event, OUTCOMES[outcome])
        act = partial(self._act, request, row, decided)
        if outcome == APPROVED:
            with_next_token(self._state, request.account, request.platform, act)
        else:
            act()

    def _act(self, request: Request, row: Row, decided: int) -> None:
        """Let everybody go on who waits for a request that was decided, or give up."""
        state, account, code = self._state, request.account, request.code
        if self._open.get((account, code)) is not request:
            return  # withdrawn since
        del self._open[account, code]
        approved = request.outcome == APPROVED
        added = approved and self._adds(account, code)
        grant = self._tell(Kind.GRANT_ADDED, request, decided, "approved") if added else NOTHING

        def update() -> None:
            if added:
                self._regrant(account, code, gained=True)
                state.grants.new_paths += code >= state.world.n_resources and state.now >= 0.0

        state.plane.decide(account, code, approved=approved, update=update, cause=decided)
        path = state.debt.open(Why.APPROVED, account, request.platform) if added else None
        if path is not None and math.isfinite(row.grant_h):
            state.clock.at(state.now + row.grant_h, lambda: self._expire(request, grant, path))

    def _admit(self, request: Request) -> None:
        """End a request for a first access now; whoever is dead by then is let in no more."""
        state, agent, account = self._state, request.agent, request.account
        del self._open[account, request.code]
        there = state.alive(agent) and math.isinf(state.accounts.ended_h[account])
        admitted = request.outcome == APPROVED and there
        what = OUTCOMES[request.outcome]
        decided = self._tell(Kind.REQUEST_DECIDED, request, request.event, what)

        def update() -> None:
            if admitted:
                state.open_access(agent, request.platform)

        code = request.code
        state.plane.decide(account, code, approved=admitted, update=update, cause=decided)

    def _tell(self, kind: Kind, request: Request, cause: int, what: str) -> int:
        """Tell the recorder what becomes of a request now."""
        return self._state.recorder.happened(
            kind,
            self._state.now,
            agent=request.agent,
            account=request.account,
            platform=request.platform,
            thing=request.code,
            cause=cause,
            settings=SETTINGS[kind],
            what=what,
        )

    def _adds(self, account: int, code: int) -> bool:
        """Return whether approval adds a grant that the account does not have."""
        world, grants = self._state.world, self._state.grants
        resource = code % world.n_resources
        if code < world.n_resources:
            return not bool(grants.needed[account, resource])
        needed = int(world.fleets.needed[self._state.accounts.fleet[account], resource])
        return bool(grants.extra[account, resource] < world.count[resource] - needed)

    def _expire(self, request: Request, grant: int, path: Path) -> None:
        """Take a grant that approval gave away again, also from those who took it along."""
        state, account, code = self._state, request.account, request.code
        if state.accounts.ended_h[account] <= state.now:
            path.ended_h = state.now
            return

        def take() -> None:
            path.ended_h = state.now
            for each in (account, *state.took_along(account, request.platform)):
                if state.accounts.ended_h[each] > state.now:
                    act = partial(self._regrant, each, code, gained=False)
                    state.plane.change_code(state.plane.agents_of(each), code, act)
                    self._tell(Kind.GRANT_ENDED, request, grant, "expired")

        with_next_token(state, account, request.platform, take)

    def records(self) -> Requests:
        """Return the requests opened in [0, H)."""
        world = self._state.world
        kept = [r for r in self._requests if 0.0 <= r.opened_h < world.horizon_h]
        late = [not r.decided_h < world.horizon_h for r in kept]
        return Requests(
            opened_h=np.array([r.opened_h for r in kept], dtype=np.float64),
            decided_h=np.array(
                [math.nan if open_ else r.decided_h for r, open_ in zip(kept, late, strict=True)],
                dtype=np.float64,
            ),
            service_h=np.array([r.service_h for r in kept], dtype=np.float64),
            platform=np.array([r.platform for r in kept], dtype=np.int64),
            agent=np.array([r.agent for r in kept], dtype=np.int64),
            novel=np.array(
                [world.n_resources <= r.code < 2 * world.n_resources for r in kept], dtype=np.bool_
            ),
            first=np.array([r.code >= 2 * world.n_resources for r in kept], dtype=np.bool_),
            outcome=np.array(
                [OPEN if open_ else r.outcome for r, open_ in zip(kept, late, strict=True)],
                dtype=np.int64,
            ),
        )
