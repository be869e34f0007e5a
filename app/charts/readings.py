"""The numbers behind a panel: its table, and what is read where one points."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from app.charts.sheet import Area
from models.metrics.wording import UNDEFINED, format_estimate, format_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.charts.curves import Curve
    from app.charts.looks import Floats, Subject
    from app.charts.scales import Linear, LogTime
    from app.charts.sheet import Sheet
    from models.comparison import Interval

NOT_TOLD = "–"
"""Stands where a design has no number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One row of a panel's table.

    Attributes:
        label: What it is about, such as ``CRM, data``.
        values: One text a design, in the order of `Subject.looks`.
        platform: Id of the platform that it is about, or "".
        replication: Number of the replication that it is about; -1: all.
        design: Id of the design whose replication that is, or "".
    """

    label: str
    values: tuple[str, ...]
    platform: str = ""
    replication: int = -1
    design: str = ""


def in_order(subject: Subject, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Return texts by design in the order of the subject's designs."""
    return tuple(texts.get(look.id, NOT_TOLD) for look in subject.looks)


def interval_told(found: Interval, unit: str, limit_h: float | None = None) -> str:
    """Return a level with its interval, or the level alone where it has none.

    Args:
        found: The level.
        unit: Unit of the metric.
        limit_h: Where durations are followed no longer, hours.
    """
    if not np.isfinite([found.estimate, found.low, found.high]).all():
        return format_value(found.estimate, unit, limit_h)
    return format_estimate(found.estimate, found.low, found.high, unit)


def read_curves(
    subject: Subject, curves: Sequence[Curve], label: Callable[[float], str], unit: str
) -> tuple[Reading, ...]:
    """Return one reading a position along curves that share their positions.

    Args:
        subject: What is shown.
        curves: At most one a design.
        label: From a position to its name.
        unit: Unit of the values.
    """
    if not curves:
        return ()
    found = []
    for place, x in enumerate(curves[0].x.tolist()):
        texts = {curve.look.id: _point(curve, place, unit) for curve in curves}
        found.append(Reading(label(x), in_order(subject, texts)))
    return tuple(found)


def _point(curve: Curve, place: int, unit: str) -> str:
    value, low, high = (float(each[place]) for each in (curve.value, curve.low, curve.high))
    if np.isnan(value):
        return UNDEFINED
    if not np.isfinite([low, high]).all():
        return format_value(value, unit)
    return format_estimate(value, low, high, unit)


def point_at_curves(sheet: Sheet, plot: Area, across: Linear | LogTime, x: Floats) -> None:
    """Make every part of *plot* belong to the position that is nearest to it across."""
    at = across(x)
    middles = (at[1:] + at[:-1]) / 2.0
    edges = np.clip(np.concatenate([[plot.left], middles, [plot.right]]), plot.left, plot.right)
    for row, (left, right) in enumerate(pairwise(edges)):
        if right > left:
            sheet.spot(Area(float(left), plot.top, float(right), plot.bottom), row)
