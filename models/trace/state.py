"""How things stand at one instant of a trace: what playback shows and scrubs through."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models.engine.events import NOTHING, Kind
from models.engine.records import REASONS

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, FloatArray
    from models.trace.trace import Trace

RETIRED, INCIDENT, DRILL = range(len(REASONS))


class Access(IntEnum):
    """What an agent's identity gives on a platform."""

    NONE = 0
    WORKING = 1
    LEFT_OVER = 2
    ENDED = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """How things stand at one instant.  A agents, N accounts, P platforms, D directories.

    Attributes:
        at_h: The instant, hours.
        access: As `Access`: working while the agent lives, left over once it is dead, until it
            is ended there, (A, P).
        draining: True where an order is given and what it is about still works, (A, P).
        revoked: True where an order is given and what it was about works no more, (A, P).
        accounts: Which accounts exist, (N,).
        down: Which directories are down, (D,).
        held: Whose credentials an attacker uses, (A,).
    """

    at_h: float
    access: npt.NDArray[np.int8]
    draining: BoolArray
    revoked: BoolArray
    accounts: BoolArray
    down: BoolArray
    held: BoolArray


class Standing:
    """Answers for any instant of one trace; each answer is a few comparisons of columns."""

    def __init__(self, trace: Trace) -> None:
        """Put spans of time into columns, once."""
        self._trace = trace
        shape = trace.account_of.shape
        has = trace.account_of >= 0
        account = np.where(has, trace.account_of, 0)
        end = trace.ended_h if len(trace.ended_h) else np.full(1, np.inf)
        self._from_h = np.where(has, trace.birth_h[:, None], np.inf)
        self._dead_h = np.broadcast_to(trace.death_h[:, None], shape)
        self._ended_h = np.where(has, end[account], np.inf)
        self._ordered_h = np.full(shape, np.inf)
        self._drained_h = np.full(shape, -np.inf)
        self._follow_orders()
        self._outages = _spans(trace, Kind.OUTAGE_BEGAN, Kind.OUTAGE_ENDED, "directory", "cause")
        self._attacks = _spans(trace, Kind.FIRST_USE, Kind.ATTACK_ENDED, "agent", "number")

    def _follow_orders(self) -> None:
        """Let orders end access: that of the dead for good, that of the living until renewed."""
        trace, events = self._trace, self._trace.events
        for number in trace.find([Kind.ACCESS_ENDED, Kind.ACCESS_STAYS]).tolist():
            row = events[number]
            order = trace.order_of(number)
            if order == NOTHING or trace.what(order) == REASONS[DRILL]:
                continue
            where = int(row["agent"]), int(row["platform"])
            at_h = float(events["at_h"][order])
            ends_h = float(row["at_h"]) if row["kind"] == Kind.ACCESS_ENDED else np.inf
            self._ordered_h[where] = min(self._ordered_h[where], at_h)
            self._drained_h[where] = max(self._drained_h[where], ends_h)
            if at_h >= trace.death_h[where[0]]:
                self._ended_h[where] = min(max(ends_h, at_h), _later(self._ended_h[where], ends_h))

    def at(self, at_h: float) -> Moment:
        """Return how things stand at an instant."""
        trace = self._trace
        begun, ended = self._from_h <= at_h, self._ended_h <= at_h
        access = np.where(self._dead_h > at_h, Access.WORKING, Access.LEFT_OVER)
        access = np.where(ended, Access.ENDED, access)
        return Moment(
            at_h,
            np.where(begun, access, Access.NONE).astype(np.int8),
            (self._ordered_h <= at_h) & (at_h < self._drained_h),
            (self._ordered_h <= at_h) & (self._drained_h <= at_h),
            (trace.created_h <= at_h) & (at_h < trace.ended_h),
            _under_way(self._outages, at_h, len(trace.heading.directories)),
            _under_way(self._attacks, at_h, len(trace.agent_fleet)),
        )

    def residual(self, hours: FloatArray, agents: BoolArray | None = None) -> FloatArray:
        """Return how many (agent, platform) pairs are left over or draining at each instant, (n,).

        Args:
            hours: Instants, (n,).
            agents: Only these, (A,); all if left out.
        """
        kept = np.ones(len(self._from_h), dtype=np.bool_) if agents is None else agents
        found = np.zeros(len(hours))
        left = np.maximum(self._from_h, self._dead_h)[kept].ravel(), self._ended_h[kept].ravel()
        drained = self._ordered_h[kept].ravel(), self._drained_h[kept].ravel()
        for begin, end in (left, drained):
            real = end > begin
            starts, ends = np.sort(begin[real]), np.sort(end[real])
            found += np.searchsorted(starts, hours, "right") - np.searchsorted(ends, hours, "right")
        return found

    def residual_h(self) -> float:
        """Return for how long access was left over or draining in the run, (agent, platform) hours.

        Hours in which a pair is both, count twice, as in `residual`.
        """
        span_h = 0.0, self._trace.heading.horizon_h
        total = 0.0
        for begin, end in (
            (np.maximum(self._from_h, self._dead_h), self._ended_h),
            (self._ordered_h, self._drained_h),
        ):
            real = end > begin
            total += float((np.clip(end[real], *span_h) - np.clip(begin[real], *span_h)).sum())
        return total


def _later(known_h: float, ends_h: float) -> float:
    """Return when access ends, of what the account's end and the order's lag say."""
    return ends_h if np.isfinite(ends_h) else known_h


@dataclass(frozen=True, slots=True)
class _Spans:
    """Spans of time of some subjects, n of them."""

    subject: npt.NDArray[np.int64]
    from_h: FloatArray
    to_h: FloatArray


def _spans(trace: Trace, begun: Kind, ended: Kind, subject: str, by: str) -> _Spans:
    """Return spans that one kind of event begins and another ends.

    Args:
        trace: The trace.
        begun: What begins a span.
        ended: What ends it.
        subject: Column that says whose span it is.
        by: Column by which an end finds its beginning: the same number, or its cause.
    """
    events = trace.events
    begins, ends = trace.find([begun]), trace.find([ended])
    keys = begins if by == "cause" else events[by][begins]
    ended_h = dict(zip(events[by][ends].tolist(), events["at_h"][ends].tolist(), strict=True))
    to_h = np.array([ended_h.get(key, np.inf) for key in keys.tolist()], dtype=np.float64)
    return _Spans(events[subject][begins].astype(np.int64), events["at_h"][begins].copy(), to_h)


def _under_way(spans: _Spans, at_h: float, size: int) -> BoolArray:
    found = np.zeros(size, dtype=np.bool_)
    now = (spans.from_h <= at_h) & (at_h < spans.to_h) & (spans.subject >= 0)
    found[spans.subject[now]] = True
    return found
