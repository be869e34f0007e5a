"""How many exceptions are in force when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def exception_h(outcome: Outcome, edges_h: FloatArray) -> FloatArray:
    """Return exceptions in force, integrated over each bin, (B,).

    Args:
        outcome: The outcome; its design holds one phase for each turn.
        edges_h: Edges of the bins, hours, (B + 1,).
    """
    found = outcome.governance
    number = np.array(found.exceptions, dtype=np.float64)
    turns = np.array([phase.start_h for phase in found.phases[1:]], dtype=np.float64)
    inner = turns[(turns > edges_h[0]) & (turns < edges_h[-1])]
    knots = np.concatenate([edges_h[:1], inner, edges_h[-1:]])
    level = number[np.searchsorted(turns, knots[:-1], side="right")]
    so_far = np.append(0.0, np.cumsum(level * np.diff(knots)))
    return np.diff(np.interp(edges_h, knots, so_far))
