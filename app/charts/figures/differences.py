"""Paired differences of the headline metrics, and the structure and settings they come from."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.charts.effects import (
    PARTS,
    Shown,
    baseline_of,
    colour_of,
    relative,
    sense_of,
    squeezed,
)
from app.charts.findings import brief, replications
from app.charts.keys import design_key
from app.charts.lettering import width_px
from app.charts.panel import Panel
from app.charts.readings import NOT_TOLD, Reading, in_order
from app.charts.rows import left_labels, shown_of
from app.charts.scales import Linear, bottom_labels
from app.charts.sheet import EDGE, SMALL_PX, Area
from app.tokens import FAR_GLYPH, blend, far_mark
from models.comparison.outliers import differences_of, outliers
from models.metrics import NUMBERS
from models.metrics.wording import format_difference, format_estimate

if TYPE_CHECKING:
    from app.charts.looks import Subject
    from app.charts.sheet import Sheet
    from app.tokens import DesignMark
    from models.comparison import Difference, Effect, MetricComparison

_ARROWS = {"lower": " ↓", "higher": " ↑", "neutral": ""}
_TICKS = (-1.0, 0.0, 1.0, 10.0, 100.0, 1000.0)
_BETWEEN = 14.0
_MAIN_EXTRA = 0.6

_NAMES_SHARE = 0.37


def title(subject: Subject) -> str:
    """Return how many headline metrics get better and worse with the last target."""
    metrics = subject.headline()
    if len(subject.looks) < 2 or not metrics:
        return "No other design is compared"
    if len(subject.looks) == 2:
        return _count(subject, metrics, 0, long=True)
    told = [_count(subject, metrics, place, long=False) for place in range(len(subject.looks) - 1)]
    return "; ".join(told[:2])


def _count(subject: Subject, metrics: list[MetricComparison], place: int, *, long: bool) -> str:
    calls = [metric.differences[place].call for metric in metrics]
    name = brief(subject.looks[place + 1].title)
    parts = [f"{calls.count('better')} better", f"{calls.count('worse')} worse"]
    if "undecided" in calls:
        many = f" at {replications(subject)}" if long else ""
        parts.append(f"{calls.count('undecided')} undecided{many}")
    if "equal" in calls:
        parts.append(f"{calls.count('equal')} the same")
    return f"{name}: {', '.join(parts)}"


def draw(sheet: Sheet, subject: Subject) -> None:
    """Draw four columns (in all, structure, settings, interaction), one row a metric."""
    metrics = subject.headline()
    # What is not a whole run has no replications to play.
    far = [] if sheet.standing else _far_ones(subject)
    area = sheet.head(title(subject), _remark(subject, far))
    if not metrics or len(subject.looks) < 2:
        sheet.message(area, "One design only: there is nothing to compare it with.")
        return
    if len(subject.looks) > 2:
        area = design_key(sheet, area, subject.looks[1:])
    fit = max(1, int((area.height - 50.0) / max(15.0, 8.0 * (len(subject.looks) - 1))))
    shown = metrics[:fit]
    note = shown_of(len(metrics), len(shown), "Shown: the first", "headline metrics")
    area = sheet.foot(area, note)
    top = area.top + 18.0
    high = min(84.0, (area.bottom - 16.0 - top) / len(shown))
    middles = [top + (place + 0.5) * high for place in range(len(shown))]
    names = [NUMBERS[m.id].name + _ARROWS[NUMBERS[m.id].direction] for m in shown]
    left = left_labels(sheet, area, names, middles, _NAMES_SHARE) + 12.0
    low, up = _range(shown)
    column = (area.right - left - _BETWEEN * (len(PARTS) - 1)) / (len(PARTS) + _MAIN_EXTRA)
    begin = left
    for place, (effect, name) in enumerate(PARTS):
        wide = column * (1.0 + _MAIN_EXTRA) if place == 0 else column
        plot = Area(begin, top, begin + wide, top + high * len(shown))
        begin += wide + _BETWEEN
        across = Linear(squeezed(low), squeezed(up), plot.left + 4.0, plot.right - 4.0)
        _heading(sheet, plot, area.top + 12.0, name, main=place == 0)
        _frame(sheet, plot, across, low, up)
        for number, (metric, middle) in enumerate(zip(shown, middles, strict=True)):
            cell = Area(plot.left, middle - high / 2, plot.right, middle + high / 2)
            sheet.spot(cell, number * len(PARTS) + place)
            if effect == "total":
                rows = enumerate(far, len(metrics) * len(PARTS))
                _far(
                    sheet, metric, [pair for pair in rows if pair[1].metric == number], across, cell
                )
            _row(sheet, subject, metric, effect, across, cell)


def read(subject: Subject) -> tuple[Reading, ...]:
    """Return each part of the difference of each headline metric, then what is far, by target."""
    parts = tuple(
        Reading(
            f"{NUMBERS[metric.id].name}: {name.lower()}",
            in_order(subject, {d.target: _effect_told(metric, d, effect)
                               for d in metric.differences}),
        )
        for metric in subject.headline()
        for effect, name in PARTS
    )  # fmt: skip
    return (*parts, *(one.reading for one in _far_ones(subject)))


def _remark(subject: Subject, far: list[_Far]) -> str:
    """Return what marks and colours mean."""
    about_far = f" · {FAR_GLYPH} one far from the others" if far else ""
    return (
        f"Difference to {brief(subject.looks[0].title)} in % of its level, paired, with 95 % "
        f"interval · green better, red worse, grey undecided{about_far}"
    )


class _Far(NamedTuple):
    """A replication whose difference is far from those of the others."""

    metric: int
    target: int
    value: float
    reading: Reading


def _far_ones(subject: Subject) -> list[_Far]:
    found = []
    for number, metric in enumerate(subject.headline()):
        about = NUMBERS[metric.id]
        for place, difference in enumerate(metric.differences):
            values = differences_of(metric, subject.comparison.baseline, difference.target)
            for replication in np.flatnonzero(outliers(values)).tolist():
                value = float(values[replication])
                told = {difference.target: format_difference(value, about.unit)}
                label = f"{about.name}: replication {replication}, far from the others"
                reading = Reading(
                    label, in_order(subject, told), "", replication, difference.target
                )
                found.append(_Far(number, place, value, reading))
    return found


def _far(
    sheet: Sheet, metric: MetricComparison, rows: list[tuple[int, _Far]], across: Linear, cell: Area
) -> None:
    """Mark what is far from the others, by rows of the table, at the edge at most."""
    base = baseline_of(metric, metric.differences[0].effects["total"]) if rows else 0.0
    if not base > 0:
        return
    middle, count = (cell.top + cell.bottom) / 2, len(metric.differences)
    step = min(11.0, cell.height / (count + 0.3))
    mark = far_mark(sheet.theme)
    for row, one in rows:
        x = min(max(across.at(squeezed(one.value / base)), cell.left), cell.right)
        y = middle + (one.target - (count - 1) / 2) * step
        sheet.marks([x], [y], mark, size=6.5)
        sheet.spot(Area(x - 5.0, y - 5.0, x + 5.0, y + 5.0), row)


def _effect_told(metric: MetricComparison, difference: Difference, effect: Effect) -> str:
    interval, unit = difference.effects.get(effect), NUMBERS[metric.id].unit
    if interval is None or math.isnan(interval.estimate):
        return NOT_TOLD
    if interval.method == "identical" and interval.estimate == 0:
        return "equal in every replication"
    if math.isnan(interval.low):
        return format_difference(interval.estimate, unit)
    told = format_estimate(interval.estimate, interval.low, interval.high, unit, difference=True)
    sense = sense_of(metric, difference, effect)
    return f"{told}, {sense}" if sense in ("better", "worse", "undecided") else told


def _row(
    sheet: Sheet,
    subject: Subject,
    metric: MetricComparison,
    effect: Effect,
    across: Linear,
    row: Area,
) -> None:
    """Draw one effect of one metric for every target, or write it where it has no place."""
    count, middle = len(metric.differences), (row.top + row.bottom) / 2
    step = min(11.0, row.height / (count + 0.3))
    words = []
    for place, difference in enumerate(metric.differences):
        item = relative(metric, difference, effect)
        if math.isnan(item.estimate):
            words.append(_in_words(metric, difference))
            continue
        y = middle + (place - (count - 1) / 2) * step
        mark = subject.look(difference.target).mark
        _interval(sheet, across, item, y, mark, main=effect == "total")
    if words and effect == "total":
        _words(sheet, row, " / ".join(dict.fromkeys(words)))


def _heading(sheet: Sheet, plot: Area, y: float, name: str, *, main: bool) -> None:
    """Write the name of a column above its middle, smaller where there is little room."""
    size = SMALL_PX if plot.width >= 64.0 else SMALL_PX - 1.5
    text = sheet.short(name, plot.width + _BETWEEN - 3.0, size, bold=main)
    half = width_px(text, size, bold=main) / 2
    at = min((plot.left + plot.right) / 2, sheet.width - EDGE + 4.0 - half)
    sheet.text(at, y, text, size=size, bold=main, ha="center")


def _range(metrics: list[MetricComparison]) -> tuple[float, float]:
    """Return the shares at the ends of the axis: at least from -10 to +10 %."""
    ends = [-0.1, 0.1]
    for metric in metrics:
        for difference in metric.differences:
            for effect, _ in PARTS:
                item = relative(metric, difference, effect)
                if not math.isnan(item.estimate):
                    ends += [max(-10.0, item.low), min(1000.0, item.high)]
    return min(ends), max(ends)


def _frame(sheet: Sheet, plot: Area, across: Linear, low: float, high: float) -> None:
    zero = across.at(squeezed(0.0))
    sheet.rules([(plot.left, plot.bottom, plot.right, plot.bottom)], sheet.theme.line_soft)
    sheet.line(
        np.array([zero, zero]), np.array([plot.top, plot.bottom]), sheet.theme.muted, width=1.0
    )
    inside = [tick for tick in _TICKS if low <= tick <= high]
    if len(inside) < 2:
        inside = [0.0, _round_down(low), _round_down(high)]
    inside.sort(key=lambda tick: (tick != 0.0, -abs(tick)))
    ticks = [(tick, f"{tick * 100:+,.0f}".replace("-", "−") if tick else "0") for tick in inside]
    at = bottom_labels(sheet, plot, ticks, lambda share: across.at(squeezed(share)), spill=0.0)
    sheet.rules([(x, plot.top, x, plot.bottom) for x in at if x != zero], sheet.theme.line_soft)


def _round_down(share: float) -> float:
    """Return a share cut to one digit, towards 0."""
    if share == 0.0:
        return 0.0
    unit = max(0.01, 10.0 ** math.floor(math.log10(abs(share))))
    return math.trunc(share / unit) * unit


def _interval(
    sheet: Sheet, across: Linear, item: Shown, y: float, mark: DesignMark, *, main: bool
) -> None:
    colour = colour_of(item.sense, sheet.theme)
    ends = np.array([across.at(squeezed(item.low)), across.at(squeezed(item.high))])
    soft = blend(colour, sheet.theme.surface, 0.4)
    sheet.line(ends, np.array([y, y]), soft, width=4.0 if main else 3.0)
    at = across.at(squeezed(item.estimate))
    sheet.marks([at], [y], mark, size=7.5 if main else 6.5, color=colour)


def _words(sheet: Sheet, row: Area, text: str) -> None:
    cut = sheet.short(text, row.width, SMALL_PX)
    y, half = (row.top + row.bottom) / 2, SMALL_PX * 0.6
    behind = Area(row.left, y - half, row.left + width_px(cut, SMALL_PX) + 2.0, y + half)
    sheet.box(behind, sheet.theme.surface, radius=0.0, above=True)
    sheet.text(row.left, y, cut, size=SMALL_PX, color=sheet.theme.muted, middle=True)


def _in_words(metric: MetricComparison, difference: Difference) -> str:
    """Return a difference that has no place on the axis, since the baseline is 0 or endless."""
    estimate, unit = difference.effects["total"].estimate, NUMBERS[metric.id].unit
    if not math.isfinite(estimate):
        return "not defined"
    return format_difference(estimate, unit if unit in ("h", "share") else "n")


PANEL = Panel(
    id="differences",
    name="Paired differences",
    text=(
        "Difference of each headline metric to the baseline, paired by seed, with its 95 % "
        "interval, as a share of the baseline's level: in all; from structure (directories, "
        "vaults, log sinks, queues, scope of review; mean over both settings); from settings (mean "
        "over both structures); and from their interaction. Beyond 100 % the axis is logarithmic. "
        "Green: better, red: worse, grey: the interval holds 0. In words where the baseline is 0 "
        f"or has no end. {FAR_GLYPH}: a single replication that is far from the others."
    ),
    rank=70,
    needs=("headline", "target"),
    title=title,
    draw=draw,
    rows="Metric and part",
    read=read,
)
