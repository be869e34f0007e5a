"""One attack: what is held, what was done, and in which order things are touched (M10)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from models.engine.events import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.compiled.governance import Row
    from models.compiled.world import FloatArray, IntArray
    from models.engine.detection import Evidence
    from models.engine.losses import Loss
    from models.engine.reach import Grip, Holdings


@dataclass(slots=True)
class Attack:
    """One compromise from its first use on.

    Attributes:
        loss: What was lost.
        used_h: First use.
        limit_h: When nobody looks on any more: tau later, or the horizon.
        grips: Accounts that are held, by platform; at least one.
        row: Control profile of the first of them, when it was lost.
        holdings: What these accounts can use, as it was at first use.
        effort: Effort of the weakest way to each resource, (R,); as it was at first use.
        fleets: Fleet of the account by which he uses each resource, (R,).
        lasts: How long each trust edge leads further.
        cut_h: When what he left behind trust edges was cleared up, by edge.
        contained_h: When a compromised directory no longer reaches each platform, (P,).
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
    grips: tuple[Grip, ...]
    row: Row
    holdings: Holdings
    effort: FloatArray
    fleets: IntArray
    lasts: Callable[[int, float], float]
    cut_h: dict[int, float]
    contained_h: FloatArray
    hits: FloatArray
    detected_h: float = math.nan
    triaged: set[int] = field(default_factory=set)
    steps: int = 0
    seen: int = 0
    spans: int = 0
    event: int = NOTHING

    @property
    def parts(self) -> tuple[Loss, ...]:
        """The losses that it consists of, once each: several where a vault leaked."""
        return tuple(dict.fromkeys(grip.part for grip in self.grips))

    def account_on(self, platform: int) -> int:
        """Return the first account that is held on a platform, or -1."""
        return next((g.account for g in self.grips if g.platform == platform), -1)


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


def targets(things: FloatArray, effort: FloatArray, numbers: IntArray) -> IntArray:
    """Return the resource that each action touches: one thing after another, weakest first.

    Args:
        things: Things that can be used, (R,).
        effort: Effort of the weakest way to each resource, (R,); ties go by place.
        numbers: Numbers of the actions, from 0; after the last thing they begin anew.
    """
    order = effort.argsort(kind="stable")
    last = np.cumsum(np.ceil(things[order]).astype(np.int64))
    if last[-1] == 0:
        return np.zeros(0, dtype=np.int64)
    place = np.searchsorted(last, numbers % last[-1], side="right")
    touched: IntArray = order[place]
    return touched
