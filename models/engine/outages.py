"""M14, directory failure: outages of every directory in use, and what they stop.

Failures of a directory are an alternating renewal process in equilibrium, keyed by the
directory; injected ones come from the scenario.  While it is out nothing is issued: hops on
its platforms go on until the agent's token ends.  A stored secret without tokens and an agent
that gets access per task stop at once (a running task's credential is not looked at).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.engine import policy_failure
from models.engine.authentication import draw, residual_h, together, tokens_of
from models.engine.equilibrium import age_and_rest
from models.engine.events import NOTHING, Kind
from models.engine.records import Outages as Table

if TYPE_CHECKING:
    from models.compiled.governance import Controls
    from models.compiled.world import FloatArray
    from models.engine.state import State

MOST_OUTAGES = 100_000


@dataclass(slots=True, eq=False)
class _Outage:
    """One outage: its directory, start, end, who was stopped, closures by platform, its event."""

    directory: int
    number: int
    from_h: float
    to_h: float
    agent_h: float = 0.0
    event: int = NOTHING
    closures: dict[int, tuple[int, policy_failure.Window | None]] = field(default_factory=dict)


class Outages:
    """All outages of a run."""

    def __init__(self, state: State) -> None:
        """Know the replication; no outage yet."""
        self._state = state
        self._outages: list[_Outage] = []
        self._now: list[_Outage] = []

    def start(self) -> None:
        """Put all outages on the clock, and listen to platforms that change directory."""
        self._state.on_phase.append(self._rebound)
        for directory in range(len(self._state.governance.directory_ids)):
            for outage in self._of_directory(directory):
                self._outages.append(outage)
                self._state.clock.at(outage.from_h, partial(self._begin, outage))

    def _of_directory(self, directory: int) -> list[_Outage]:
        """Return the outages of one directory, its own and injected ones."""
        state, design = self._state, self._state.governance
        every, lasts = design.outage_every_h[directory], design.outage_lasts_h[directory]
        start_h, end_h = -state.world.warm_up_h, state.world.horizon_h
        key, found = int(design.directory_keys[directory]), []
        _, rest = age_and_rest(every, state.stream("first outage", key), 1, np.inf)
        at_h, number = start_h + float(rest[0]), 0
        while at_h < end_h and number < MOST_OUTAGES:
            generator = state.stream("outage", key, number)
            to_h = at_h + lasts.draw_one(generator)
            if to_h > at_h:
                found.append(_Outage(directory, number, at_h, to_h))
            at_h, number = to_h + every.draw_one(generator), number + 1
        name = design.directory_ids[directory]
        for each in state.world.happenings:
            if each.kind == "outage" and each.directory == name and each.lasts_h > 0.0:
                to_h = each.at_h + each.lasts_h
                found.append(_Outage(directory, number, each.at_h, to_h))
                number += 1
        return found

    def _begin(self, outage: _Outage) -> None:
        """Close the directory's platforms, each agent from the end of its token on."""
        state = self._state
        outage.event = state.recorder.happened(
            Kind.OUTAGE_BEGAN,
            state.now,
            directory=outage.directory,
            until_h=outage.to_h,
            what="directory",
            settings=("directory.outage",),
        )
        served = np.flatnonzero(state.controls.directory_of == outage.directory)
        first_h = np.full(len(state.agents), np.inf)
        for platform in served.tolist():
            ends = self._token_ends_h(outage, platform)
            cached = policy_failure.cached_until_h(state, platform, self._occasion(outage))
            if cached is not None:
                ends = np.minimum(ends[:, None], cached)
                np.minimum(first_h, ends.min(axis=1), out=first_h)
            else:
                np.minimum(first_h, ends, out=first_h)
            self._close(outage, platform, ends)
        outage.agent_h = self._stopped_h(outage, first_h)
        self._now.append(outage)
        if outage.to_h < state.world.horizon_h:
            state.clock.at(outage.to_h, lambda: self._end(outage))

    def _occasion(self, outage: _Outage) -> tuple[int, int]:
        return int(self._state.governance.directory_keys[outage.directory]), outage.number

    def _close(self, outage: _Outage, platform: int, ends_h: FloatArray) -> None:
        """Close a platform that the directory serves; its policy fails with it."""
        closed = np.zeros(self._state.world.n_platforms, dtype=np.bool_)
        closed[platform] = True
        key = self._state.new_closure()
        self._state.plane.close_platforms(key, closed, ends_h, outage.event)
        outage.closures[platform] = key, policy_failure.begin(self._state, platform)

    def _open(self, closure: tuple[int, policy_failure.Window | None], cause: int) -> None:
        key, window = closure
        if window is not None:
            policy_failure.end(self._state, window)
        self._state.plane.open_platforms(key, cause)

    def _end(self, outage: _Outage) -> None:
        state = self._state
        self._now.remove(outage)
        ended = state.recorder.happened(
            Kind.OUTAGE_ENDED,
            state.now,
            directory=outage.directory,
            cause=outage.event,
            what="directory",
        )
        for closure in outage.closures.values():
            self._open(closure, ended)

    def _rebound(self, state: State, before: Controls) -> None:
        """Open what left a directory that is out, and close what came to one.

        Who comes has no token of it yet.  The hours in which somebody was stopped stay those of
        the directory's platforms at the start of the outage.
        """
        for outage in self._now:
            came = state.controls.directory_of == outage.directory
            was = before.directory_of == outage.directory
            for platform in np.flatnonzero(was & ~came).tolist():
                self._open(outage.closures.pop(platform), NOTHING)
            for platform in np.flatnonzero(came & ~was).tolist():
                users = state.accounts.account_of[:, platform] >= 0
                self._close(outage, platform, np.where(users, state.now, np.inf))

    def _token_ends_h(self, outage: _Outage, platform: int) -> FloatArray:
        """Return until when each agent's hops on a platform go on, (A,)."""
        state, agents = self._state, self._state.agents
        account = state.accounts.account_of[:, platform]
        ends = np.full(len(agents), np.inf)
        place = int(state.world.platform_keys[platform])
        occasion = self._occasion(outage)
        users = np.flatnonzero(account >= 0)
        users = users[agents.fleet[users].argsort(kind="stable")]  # fleet by fleet
        if not len(users):
            return ends
        fleets, numbers = np.unique(agents.fleet[users], return_counts=True)
        drawn = []
        for fleet, number in zip(fleets.tolist(), numbers.tolist(), strict=True):
            keys = int(state.world.fleets.keys[fleet]), place
            generator = state.stream("tokens in an outage", *keys, *occasion)
            drawn.append(draw(generator, state.stream("phases of tokens", *keys), number))
        tokens = tokens_of(state, platform, agents.fleet[users])
        rest = residual_h(tokens, together(drawn), state.now)
        rest[state.profiles.jit[state.profiles.row[platform, agents.fleet[users]]]] = 0.0
        ends[users] = np.where(agents.birth_h[users] > state.now, state.now, state.now + rest)
        return ends

    def _stopped_h(self, outage: _Outage, first_h: FloatArray) -> float:
        """Return the agent-hours in [0, H) in which somebody could not authenticate."""
        agents, world = self._state.agents, self._state.world
        begin = np.maximum(np.maximum(first_h, agents.birth_h), max(outage.from_h, 0.0))
        end = np.minimum(agents.death_h, min(outage.to_h, world.horizon_h))
        return float(np.maximum(end - begin, 0.0).sum())

    def records(self) -> Table:
        """Return the outages that overlap [0, H)."""
        horizon_h = self._state.world.horizon_h
        kept = [o for o in self._outages if o.to_h > 0.0 and o.from_h < horizon_h]
        return Table(
            directory=np.array([o.directory for o in kept], dtype=np.int64),
            from_h=np.array([max(o.from_h, 0.0) for o in kept], dtype=np.float64),
            to_h=np.array([min(o.to_h, horizon_h) for o in kept], dtype=np.float64),
            agent_h=np.array([o.agent_h for o in kept], dtype=np.float64),
        )
