"""How fast access drains after an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.charts.curves import Curve, draw_curves, end_labels, label_width
from app.charts.findings import Words, better_arrow, finding
from app.charts.panel import Panel
from app.charts.readings import Reading, point_at_curves, read_curves
from app.charts.scales import Linear, bottom_labels, log_time
from app.charts.sheet import SMALL_PX, Area
from models.metrics.wording import format_number, format_value

if TYPE_CHECKING:
    from app.charts.looks import Subject
    from app.charts.sheet import Sheet

_WORDS = Words(
    moved="{target} ends the last access after {after}, {baseline} after {before}",
    still="how long the last access lives",
    alone="{baseline} ends the last access after {before}",
)


def title(subject: Subject) -> str:
    """Return the finding on the mean time until the last access ends."""
    return finding(subject, "last_domain_lag", _WORDS, "How fast access drains after an order")


def draw(sheet: Sheet, subject: Subject) -> None:
    """Draw survival curves on a log time axis, with tau and what is left at it."""
    tau = format_value(subject.comparison.follow_up_h, "h")
    area = sheet.head(
        title(subject),
        f"Orders after which some access is still alive · 95 % band · followed for {tau} (τ) · "
        f"{better_arrow('residual_access')}",
    )
    table = subject.table("residual_access")
    curves = [] if table is None else _curves(subject)
    if table is None or not any(np.isfinite(curve.value).any() for curve in curves):
        sheet.message(area, "No order was given, so no access was taken away.")
        return
    labels = label_width(sheet, curves, area.width)
    plot = Area(area.left + 36.0, area.top + 14.0, area.right - labels - 12.0, area.bottom - 16.0)
    across = log_time(curves[0].x, plot.left, plot.right)
    up = Linear(0.0, 1.0, plot.bottom, plot.top)
    _frame(sheet, plot, up)
    bottom_labels(sheet, plot, across.ticks(), across.at)
    tau_at = across.at(subject.comparison.follow_up_h)
    sheet.line(
        np.array([tau_at, tau_at]), np.array([plot.top - 4.0, plot.bottom]), sheet.theme.muted,
        width=1.0, dash=(2.0, 2.0),
    )  # fmt: skip
    draw_curves(sheet, curves, across, up)
    point_at_curves(sheet, plot, across, curves[0].x)
    room = Area(plot.right + 12.0, plot.top - 8.0, area.right, plot.bottom + 4.0)
    end_labels(sheet, curves, up, room)


def read(subject: Subject) -> tuple[Reading, ...]:
    """Return the share of orders after which access is alive, by time since the order."""
    return read_curves(subject, _curves(subject), lambda hours: format_value(hours, "h"), "share")


def _frame(sheet: Sheet, plot: Area, up: Linear) -> None:
    shares = (0.0, 0.25, 0.5, 0.75, 1.0)
    sheet.rules(
        [(plot.left, up.at(s), plot.right, up.at(s)) for s in shares], sheet.theme.line_soft
    )
    sheet.rules([(plot.left, plot.bottom, plot.right, plot.bottom)], sheet.theme.line)
    for share in (0.0, 0.5, 1.0):
        sheet.text(
            plot.left - 6.0, up.at(share), f"{share * 100:.0f} %", size=SMALL_PX,
            color=sheet.theme.muted, ha="right", middle=True,
        )  # fmt: skip


def _curves(subject: Subject) -> list[Curve]:
    table, never = subject.table("residual_access"), subject.metric("never_ends")
    if table is None:
        return []
    tau = format_value(subject.comparison.follow_up_h, "h")
    endless = {} if never is None else {x.design: x.interval.estimate for x in never.levels}
    curves = []
    for look, layer in subject.layers(table):
        remarks = []
        known = layer.value[np.isfinite(layer.value)]
        if len(known):
            remarks.append(f"{format_number(float(known[-1]) * 100)} % alive at {tau}")
        share = endless.get(look.id, float("nan"))
        if np.isfinite(share) and share > 0:
            remarks.append(f"{format_number(share * 100)} % never ends")
        x = np.asarray(table.grid[0], dtype=np.float64)
        curves.append(Curve(look, x, layer.value, layer.low, layer.high, tuple(remarks)))
    return curves


PANEL = Panel(
    id="residual_access",
    name="Residual access",
    text=(
        "Share of revocation orders after which some access of the subject is still alive, by time "
        "since the order, on a log scale. All orders of all replications are pooled; the band "
        "resamples whole replications. The dashed line is the end of the follow-up (τ): what is "
        "alive there is censored. Never: no scheduled event can end it."
    ),
    rank=10,
    needs=("residual_access",),
    title=title,
    draw=draw,
    rows="Time since the order",
    read=read,
)
