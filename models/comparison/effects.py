"""A difference taken apart: structure, settings, their interaction, and assumptions.

With Y(s, c) the metric under structure s and settings c, b for baseline and t for target::

    structure   = ((Y(t,b) - Y(b,b)) + (Y(t,t) - Y(b,t))) / 2
    settings    = ((Y(b,t) - Y(b,b)) + (Y(t,t) - Y(t,b))) / 2
    interaction = Y(t,t) - Y(t,b) - Y(b,t) + Y(b,b)
    total       = Y(t,t) - Y(b,b) = structure + settings
    assumptions = Y(t,t) - Y(t with assumption values put back to those of b)

Each is computed within a replication; intervals are paired by seed.

Source: Box, G. E. P., Hunter, J. S., Hunter, W. G. (2005), "Statistics for Experimenters",
2nd ed., chapter 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.comparison.intervals import excludes_zero, interval_of
from models.comparison.ratio import ratio_of_pairs

if TYPE_CHECKING:
    from models.comparison.result import Effect, FloatArray, Interval


ROUNDING = 1e-12
"""Differences below this share of the numbers are rounding of sums, and count as 0."""


@dataclass(frozen=True, slots=True)
class Corners:
    """One metric in the designs that a comparison of two of them rests on, (n,) each.

    Attributes:
        baseline: Structure and settings of the baseline.
        target: Structure and settings of the target.
        structure_only: Structure of the target, settings of the baseline.
        settings_only: Structure of the baseline, settings of the target.
        put_back: The target with assumption values put back to those of the baseline.
    """

    baseline: FloatArray
    target: FloatArray
    structure_only: FloatArray
    settings_only: FloatArray
    put_back: FloatArray


def effect_values(corners: Corners) -> dict[Effect, FloatArray]:
    """Return every effect by replication, (n,) each."""
    both, neither = _finite(corners.target), _finite(corners.baseline)
    structure, settings = _finite(corners.structure_only), _finite(corners.settings_only)
    # In this order what has no influence cancels to the last bit.
    put_back = _finite(corners.put_back)
    values: dict[Effect, FloatArray] = {
        "total": both - neither,
        "structure": ((structure - neither) + (both - settings)) / 2.0,
        "settings": ((settings - neither) + (both - structure)) / 2.0,
        "interaction": (both - structure) - (settings - neither),
        "assumptions": both - put_back,
    }
    parts = np.stack([both, neither, structure, settings, put_back])
    noise = ROUNDING * np.abs(np.nan_to_num(parts)).max(axis=0)
    return {e: np.where(np.abs(v) <= noise, 0.0, v) for e, v in values.items()}


def _finite(values: FloatArray) -> FloatArray:
    """Return numbers of which differences can be formed; all ``nan`` where one is infinite."""
    return np.full(len(values), np.nan) if np.isinf(values).any() else values


def effect_intervals(corners: Corners) -> dict[Effect, Interval]:
    """Return every effect with its interval."""
    return {effect: interval_of(values) for effect, values in effect_values(corners).items()}


def assumption_share(corners: Corners) -> Interval | None:
    """Return the share of the total difference that rests on assumption values, in the median pair.

    ``None`` where the total difference may be 0, so that there is nothing to have a share of.
    """
    values = effect_values(corners)
    if not excludes_zero(interval_of(values["total"])):
        return None
    return ratio_of_pairs(values["assumptions"], values["total"])


def correlation(one: FloatArray, other: FloatArray) -> float:
    """Return the correlation that pairing achieved, ``nan`` where one does not vary."""
    told = np.isfinite(one) & np.isfinite(other)
    x, y = one[told], other[told]
    if len(x) < 3 or np.all(x == x[0]) or np.all(y == y[0]):
        return float("nan")
    x, y = (x - x.mean()) / np.abs(x - x.mean()).max(), (y - y.mean()) / np.abs(y - y.mean()).max()
    return float((x @ y) / np.sqrt((x @ x) * (y @ y)))
