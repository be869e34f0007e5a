"""Which kinds of hops name one agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.compiled.world import BoolArray
    from models.metrics.definition import Outcome


def attributable(outcome: Outcome) -> BoolArray:
    """Return which hops are captured and name one agent, (N, F, R, 3)."""
    seen = outcome.records.visibility
    dedicated = seen.dedicated[:, :, outcome.world.resource_platform]
    found = seen.captured & (dedicated | seen.keyed)[..., None]
    return np.asarray(found, dtype=np.bool_)
