"""Controls that are declared and not enforced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.metrics.definition import Number
from models.metrics.window import share

if TYPE_CHECKING:
    from models.metrics.definition import Outcome


def reduce(outcome: Outcome) -> float:
    """Return their share of all controls declared."""
    found = outcome.records.assurance
    missing = found.declared.sum() - found.enforced.sum()
    return share(float(missing), float(found.declared.sum()))


METRIC = Number(
    id="controls_not_enforced",
    name="Declared, not enforced",
    unit="share",
    direction="lower",
    family="governance",
    text=(
        "Share of the controls that the design says which the platforms do not enforce in this "
        "run: the assurance gap as drawn, over platforms, fleets that work there and controls."
    ),
    reduce=reduce,
    rank=6,
)
