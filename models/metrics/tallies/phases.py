"""Places of hops in tables that have one part a phase of the design."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.compiled.world import FloatArray, IntArray
    from models.engine.settled import Settled, Stage


def later_starts_h(stage: Stage) -> list[float]:
    """Return when each phase after the first begins, ascending."""
    return [phase.start_h for phase in stage.governance.phases[1:]]


def places(settled: Settled, starts_h: list[float], width: int) -> IntArray:
    """Return the place of each hop's kind in a table of phases, each *width* long, (n,).

    Not to be changed: where there is one phase they are the kinds themselves.
    """
    if not starts_h:
        return settled.kind
    return settled.kind + width * _phase(settled.time_h, starts_h)


def _phase(time_h: FloatArray, starts_h: list[float]) -> IntArray:
    # A phase starts before hops of the same instant.  Two comparisons cost less than a search.
    phase = np.zeros(len(time_h), dtype=np.intp)
    for start_h in starts_h:
        phase += time_h >= start_h
    return phase
