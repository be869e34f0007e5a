"""When to stop: on the paired difference, looked at only at n = 10, 20, 40, 80 ...

Looking after every replication would stop at lucky intervals and lose coverage.

Source: Law, A. M. (2015), "Simulation Modeling and Analysis", 5th ed., section 9.4.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.comparison.effects import effect_values
from models.comparison.intervals import half_width, interval_of
from models.comparison.samples import corners_of, numbers_of
from models.metrics import NUMBERS
from models.metrics.wording import format_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.comparison.cell import Cell
    from models.comparison.plan import Plan
    from models.scenario.scenario import Scenario

FIRST_LOOK = 10

RESOLUTION = {"share": 0.005}
"""Half-width that is good enough whatever the mean, by unit: half a percentage point."""


def is_look(replications: int) -> bool:
    """Return whether intervals may be looked at after that many replications."""
    looks, rest = divmod(replications, FIRST_LOOK)
    return rest == 0 and looks > 0 and looks & (looks - 1) == 0


def stopping_reason(scenario: Scenario, plan: Plan, cells: Mapping[str, Sequence[Cell]]) -> str:
    """Return why no more replications are needed, or nothing where they are.

    Args:
        scenario: Its experiment names the headline metrics and how sure to be.
        plan: The designs.
        cells: Cells of each design by digest, in index order, equally many.
    """
    rule = scenario.experiment.replications
    replications = len(cells[plan.baseline])
    headline = scenario.experiment.headline
    if not is_look(replications) or replications < rule.at_least:
        return ""
    if not headline or not plan.targets:
        return ""
    # Not `>`: without an interval the half-width is nan.
    open_ = {p.metric for p in precisions(scenario, plan, cells) if not p.half_width <= p.enough}
    skipped = [key for key in headline if key in open_]
    undefined = [k for k in skipped if not _is_defined(k, plan, cells)]
    if len(skipped) > len(undefined) or len(undefined) == len(headline):
        return ""
    text = (
        f"at {replications} replications, where the half-width of every headline difference is at "
        f"most {format_value(rule.half_width, 'share')} of the baseline's mean (for shares: or "
        "half a percentage point)"
    )
    if undefined:
        names = ", ".join(NUMBERS[key].name for key in undefined)
        text += f"; left out, for want of an interval: {names}"
    return text


def _is_defined(key: str, plan: Plan, cells: Mapping[str, Sequence[Cell]]) -> bool:
    """Return whether more replications could make every difference precise."""
    for target in plan.targets:
        values = effect_values(corners_of(key, plan, target, cells))["total"]
        if np.count_nonzero(~np.isnan(values)) < 2:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Precision:
    """How sure one headline difference is.

    Attributes:
        metric: Id of the metric.
        target: Id of the target design.
        estimate: Paired difference to the baseline, in the metric's unit; ``nan``: none.
        half_width: Half the length of its 95 % interval; ``nan``: there is none yet.
        enough: Half-width at which the stopping rule is content.
    """

    metric: str
    target: str
    estimate: float
    half_width: float
    enough: float


def precisions(
    scenario: Scenario, plan: Plan, cells: Mapping[str, Sequence[Cell]]
) -> Iterator[Precision]:
    """Yield how sure every headline difference is, metric by metric.

    Args:
        scenario: Its experiment names the headline metrics and how sure to be.
        plan: The designs.
        cells: Cells of each design by digest, in index order, equally many.
    """
    relative = scenario.experiment.replications.half_width
    for key in dict.fromkeys(scenario.experiment.headline):
        level = numbers_of(key, cells[plan.baseline])
        told = level[np.isfinite(level)]
        mean = abs(float(told.mean())) if len(told) else 0.0
        enough = max(relative * mean, RESOLUTION.get(NUMBERS[key].unit, 0.0))
        for target in plan.targets:
            values = effect_values(corners_of(key, plan, target, cells))["total"]
            found = interval_of(values)
            yield Precision(key, target.id, found.estimate, half_width(found), enough)
