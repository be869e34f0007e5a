"""One recorded replication of one design, ready to be shown at any moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from app.tokens import design_mark
from models.trace import Access, Drilling, Standing

if TYPE_CHECKING:
    from app.tokens import Theme
    from app.window.governed import Governed
    from models.compiled.world import BoolArray, FloatArray, IntArray
    from models.trace import Trace

Part = Literal["", "before", "after"]
"""Of two runs of one design and seed: before a control was changed, and after."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How things stand, by platform and by fleet.  P platforms, F fleets.

    Attributes:
        working: Agents with access that work, (P,).
        left_over: Agents that are dead, with access that works still, (P,).
        draining: Agents that were ordered to lose what works still, (P,).
        revoked: Agents that lost what they were ordered to lose, (P,).
        alive: Living agents, (F,).
        held: Agents whose credentials an attacker uses, (F,).
        down: Numbers of directories that are down.
    """

    working: IntArray
    left_over: IntArray
    draining: IntArray
    revoked: IntArray
    alive: IntArray
    held: IntArray
    down: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passing:
    """Events that are on their way on the screen, n of them.

    Attributes:
        kind: Their kinds, (n,).
        fleet: Whose each is, or -1, (n,).
        platform: Where each happens, or -1; one of both is known, (n,).
        done: How far it is on its way, in [0, 1], (n,).
    """

    kind: IntArray
    fleet: IntArray
    platform: IntArray
    done: FloatArray


class Recording:
    """A trace, with what is asked of it again and again."""

    def __init__(self, trace: Trace, governed: Governed, part: Part = "") -> None:
        """Prepare to answer.

        Args:
            trace: The trace.
            governed: Its scenario under its design.
            part: Which of two runs of one design it is.
        """
        self.trace, self.governed, self.part = trace, governed, part
        self._standing = Standing(trace)
        self._fleet = trace.agent_fleet
        self._fleets = len(trace.heading.fleets)

    @property
    def design(self) -> str:
        """Id of the design."""
        return self.trace.heading.design

    @property
    def title(self) -> str:
        """Title of the design, and which of two runs of it this is."""
        title = self.governed.scenario.designs[self.design].title or self.design
        return f"{title}, {self.part}" if self.part else title

    def sign(self, theme: Theme, index: int) -> str:
        """Return the mark of the design at a place in the file; with a star after a change."""
        return design_mark(theme, index).glyph + ("*" if self.part == "after" else "")

    @cached_property
    def drilling(self) -> Drilling:
        """Answers why."""
        return Drilling(self.trace)

    def counts(self, at_h: float) -> Counts:
        """Return how things stand at a moment."""
        moment = self._standing.at(at_h)
        trace = self.trace
        alive = (trace.birth_h <= at_h) & (at_h < trace.death_h)
        return Counts(
            working=np.count_nonzero(moment.access == Access.WORKING, axis=0),
            left_over=np.count_nonzero(moment.access == Access.LEFT_OVER, axis=0),
            draining=np.count_nonzero(moment.draining, axis=0),
            revoked=np.count_nonzero(moment.revoked, axis=0),
            alive=np.bincount(self._fleet[alive], minlength=self._fleets),
            held=np.bincount(self._fleet[moment.held], minlength=self._fleets),
            down=tuple(np.flatnonzero(moment.down).tolist()),
        )

    def residual(self, hours: FloatArray) -> FloatArray:
        """Return how many (agent, platform) pairs are left over or draining, (n,)."""
        return self._standing.residual(hours)

    def flights(
        self, at_h: float, lasts_h: float, most: int
    ) -> tuple[IntArray, IntArray, FloatArray, BoolArray]:
        """Return the hops that are on their way.

        Args:
            at_h: The moment, hours.
            lasts_h: How long one is shown, hours.
            most: Of more than that every n-th is shown.

        Returns:
            Fleet, platform, how far in [0, 1) and whether a log has it, each (n,).
        """
        rows = self.trace.hops[self.trace.hops_between(at_h - lasts_h, at_h)]
        if len(rows) > most:
            rows = rows[:: -(-len(rows) // most)]
        resources = len(self.trace.heading.resources)
        platform_of = np.asarray(self.trace.heading.resource_platform, dtype=np.int64)
        fleet = self._fleet[rows["agent"]]
        platform = platform_of[rows["code"] % resources]
        done = (at_h - rows["time_h"]) / lasts_h
        return fleet, platform, done, rows["captured"]

    def passing(self, at_h: float, lasts_h: float, most: int, marked: BoolArray) -> Passing:
        """Return the events that are on their way.

        Args:
            at_h: The moment, hours; what happens at it is among them.
            lasts_h: How long one is shown, hours.
            most: Of more than that the latest are shown; of those alike in kind, fleet and
                platform the latest alone.
            marked: Which kinds, by their numbers.
        """
        trace = self.trace
        span = trace.between(at_h - lasts_h, float(np.nextafter(at_h, np.inf)))
        rows = trace.events[span]
        rows = rows[marked[rows["kind"]]]
        agent, account, platform = (
            rows[name].astype(np.int64) for name in ("agent", "account", "platform")
        )
        fleet = np.where(agent >= 0, self._fleet[agent], -1)
        if len(trace.account_fleet):
            of_account = (trace.account_fleet[account], trace.account_first[account])
            fleet = np.where((fleet < 0) & (account >= 0), of_account[0], fleet)
            platform = np.where((platform < 0) & (account >= 0), of_account[1], platform)
        # Of what is alike the latest: a mark is to be seen among others.
        kind = rows["kind"].astype(np.int64)
        alike = (kind * (self._fleets + 1) + fleet + 1) * (
            len(trace.heading.platforms) + 1
        ) + platform
        _, last = np.unique(alike[::-1], return_index=True)
        some = np.sort(len(rows) - 1 - last)
        some = some[(fleet[some] >= 0) | (platform[some] >= 0)][-most:]
        done = np.clip((at_h - rows["at_h"][some]) / max(lasts_h, 1e-9), 0.0, 1.0)
        return Passing(kind[some], fleet[some], platform[some], done)
