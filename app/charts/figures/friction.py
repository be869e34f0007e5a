"""What the controls cost those who wait for access."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.charts.curves import Curve, draw_curves, end_labels, highest, label_width
from app.charts.findings import Words, finding, focus
from app.charts.lettering import width_px
from app.charts.panel import Panel
from app.charts.readings import (
    Reading,
    in_order,
    interval_told,
    point_at_curves,
    read_curves,
)
from app.charts.scales import Linear, bottom_labels, log_time, round_ticks
from app.charts.sheet import SMALL_PX, Area
from models.metrics import NUMBERS
from models.metrics.wording import format_number, format_value

if TYPE_CHECKING:
    from app.charts.looks import Subject
    from app.charts.sheet import Sheet
    from models.comparison import TableComparison

_CANDIDATES = {
    "delayed_tasks": Words(
        moved="{target} delays {after} of tasks, {baseline} {before}",
        still="the share of tasks delayed",
        alone="{baseline} delays {before} of tasks",
    ),
    "wait_per_1000": Words(
        moved="Tasks wait {after} with {target}, {before} with {baseline}",
        still="waiting per 1,000 tasks",
        alone="Tasks wait {before} with {baseline}",
    ),
}


def title(subject: Subject) -> str:
    """Return the finding on delays: the headline metric of the two, else the decided one."""
    plain = "How long tasks wait for access"
    held = [key for key in _CANDIDATES if subject.metric(key) is not None]
    if not held:
        return plain

    def weight(key: str) -> tuple[bool, bool]:
        metric = subject.metric(key)
        return (metric is not None and metric.headline, metric is not None and bool(focus(metric)))

    key = max(held, key=weight)
    return finding(subject, key, _CANDIDATES[key], plain)


def draw(sheet: Sheet, subject: Subject) -> None:
    """Draw the share of tasks that wait longer than a time, and the other costs in words."""
    area = sheet.head(
        title(subject),
        "Share of all tasks that wait longer than … (log time), with 95 % band · ↓ lower is better",
    )
    table = subject.table("wait_distribution")
    curves = [] if table is None else _curves(subject, table)
    most = highest(curves)
    if most <= 0.0:
        sheet.message(area, "No task waited for anything.")
        return
    ticks = round_ticks(0.0, most * 100.0, 4)
    names = [f"{format_number(tick)} %" for tick in ticks]
    labels = label_width(sheet, curves, area.width)
    plot = Area(
        area.left + max(width_px(name, SMALL_PX) for name in names) + 8.0, area.top + 12.0,
        area.right - labels - 12.0, area.bottom - 16.0,
    )  # fmt: skip
    up = Linear(0.0, max(most * 100.0, ticks[-1]), plot.bottom, plot.top)
    across = log_time(_seen(curves), plot.left, plot.right)
    sheet.rules([(plot.left, up.at(t), plot.right, up.at(t)) for t in ticks], sheet.theme.line_soft)
    sheet.rules([(plot.left, plot.bottom, plot.right, plot.bottom)], sheet.theme.line)
    for tick, name in zip(ticks, names, strict=True):
        sheet.text(
            plot.left - 6.0, up.at(tick), name, size=SMALL_PX, color=sheet.theme.muted, ha="right",
            middle=True,
        )  # fmt: skip
    times = [tick for tick in across.ticks() if tick[0] > 0]
    bottom_labels(sheet, plot, times, across.at)
    point_at_curves(sheet, plot, across, curves[0].x)
    draw_curves(sheet, [_in_percent(curve) for curve in curves], across, up)
    room = Area(plot.right + 12.0, plot.top - 8.0, area.right, plot.bottom + 8.0)
    end_labels(sheet, [_in_percent(curve) for curve in curves], up, room, at_ends=False)


def read(subject: Subject) -> tuple[Reading, ...]:
    """Return the share of tasks that wait longer than a time, then the other costs."""
    table = subject.table("wait_distribution")
    curves = [] if table is None else _curves(subject, table)
    found = list(read_curves(subject, curves, lambda h: f"> {format_value(h, 'h')}", "share"))
    for key in ("delayed_tasks", "wait_per_task_p50", "wait_per_task_p95", "abandoned_tasks"):
        metric = subject.metric(key)
        if metric is not None:
            unit = NUMBERS[key].unit
            texts = {x.design: interval_told(x.interval, unit) for x in metric.levels}
            found.append(Reading(NUMBERS[key].name, in_order(subject, texts)))
    return tuple(found)


def _in_percent(curve: Curve) -> Curve:
    return Curve(
        curve.look, curve.x, curve.value * 100.0, curve.low * 100.0, curve.high * 100.0,
        curve.remarks,
    )  # fmt: skip


def _seen(curves: list[Curve]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the times up to where hardly any task waits on."""
    x = curves[0].x
    most = max(float(np.nanmax(curve.value)) for curve in curves)
    alive = np.zeros(len(x), dtype=bool)
    for curve in curves:
        alive |= np.nan_to_num(curve.value) > 0.005 * most
    last = int(np.flatnonzero(alive)[-1]) if alive.any() else len(x) - 1
    return np.asarray(x[: min(len(x), last + 2)], dtype=np.float64)


def _curves(subject: Subject, table: TableComparison) -> list[Curve]:
    x = np.asarray(table.grid[0], dtype=np.float64)
    return [
        Curve(look, x, layer.value, layer.low, layer.high, _remarks(subject, look.id))
        for look, layer in subject.layers(table)
        if np.isfinite(layer.value).any()
    ]


def _remarks(subject: Subject, design: str) -> tuple[str, ...]:
    """Return delayed and abandoned shares, and the wait of those delayed."""

    def told(key: str, unit: str) -> str:
        metric = subject.metric(key)
        level = next((x for x in metric.levels if x.design == design), None) if metric else None
        if level is None or not np.isfinite(level.interval.estimate):
            return ""
        return format_value(level.interval.estimate, unit)

    delayed, abandoned = told("delayed_tasks", "share"), told("abandoned_tasks", "share")
    half, tail = told("wait_per_task_p50", "h"), told("wait_per_task_p95", "h")
    lines = [
        f"{delayed} delayed" if delayed else "",
        f"P50 {half}, P95 {tail}" if half and tail else "",
        f"{abandoned} abandoned" if abandoned else "",
    ]
    return tuple(line for line in lines if line)


PANEL = Panel(
    id="friction",
    name="Delivery friction",
    text=(
        "Share of started tasks that end later than nominal by more than a given time (log scale), "
        "because they wait for approval, a directory or a secret. Beside it: the share delayed at "
        "all, P50 and P95 of the wait among those delayed, and the share abandoned."
    ),
    rank=40,
    needs=("wait_distribution",),
    title=title,
    draw=draw,
    rows="Wait",
    read=read,
)
