"""The data plane: every hop of every agent, drawn in blocks and settled lazily, exactly.

Hops are no events.  Only the next obstructed hop of an agent is put on the clock, and only if
nobody waits for the same thing yet; what closures stop is found when they end.  The rules are
those of DESIGN section 6; ``tests/reference`` does the same with one event per hop.

At equal times what governs hops (closures, changes, decisions) comes before the hops.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models.engine.batch import Batch, Change
from models.engine.closures import Blocked, Closure, Closures
from models.engine.events import NOTHING, SILENT, Kind, Recorder
from models.engine.ledger import Ledger
from models.engine.plans import Plan, Plans
from models.engine.rest import Rest
from models.engine.teller import Teller

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, FloatArray, IntArray, World
    from models.engine.agents import Agents
    from models.engine.chain import Chain
    from models.engine.clock import Clock
    from models.engine.records import Flow
    from models.engine.settled import Tally
    from models.engine.workload import Blocks

OnStop = Callable[["Chain", float, int, int], None]
"""Called as ``on_stop(chain, time_h, account, code)``; ``chain.agent`` asks first."""

Patience = Callable[[int, int], float]
"""Called as ``patience_h(agent, platform)``: longest wait for a closed platform, hours."""


class DataPlane:
    """Hops of all agents over one run.

    Attributes:
        blocked: Whom each closure kept from working, by its key; there once it has ended.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that a run consists of, each once
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
        """Put the first block of every agent on the clock.

        Args:
            clock: At ``-warm_up_h``.
            world: The world.
            agents: All agents of the run, (A,).
            blocks: Design-free draws of this replication.
            allow: Probability that a hop at a code is allowed, (A, 2R). Owned by the caller, who
                changes it only inside the ``update`` of `decide` and `change` (or before time
                starts). A hop with thing uniform v is stopped when v >= allow.
            account_of: Account of each agent on each platform, (A, P); -1 where it has none, which
                only code that no hop aims at may rely on. Owned by the caller, who changes it only
                inside the ``update`` of `rebind`.
            agents_of: Called with an account: agents that use it at some time, ascending.
            tallies: Given every settled hop.
            on_stop: Called when a hop is stopped and no request for (account, code) is open. The
                caller answers later with `decide`.
            patience_h: Chains that waited longer for a closed platform are abandoned; asked when
                the closure ends.
            unopened: True where an agent has no access to a platform yet, (A, P); owned by the
                caller like `allow`, which is 0 there. What it does there asks for the platform as a
                whole, by the code 2R + platform, and goes on by what it may do once approved.
            recorder: Told of stops.
        """
        self._clock, self._world, self._agents, self._blocks = clock, world, agents, blocks
        self._allow, self._on_stop, self._patience_h = allow, on_stop, patience_h
        self._account_of, self._recorder = account_of, recorder
        self._code_platform = np.tile(world.resource_platform, 2)
        self._platform_of = np.r_[self._code_platform, np.arange(world.n_platforms)]
        self._unopened = unopened if unopened is not None and unopened.any() else None
        self._agents_of = agents_of
        self._teller = Teller(recorder, self._platform_of)
        self._ledger = Ledger(tallies)
        self._members: dict[int, Sequence[int]] = {}
        self._closures = Closures()
        self._requests: dict[tuple[int, int], list[Chain]] = {}
        self.blocked: dict[int, Blocked] = {}
        self._plans = Plans(clock, allow, world.horizon_h, self._is_awaited, self._stop)
        for agent in range(len(agents)):
            self._expect(agent)

    # What the control plane calls.

    def agents_of(self, account: int) -> Sequence[int]:
        """Return the agents that use an account at some time, ascending."""
        members = self._members.get(account)
        if members is None:
            members = self._members[account] = tuple(self._agents_of(account).tolist())
        return members

    def decide(
        self,
        account: int,
        code: int,
        *,
        approved: bool,
        update: Callable[[], None],
        cause: int = NOTHING,
    ) -> int:
        """End the open request for (account, code) now.

        ``update`` changes `allow` (for agents of the account, at the code). Approved: every
        waiting chain goes on at now + its jitter, and its first hop passes wherever
        ``allow > 0``. Otherwise they are abandoned; update may do nothing.  *cause* is the
        decision in a trace.

        Returns:
            How many chains had waited.

        Raises:
            KeyError: If no such request is open.
        """
        agents, waiting = self.agents_of(account), self._requests[account, code]
        whole = code >= len(self._code_platform)
        if whole:
            self.change(agents, update)
        else:
            self.change_code(agents, code, update)
        del self._requests[account, code]
        if whole:
            self._plans.arm_each(agents)
        else:
            self._plans.arm_all(agents, code)
        for chain in waiting:
            if approved:
                self._resume(chain, approved=not whole, cause=cause)
            else:
                self._abandon(chain, cause)
        return len(waiting)

    def change(self, agents: Iterable[int], update: Callable[[], None]) -> None:
        """Change `allow` of some agents, in ``update``, from now on (grants gained or lost)."""
        told = list(agents)
        self._plans.touch_all(told)
        rows = [agent for agent in told if self._plans.of(agent)]
        if not rows:
            update()
            return
        before = self._allow[rows]
        update()
        after = self._allow[rows]
        where = (after != before).nonzero()
        was, now = before[where].tolist(), after[where].tolist()
        changed: dict[int, list[Change]] = {}
        changes = zip(where[1].tolist(), was, now, strict=True)
        for row, change in zip(where[0].tolist(), changes, strict=True):
            changed.setdefault(rows[row], []).append(change)
        for agent, those in changed.items():
            self._plans.search_again(agent, those)

    def change_code(self, agents: Sequence[int], code: int, update: Callable[[], None]) -> None:
        """Change `allow` of some agents at one code alone, in ``update``, from now on."""
        self._plans.touch_all(agents)
        where = list(agents), code  # not a column: `take` would copy all of it
        before = self._allow[where].tolist()
        update()
        after = self._allow[where].tolist()
        if before == after:
            return
        for agent, was, now in zip(agents, before, after, strict=True):
            if was != now and self._plans.of(agent):
                self._plans.search_again(agent, [(code, was, now)])

    def rebind(self, agents: Iterable[int], update: Callable[[], None]) -> list[tuple[int, int]]:
        """Change `account_of` (and `allow`) of some agents, in ``update``, from now on.

        What waits for a request of an account that its agent no longer uses there is tried again
        at now + its jitter.  Returns requests (account, code) that are no longer open: none waits.
        """
        told, dropped = list(agents), []
        self.change(told, update)
        for (account, code), waiting in tuple(self._requests.items()):
            platform = self._platform_of[code]
            moved = [c for c in waiting if self._account_of[c.agent, platform] != account]
            stay = [chain for chain in waiting if chain not in moved]
            users = self.agents_of(account) if not waiting else ()
            if stay or any(self._account_of[agent, platform] == account for agent in users):
                self._requests[account, code] = stay
            else:
                del self._requests[account, code]
                dropped.append((account, code))
            for chain in moved:
                self._resume(chain, approved=False)
        self._plans.arm_each(told)
        return dropped

    def close_platforms(
        self, key: int, platforms: BoolArray, stop_from_h: FloatArray, cause: int = NOTHING
    ) -> None:
        """Stop hops on some platforms until `open_platforms` is called with the same key.

        Args:
            key: Number of this closure, unique in the run; any number may be open at once.
            platforms: Which platforms are closed, (P,).
            stop_from_h: From when each agent's hops there stop (its token's end), (A,), or those
                at each resource (its cached decision's end), (A, R); now where earlier; ``inf``:
                never.
            cause: Event that led to it.

        Raises:
            ValueError: If the key is in use.
        """
        closed = np.asarray(platforms)[self._code_platform]
        from_h = np.maximum(stop_from_h, self._clock.now)
        by_code = None
        if from_h.ndim > 1:
            by_code = np.tile(from_h, (1, 2))
            from_h = by_code[:, closed].min(axis=1, initial=np.inf)
        self._closures.begin(key, Closure(closed, from_h, cause, by_code))

    def open_platforms(self, key: int, cause: int = NOTHING) -> Blocked:
        """End a closure now; its chains go on at now + jitter, or are abandoned.

        Args:
            key: Number of the closure.
            cause: Event that led to its end.

        Raises:
            KeyError: If no such closure is in force.
        """
        now_h = self._clock.now
        closure = self._closures[key]
        for agent in np.flatnonzero(closure.stop_from_h < now_h).tolist():
            if self._plans.of(agent):
                self._sweep(agent, closure)
        self._closures.end(key)
        for chain in closure.waiting:
            if self._is_patient(chain, now_h):
                self._resume(chain, approved=False, cause=cause)
            else:
                self._abandon(chain, cause)
        self.blocked[key] = closure.blocked(self._agents, now_h)
        return self.blocked[key]

    def finish(self) -> Flow:
        """Settle everything at the horizon, where the clock must be; return the counters."""
        horizon_h = self._world.horizon_h
        spent: list[Plan] = []  # freed at once: each alone would cost a search for its place
        for agent in range(len(self._agents)):
            self._sweep_all(agent)
            self._plans.touch(agent)
            spent += self._close(agent, lambda _: True)
        for key, closure in self._closures.items():
            self.blocked[key] = closure.blocked(self._agents, horizon_h)
            for chain in closure.waiting:
                if not self._is_patient(chain, horizon_h):
                    self._abandon(chain, closure.cause)
            self._closures.end(key)
        return self._ledger.flow()

    # Blocks.

    def _expect(self, agent: int) -> None:
        """Put an agent's first block on the clock."""
        length_h = self._blocks.block_h(agent)
        from_h = max(self._clock.now, float(self._agents.birth_h[agent]))
        if from_h < min(self._world.horizon_h, float(self._agents.death_h[agent])):
            self._clock.at(from_h, partial(self._load, agent, math.floor(from_h / length_h)))

    def _load(self, agent: int, block: int) -> None:
        """Close what is past and plan the next block."""
        now_h = self._clock.now
        self._sweep_all(agent)
        self._plans.touch(agent)
        self._close(agent, lambda plan: plan.until_h < now_h)
        batch = Batch(self._blocks.draw(agent, block))
        self._ledger.start(batch.arrived(0.0))
        self._plans.add(agent, batch)
        following_h = (block + 1) * self._blocks.block_h(agent)
        if following_h < min(self._world.horizon_h, float(self._agents.death_h[agent])):
            self._clock.at(following_h, partial(self._load, agent, block + 1))

    def _close(self, agent: int, is_past: Callable[[Plan], bool]) -> list[Plan]:
        """Settle and return plans of which nothing more can happen or be stopped."""
        fleet, horizon_h = int(self._agents.fleet[agent]), self._world.horizon_h
        past = self._plans.take(agent, is_past)
        for plan in past:
            self._ledger.settle(plan.settle(agent, fleet, horizon_h))
        return past

    # What stops chains.

    def _asked(self, agent: int, code: int) -> int:
        """Return the code for which an agent asks that is stopped at a code."""
        if self._unopened is None or not self._unopened[agent, self._platform_of[code]]:
            return code
        return len(self._code_platform) + int(self._platform_of[code])

    def _is_awaited(self, agent: int, code: int) -> bool:
        account = int(self._account_of[agent, self._platform_of[code]])
        return (account, self._asked(agent, code)) in self._requests

    def ask(self, account: int, code: int) -> None:
        """Open a request for which nothing waits yet; what is stopped joins it."""
        self._requests[account, code] = []

    def _stop(self, agent: int, plan: Plan, hop: int) -> None:
        """Detach the rest of a chain that something stops at *hop* or before."""
        chain = plan.detach(agent, self._closures.first_stopped(agent, plan, hop))
        code, stopped_h = chain.aim, chain.stopped_h
        closure = self._closures.stopping(agent, code, stopped_h)
        self._ledger.stop(chain, by_closure=closure is not None)
        if closure is not None:
            closure.waiting.append(chain)
            self._teller.stopped(chain, closure.cause, "closed")
            return
        account = int(self._account_of[agent, self._platform_of[code]])
        if account < 0:
            raise ValueError(f"agent {agent} has no account for code {code}, at which it aims")
        asked = self._asked(agent, code)
        waiting = self._requests.get((account, asked))
        cause = waiting[0].event if waiting else NOTHING
        if waiting is not None and asked != code:  # it was asked for at birth, before any stop
            opened = Kind.REQUEST_OPENED
            cause = self._recorder.last(
                opened, account=account, platform=asked - len(self._code_platform)
            )
        self._teller.stopped(chain, cause, "not allowed")
        if waiting is not None:
            waiting.append(chain)
            return
        self._requests[account, asked] = [chain]
        self._on_stop(chain, stopped_h, account, asked)

    def _abandon(self, chain: Chain, cause: int) -> None:
        self._ledger.abandon(chain)
        self._teller.went(Kind.ABANDONED, chain, self._clock.now, cause)

    def _resume(self, chain: Chain, *, approved: bool, cause: int = NOTHING) -> None:
        now_h = self._clock.now
        self._teller.went(Kind.WENT_ON, chain, now_h + chain.jitter_h, cause)
        if not self._closures:  # else one may have stopped what looks ended
            self._close(chain.agent, lambda plan: isinstance(plan, Rest) and plan.is_past(now_h))
        chain.release(now_h, approved=approved)
        self._plans.add(chain.agent, Rest(chain))

    # Closures.

    def _sweep_all(self, agent: int) -> None:
        for closure in self._closures.values():
            self._sweep(agent, closure)

    def _sweep(self, agent: int, closure: Closure) -> None:
        """Detach what a closure has stopped by now."""
        from_h, now_h = float(closure.stop_from_h[agent]), self._clock.now
        if from_h >= now_h:
            return
        self._plans.touch(agent)
        for plan in self._plans.of(agent):
            for hop in plan.hops_within(closure.closed, from_h, now_h):
                if plan.is_live(hop) and closure.reaches(agent, plan, hop):
                    self._stop(agent, plan, hop)

    def _is_patient(self, chain: Chain, until_h: float) -> bool:
        platform = int(self._platform_of[chain.aim])
        return until_h - chain.stopped_h <= self._patience_h(chain.agent, platform)
