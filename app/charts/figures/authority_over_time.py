"""How much the agents may do, over time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from app.charts.curves import Curve, draw_curves, end_labels, highest, label_width
from app.charts.findings import Words, better_arrow, finding
from app.charts.lettering import width_px
from app.charts.panel import Panel
from app.charts.readings import Reading, point_at_curves, read_curves
from app.charts.scales import Linear, Tick, bottom_labels, round_ticks
from app.charts.sheet import SMALL_PX, Area
from models.metrics.wording import format_number

if TYPE_CHECKING:
    from app.charts.looks import Floats, Subject
    from app.charts.sheet import Sheet

_WORDS = Words(
    moved="Authority per agent is {after} with {target}, {before} with {baseline}",
    still="authority per agent",
    alone="Authority per agent is {before} with {baseline}",
)
_UNIT = " weight-h per agent-day"


def title(subject: Subject) -> str:
    """Return the finding on mean authority, the unit left to the remark."""
    text = finding(subject, "authority", _WORDS, "How much agents may do, over time")
    return text.replace(_UNIT, "")


def draw(sheet: Sheet, subject: Subject) -> None:
    """Draw authority, and what of it stands without a fresh decision as a thin line."""
    area = sheet.head(
        title(subject),
        "Weight-hours per agent-day, with 95 % band; thin: what of it is standing · "
        f"{better_arrow('authority')}",
    )
    curves = _curves(subject, "authority_over_time")
    most = highest(curves)
    if most <= 0.0:
        sheet.message(area, "No agent holds any authority.")
        return
    ticks = round_ticks(0.0, most, 4)
    top = max(most, ticks[-1])
    names = [format_number(tick) for tick in ticks]
    left = area.left + max(width_px(name, SMALL_PX) for name in names) + 8.0
    labels = label_width(sheet, curves, area.width)
    plot = Area(left, area.top + 12.0, area.right - labels - 12.0, area.bottom - 16.0)
    up = Linear(0.0, top, plot.bottom, plot.top)
    last_h = max(subject.comparison.horizon_h, float(np.max(curves[0].x)))
    across = Linear(0.0, last_h, plot.left, plot.right)
    sheet.rules([(plot.left, up.at(t), plot.right, up.at(t)) for t in ticks], sheet.theme.line_soft)
    sheet.rules([(plot.left, plot.bottom, plot.right, plot.bottom)], sheet.theme.line)
    for tick, name in zip(ticks, names, strict=True):
        sheet.text(
            plot.left - 6.0, up.at(tick), name, size=SMALL_PX, color=sheet.theme.muted, ha="right",
            middle=True,
        )  # fmt: skip
    bottom_labels(sheet, plot, _days(last_h), across.at)
    for curve in _curves(subject, "standing_over_time"):
        seen = np.isfinite(curve.value)
        mark = curve.look.mark
        sheet.line(
            across(curve.x[seen]), up(curve.value[seen]), mark.colour, width=1.0, dash=mark.dash
        )
    draw_curves(sheet, curves, across, up)
    point_at_curves(sheet, plot, across, curves[0].x)
    end_labels(sheet, curves, up, Area(plot.right + 12.0, plot.top - 8.0, area.right, plot.bottom))


def read(subject: Subject) -> tuple[Reading, ...]:
    """Return authority by time, and what of it is standing."""
    whole = _curves(subject, "authority_over_time")
    standing = {curve.look.id: curve for curve in _curves(subject, "standing_over_time")}
    found = read_curves(subject, whole, _day, "n")
    rows = []
    for place, reading in enumerate(found):
        values = [
            f"{text}, standing {format_number(float(standing[look.id].value[place]))}"
            if look.id in standing
            else text
            for look, text in zip(subject.looks, reading.values, strict=True)
        ]
        rows.append(replace(reading, values=tuple(values)))
    return tuple(rows)


def _day(hours: float) -> str:
    return f"{format_number(hours / 24.0)} d"


def _days(last_h: float) -> list[Tick]:
    days = round_ticks(0.0, last_h / 24.0, 4)
    ticks = [(day * 24.0, f"{format_number(day)} d") for day in days if day > 0]
    return [(0.0, "0"), *reversed(ticks)]


def _curves(subject: Subject, key: str) -> list[Curve]:
    table = subject.table(key)
    if table is None:
        return []
    x: Floats = np.asarray(table.grid[0], dtype=np.float64)
    return [
        Curve(look, x, layer.value, layer.low, layer.high)
        for look, layer in subject.layers(table)
        if np.isfinite(layer.value).any()
    ]


PANEL = Panel(
    id="authority_over_time",
    name="Authority over time",
    text=(
        "What agents may use without a new human decision, in sensitivity-weighted hours per "
        "agent-day, by time (thick, with 95 % band), and the part that is standing, usable without "
        "a fresh issuance (thin)."
    ),
    rank=20,
    needs=("authority_over_time",),
    title=title,
    draw=draw,
    rows="Time",
    read=read,
)
