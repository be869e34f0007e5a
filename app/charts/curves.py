"""Curves with bands, and labels at their ends instead of a legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.charts.lettering import fit, readable, width_px
from app.charts.scales import spread
from app.charts.sheet import BODY_PX, SMALL_PX
from app.tokens import blend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.charts.looks import Floats, Look
    from app.charts.scales import Linear, LogTime
    from app.charts.sheet import Area, Sheet

_BAND_SHARE = 0.18
_SPACING = 1.28
_NAMES = ((BODY_PX, 1), (BODY_PX - 1.0, 2), (9.0, 4))
_REMARKS = ((SMALL_PX, 1), (9.0, 2))
_MARKS = 4
_MARK_PX = 12.0


@dataclass(frozen=True, slots=True)
class Curve:
    """One design's curve in values.

    Attributes:
        look: The design.
        x: Positions.
        value: Values; ``nan`` where there is none.
        low: Lower end of the band.
        high: Upper end.
        remarks: Lines below the design's name at the end of the curve.
    """

    look: Look
    x: Floats
    value: Floats
    low: Floats
    high: Floats
    remarks: tuple[str, ...] = ()


def highest(curves: Sequence[Curve]) -> float:
    """Return the highest value or end of a band; 0 where there is none above it.

    Too few replications have no band: then the values count alone.
    """
    ends = [np.where(np.isfinite(c.high), c.high, c.value) for c in curves]
    known = [end[np.isfinite(end)] for end in ends]
    return max([0.0, *(float(part.max()) for part in known if len(part))])


def draw_curves(
    sheet: Sheet, curves: Sequence[Curve], across: Linear | LogTime, up: Linear
) -> None:
    """Draw bands, then lines, then markers, so that none hides another."""
    kept = [(curve, np.isfinite(curve.value)) for curve in curves]
    kept = [(curve, known) for curve, known in kept if known.any()]
    for curve, known in kept:
        low = np.where(np.isfinite(curve.low), curve.low, curve.value)[known]
        high = np.where(np.isfinite(curve.high), curve.high, curve.value)[known]
        colour = blend(curve.look.mark.colour, sheet.theme.surface, _BAND_SHARE)
        if np.any(high > low):
            sheet.band(across(curve.x[known]), up(low), up(high), colour)
    for curve, known in kept:
        mark = curve.look.mark
        sheet.line(across(curve.x[known]), up(curve.value[known]), mark.colour, dash=mark.dash)
    for index, (curve, known) in enumerate(kept):
        x, y = across(curve.x[known]), up(curve.value[known])
        steps = np.linspace(x[0], x[-1], _MARKS * len(kept) + 1)[index + 1 :: len(kept)]
        nearest = np.searchsorted(x, steps[:_MARKS]).clip(0, len(x) - 1)
        sheet.marks(x[nearest].tolist(), y[nearest].tolist(), curve.look.mark, size=7.0)


def end_labels(
    sheet: Sheet, curves: Sequence[Curve], up: Linear, room: Area, *, at_ends: bool = True
) -> None:
    """Write each design's name and remarks in *room*, where its curve ends or one below another."""
    shown = [curve for curve in curves if np.isfinite(curve.value).any()]
    if not shown:
        return
    ends = [up.at(float(curve.value[np.isfinite(curve.value)][-1])) for curve in shown]
    if not at_ends:
        ends = [room.top] * len(shown)
    names = [_named(curve, room.width) for curve in shown]
    said = [_remarked(curve, room.width) for curve in shown]
    short = [len(lines) * size * _SPACING + 3.0 for size, lines in names]
    full = [
        high + sum(len(lines) * size * _SPACING for size, lines in each) + 3.0
        for high, each in zip(short, said, strict=True)
    ]
    with_remarks = sum(full) <= room.height
    heights = full if with_remarks else short
    tops = spread(ends, heights, room.top, room.bottom)
    for curve, (size, lines), remarks, top in zip(shown, names, said, tops, strict=True):
        base = top + BODY_PX
        sheet.marks([room.left + 4.0], [base - 4.0], curve.look.mark, size=7.0)
        for line in lines:
            sheet.text(room.left + _MARK_PX, base, line, size=size,
                       color=curve.look.mark.colour, bold=True)  # fmt: skip
            base += size * _SPACING
        for small, parts in remarks if with_remarks else ():
            for part in parts:
                sheet.text(room.left, base, part, size=small, color=sheet.theme.muted)
                base += small * _SPACING


def _named(curve: Curve, room: float) -> tuple[float, tuple[str, ...]]:
    return fit(readable(curve.look.title), room - _MARK_PX, _NAMES, bold=True)


def _remarked(curve: Curve, room: float) -> list[tuple[float, tuple[str, ...]]]:
    return [fit(readable(remark), room, _REMARKS) for remark in curve.remarks]


def label_width(sheet: Sheet, curves: Sequence[Curve], total: float) -> float:
    """Return the width that labels get: what they need, at most 38 % of *total*."""
    wanted = 0.0
    for curve in curves:
        wanted = max(wanted, width_px(curve.look.title, BODY_PX, bold=True) + _MARK_PX)
        wanted = max([wanted, *(width_px(text, SMALL_PX) for text in curve.remarks)])
    return min(wanted + 2.0, 0.38 * total, sheet.width * 0.38)
