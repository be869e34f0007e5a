"""New paths that wait for somebody to look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.engine.authority import integrals

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def waiting_h(outcome: Outcome, edges_h: FloatArray) -> FloatArray:
    """Return waiting paths, integrated over each bin, (B,).

    Args:
        outcome: The outcome.
        edges_h: Edges of the bins, hours, (B + 1,).
    """
    paths = outcome.records.paths
    until_h = np.maximum(np.minimum(paths.looked_h, paths.ended_h), paths.arrived_h)
    return integrals(edges_h, paths.arrived_h, until_h, np.ones(len(until_h)))
