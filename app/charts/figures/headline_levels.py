"""Levels of the headline metrics in every design."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from app.charts.findings import brief, focus, replications, told_levels
from app.charts.keys import design_key
from app.charts.lettering import width_px
from app.charts.looks import is_drawable
from app.charts.panel import Panel
from app.charts.readings import Reading, in_order, interval_told
from app.charts.rows import left_labels, shown_of
from app.charts.sheet import SMALL_PX, Area
from app.tokens import blend
from models.metrics import NUMBERS
from models.metrics.wording import axis_scale, format_number, format_value

if TYPE_CHECKING:
    from app.charts.looks import Subject
    from app.charts.sheet import Sheet
    from app.tokens import DesignMark
    from models.comparison import Difference, Interval, MetricComparison

_ARROWS = {"lower": " ↓", "higher": " ↑", "neutral": ""}
_LEAST_BAR = 11.5


def title(subject: Subject) -> str:
    """Return the headline metric that changes most against its interval's width."""
    metrics = subject.headline()
    plain = "Levels of the headline metrics"
    if len(subject.looks) < 2:
        return plain
    shown: list[tuple[float, MetricComparison, Difference]] = []
    for metric in metrics:
        largest = focus(metric)
        if largest is not None:
            before, after = told_levels(metric, largest)
            shown.append((_times(before, after), metric, largest))
    if not shown:
        return f"{replications(subject)} can show no difference in any headline metric"
    _, metric, difference = max(shown, key=lambda item: item[0])
    before, after = told_levels(metric, difference)
    definition = NUMBERS[metric.id]
    limit_h = subject.comparison.follow_up_h if definition.limit else None
    target, baseline = subject.look(difference.target), subject.looks[0]
    return (
        f"Largest change: {definition.name.lower()}, "
        f"{format_value(after, definition.unit, limit_h)} with {brief(target.title)}, "
        f"{format_value(before, definition.unit, limit_h)} with {brief(baseline.title)}"
    )


def _times(before: float, after: float) -> float:
    """Return how many times two levels differ, whichever is larger; 0 where that has no sense."""
    if not (before > 0 and after > 0 and math.isfinite(before) and math.isfinite(after)):
        return 0.0
    return abs(math.log(after / before))


def draw(sheet: Sheet, subject: Subject) -> None:
    """Draw bars of each metric in every design, as shares of the largest, with their numbers."""
    metrics = subject.headline()
    designs = max(1, len(subject.looks))
    area = sheet.head(
        title(subject),
        "Mean (or median, where skewed) with 95 % interval; each metric has its own scale from 0",
    )
    if not metrics:
        sheet.message(area, "The scenario names no headline metric.")
        return
    area = design_key(sheet, area, subject.looks)
    fit = max(1, int((area.height - 15.0) / (_LEAST_BAR * designs + 4.0)))
    shown = metrics[:fit]
    note = shown_of(len(metrics), len(shown), "Shown: the first", "headline metrics")
    area = sheet.foot(area, note)
    high = min(84.0, area.height / len(shown))
    middles = [area.top + (place + 0.5) * high for place in range(len(shown))]
    names = [NUMBERS[m.id].name + _ARROWS[NUMBERS[m.id].direction] for m in shown]
    left = left_labels(sheet, area, names, middles) + 10.0
    texts = [[_told(subject, metric, x.interval) for x in metric.levels] for metric in shown]
    wide = max(width_px(text, SMALL_PX) for row in texts for text in row)
    wide = min(wide, 0.4 * (area.right - left))
    edges = [area.top + place * high for place in range(1, len(shown))]
    sheet.rules([(area.left, y, area.right, y) for y in edges], sheet.theme.line_soft)
    for number, (metric, row, middle) in enumerate(zip(shown, texts, middles, strict=True)):
        sheet.spot(Area(area.left, middle - high / 2, area.right, middle + high / 2), number)
        each = (high - 4.0) / designs
        top = _largest(metric)
        for place, ((look, level), text) in enumerate(
            zip(subject.levels(metric), row, strict=True)
        ):
            y = middle - (high - 4.0) / 2 + (place + 0.5) * each
            bar = Area(left, y - min(12.0, each * 0.36), area.right - wide - 10.0,
                       y + min(12.0, each * 0.36))  # fmt: skip
            end = _bar(sheet, bar, level.interval, top, look.mark)
            sheet.text(
                end + 8.0, y, sheet.short(text, area.right - end - 8.0, SMALL_PX), size=SMALL_PX,
                color=sheet.theme.text, middle=True,
            )  # fmt: skip


def read(subject: Subject) -> tuple[Reading, ...]:
    """Return the level of each headline metric with its interval."""
    found = []
    for metric in subject.headline():
        about = NUMBERS[metric.id]
        limit_h = subject.comparison.follow_up_h if about.limit else None
        texts = {x.design: interval_told(x.interval, about.unit, limit_h) for x in metric.levels}
        found.append(Reading(about.name, in_order(subject, texts)))
    return tuple(found)


def _largest(metric: MetricComparison) -> float:
    ends = [end for x in metric.levels for end in (x.interval.estimate, x.interval.high)]
    return max([0.0, *(end for end in ends if math.isfinite(end))])


def _bar(sheet: Sheet, bar: Area, interval: Interval, top: float, mark: DesignMark) -> float:
    """Draw one bar with its interval and marker; return where its number may begin."""
    if not math.isfinite(interval.estimate) or top <= 0:
        sheet.marks([bar.left], [(bar.top + bar.bottom) / 2], mark, size=6.5)
        return bar.left

    def at(value: float) -> float:
        return bar.left + max(0.0, min(1.0, value / top)) * bar.width

    middle = (bar.top + bar.bottom) / 2
    end = at(interval.estimate)
    soft = blend(mark.colour, sheet.theme.surface, 0.4)
    if end > bar.left + 1.0:
        sheet.box(Area(bar.left, bar.top, end, bar.bottom), soft, radius=0.0)
    if not is_drawable(interval):
        sheet.marks([end], [middle], mark, size=6.5)
        return end
    if interval.high > interval.low:
        ends = np.array([at(interval.low), at(interval.high)])
        sheet.line(ends, np.array([middle, middle]), mark.colour, width=1.5)
    sheet.marks([end], [middle], mark, size=6.5)
    return max(end, at(interval.high))


def _told(subject: Subject, metric: MetricComparison, interval: Interval) -> str:
    """Return a level in words, short: the unit only where it is short."""
    definition = NUMBERS[metric.id]
    limit_h = subject.comparison.follow_up_h if definition.limit else None
    if metric.levels and math.isnan(interval.estimate):
        values = next(x.values for x in metric.levels if x.interval is interval)
        if np.isinf(values).any():
            return "no end"
        return "not defined"
    if definition.unit in ("h", "share"):
        return format_value(interval.estimate, definition.unit, limit_h)
    scale, _ = axis_scale(definition.unit, interval.estimate)
    return format_number(interval.estimate / scale)


PANEL = Panel(
    id="headline_levels",
    name="Headline metrics",
    text=(
        "Level of each headline metric in every design with its 95 % interval; each metric has its "
        "own scale that starts at 0. Arrows say which way is better. Whether designs differ "
        "is told by the paired differences, not by these intervals."
    ),
    rank=80,
    needs=("headline",),
    title=title,
    draw=draw,
    rows="Metric",
    read=read,
)
