"""An estimate against its analytic value: precise enough, and in agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

AT_95, AT_999 = 1.960, 3.291
"""Normal quantiles of two-sided intervals."""


def assert_golden(values: npt.ArrayLike, analytic: float, *, share: bool = False) -> None:
    """Check the mean of independent values.

    The half-width of the 95 % interval must be at most 2 % of the value (1 point for a share),
    and the 99.9 % interval must hold the analytic value.
    """
    found = np.asarray(values, dtype=np.float64)
    error = float(found.std(ddof=1)) / len(found) ** 0.5
    most = 0.01 if share else 0.02 * abs(analytic)
    mean, half = float(found.mean()), AT_95 * error
    told = f"{mean:.5g} ± {half:.2g} for {analytic:.5g}, n = {len(found)}"
    print(told)
    assert half <= most, f"not precise enough: {told}"
    assert abs(mean - analytic) <= AT_999 * error, f"not the analytic value: {told}"
