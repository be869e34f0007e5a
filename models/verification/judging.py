"""From replications to a verdict: the rules of DESIGN section 7.

The replication is the unit.  An estimate counts if the half-width of its 95 % interval is at most
2 % of the value, or 1 point for a share; the analytic value must lie in its 99.9 % interval.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from models.verification.golden import Corner, Golden, Reference
from models.verification.result import Row, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from models.comparison import Cell

    Floats = npt.NDArray[np.float64]

MOST_RELATIVE, MOST_SHARE = 0.02, 0.01
COUNTS, HOLDS = 0.95, 0.999
"""Levels of the interval that says whether an estimate counts, and of the one that must hold."""

SAME = 1e-9
"""Relative difference up to which two sums of the same hours are equal."""


def judge(golden: Golden, corner: Corner, cells: Sequence[Cell]) -> Row:
    """Return the row of one case.

    Args:
        golden: The case.
        corner: Its parameters.
        cells: Its replications, two or more than it has control variates.
    """
    values = np.array([golden.read(cell, corner) for cell in cells])
    controls = np.array(
        [[c.read(cell, corner) - c.mean(corner) for c in golden.controls] for cell in cells]
    )
    mean, error, freedom = controlled_mean(values, controls.reshape(len(cells), -1))
    found = golden.analytic(corner)
    known = found if isinstance(found, Reference) else Reference(found, 0.0)
    error = math.hypot(error, known.error)
    narrow, wide = (error * student(level, freedom) for level in (COUNTS, HOLDS))

    def through(value: float) -> float:
        return value if golden.through is None else golden.through(value, corner)

    ends = through(mean - wide), through(mean + wide)
    half_95 = (through(mean + narrow) - through(mean - narrow)) / 2
    most = MOST_SHARE if golden.unit == "share" else MOST_RELATIVE * abs(known.value)
    verdict = Verdict.DEVIATES
    if not half_95 <= most:
        verdict = Verdict.IMPRECISE
    elif min(ends) * (1 - SAME) <= known.value <= max(ends) * (1 + SAME):
        verdict = Verdict.AGREES
    estimate, half = through(mean), (ends[1] - ends[0]) / 2
    slope = half / wide if wide > 0 else 1.0
    return Row(
        id=golden.id,
        mechanism=golden.mechanism,
        corner=golden.corner,
        unit=golden.unit,
        analytic=known.value,
        estimate=estimate,
        half_width=half,
        half_width_95=half_95,
        most=most,
        standard_errors=_distance(estimate - known.value, error * slope, known.value),
        replications=len(cells),
        verdict=verdict,
    )


def _distance(apart: float, error: float, value: float) -> float:
    """Return a difference in standard errors; without any error it is none or endless."""
    if error > 0:
        return apart / error
    return 0.0 if abs(apart) <= SAME * abs(value) else math.copysign(math.inf, apart)


def controlled_mean(values: Floats, controls: Floats) -> tuple[float, float, int]:
    """Return mean, standard error and degrees of freedom by linear control variates.

    Source: Lavenberg and Welch (1981), A perspective on the use of control variables.

    Args:
        values: One number a replication, (n,).
        controls: Control variates less their known means, (n, q); q may be 0.
    """
    size, number = controls.shape
    design = np.column_stack([np.ones(size), controls])
    slopes = np.linalg.lstsq(design, values, rcond=None)[0]
    rest = values - design @ slopes
    freedom = size - 1 - number
    variance = float(rest @ rest) / freedom
    inverse = np.linalg.inv(design.T @ design)
    return float(slopes[0]), math.sqrt(variance * float(inverse[0, 0])), freedom


def student(level: float, freedom: int) -> float:
    """Return the two-sided quantile of Student's t."""
    from scipy.special import stdtrit  # costs a tenth of a second to load

    return float(stdtrit(freedom, (1 + level) / 2))
