"""Where declared controls are not enforced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.engine.records import CONTROLS
from models.metrics.definition import Table

if TYPE_CHECKING:
    from models.compiled.world import FloatArray
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> tuple[FloatArray, FloatArray]:
    """Return controls that are not enforced, and all that are declared, by platform and control."""
    found = outcome.records.assurance
    return (found.declared - found.enforced).astype(float), found.declared.astype(float)


METRIC = Table(
    id="controls_by_platform",
    name="Declared, not enforced, by platform",
    unit="share",
    direction="lower",
    family="governance",
    text="Share of declared controls that are not enforced, by platform and control.",
    axes=("platform", "control"),
    grid=lambda world: (world.platform_ids, CONTROLS),
    reduce=reduce,
    rank=21,
)
