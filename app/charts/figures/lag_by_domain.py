"""How long each domain takes to end access."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.charts.findings import brief, leader, replications, telling
from app.charts.keys import design_key
from app.charts.panel import Panel
from app.charts.readings import Reading, in_order
from app.charts.rows import left_labels, platforms_of, rows_with_room, shown_of, worst_rows
from app.charts.scales import LogTime, bottom_labels, log_time
from app.charts.sheet import Area
from app.tokens import blend
from models.metrics.wording import format_value

if TYPE_CHECKING:
    from app.charts.looks import Floats, Look, Subject
    from app.charts.sheet import Sheet
    from models.comparison import TableComparison

_QUANTILES = (0.1, 0.5, 0.9)
_PAST_PX = 14.0


def title(subject: Subject) -> str:
    """Return the slowest domain where bands tell, in the baseline and where lag differs most."""
    table = subject.table("lag_by_domain")
    if table is None or not np.isfinite(table.layers[0].value).any():
        return "How long each platform takes to end access"
    if len(platforms_of(table)) == 1:
        return f"{subject.platform(platforms_of(table)[0])} is the only platform"
    told: dict[str, list[str]] = {}
    for look, layer in telling(subject, table):
        slowest = leader(layer)
        if slowest is not None:
            mean = format_value(float(layer.value[slowest]), "h")
            name = brief(subject.platform(platforms_of(table)[slowest]))
            told.setdefault(name, []).append(f"{mean} with {brief(look.title)}")
    if told:
        return "; ".join(
            f"{name} is the slowest platform: {', '.join(means)}" for name, means in told.items()
        )
    return f"{replications(subject)} can show no single slowest platform"


def draw(sheet: Sheet, subject: Subject) -> None:
    """Draw median and middle 80 % of the lag, one row a platform, one line a design."""
    table = subject.table("domain_lag_distribution")
    tau = format_value(subject.comparison.follow_up_h, "h")
    area = sheet.head(
        title(subject),
        "Time from order to denial: median and middle 80 % of orders · "
        f"right edge: more than {tau} · ↓ lower is better",
    )
    if table is None or not np.isfinite(table.layers[0].value).any():
        sheet.message(area, "No order was given, so there is no lag.")
        return
    layers = subject.layers(table)
    area = design_key(sheet, area, [look for look, _ in layers])
    keys = platforms_of(table)
    rows = _rows(table, area.height - 32.0)
    area = sheet.foot(area, shown_of(len(keys), len(rows), "Shown: the slowest"))
    bottom = area.bottom - 16.0
    high = min(72.0, (bottom - area.top) / len(rows))
    middles = [area.top + (place + 0.5) * high for place in range(len(rows))]
    names = [subject.platform(keys[row]) for row in rows]
    left = left_labels(sheet, area, names, middles) + 10.0
    plot = Area(left, area.top, area.right - _PAST_PX - 6.0, area.top + high * len(rows))
    hours = np.asarray(table.grid[1], dtype=np.float64)
    across = log_time(hours, plot.left, plot.right)
    _frame(sheet, plot, across, high, len(rows))
    for place, (look, layer) in enumerate(layers):
        offset = (place - (len(layers) - 1) / 2) * min(11.0, high / (len(layers) + 0.6))
        lags = [_quantiles(hours, layer.value[row]) for row in rows]
        _ranges(sheet, across, look, lags, [middle + offset for middle in middles])
    for row, middle in zip(rows, middles, strict=True):
        sheet.spot(
            Area(area.left, middle - high / 2, plot.right + _PAST_PX, middle + high / 2), row
        )


def read(subject: Subject) -> tuple[Reading, ...]:
    """Return median and middle 80 % of the lag by platform."""
    table = subject.table("domain_lag_distribution")
    if table is None:
        return ()
    hours = np.asarray(table.grid[1], dtype=np.float64)
    limit_h = subject.comparison.follow_up_h
    found = []
    for row, key in enumerate(platforms_of(table)):
        texts = {
            look.id: _told(_quantiles(hours, layer.value[row]), limit_h)
            for look, layer in subject.layers(table)
        }
        found.append(Reading(subject.platform(key), in_order(subject, texts), key))
    return tuple(found)


def _told(lags: list[float], limit_h: float) -> str:
    if np.isnan(lags[1]):
        return "no order"
    low, middle, high = (format_value(lag, "h", limit_h) for lag in lags)
    return f"{middle}, middle 80 %: {low} to {high}"


def _rows(table: TableComparison, height: float) -> list[int]:
    """Return the platforms that are slowest in the first design and saw an order at all."""
    mean_share = table.layers[0].value.mean(axis=1)
    seen = np.isfinite(mean_share)
    rows = worst_rows(np.where(seen, 1.0 - mean_share, np.nan), rows_with_room(height))
    return [row for row in rows if seen[row]]


def _frame(sheet: Sheet, plot: Area, across: LogTime, high: float, count: int) -> None:
    theme = sheet.theme
    edges = [plot.top + place * high for place in range(count + 1)]
    sheet.rules([(plot.left, y, plot.right + _PAST_PX, y) for y in edges], theme.line_soft)
    at = bottom_labels(sheet, plot, across.ticks(), across.at)
    sheet.rules([(x, plot.top, x, plot.bottom) for x in at], theme.line_soft)
    past = plot.right + _PAST_PX / 2
    sheet.line(
        np.array([past - 4.0, past - 4.0]), np.array([plot.top, plot.bottom]), theme.muted,
        width=1.0, dash=(2.0, 2.0),
    )  # fmt: skip


def _quantiles(hours: Floats, complete: Floats) -> list[float]:
    """Return the lag by which each share of orders is complete; ``inf``: not within tau."""
    found = []
    for share in _QUANTILES:
        if not np.isfinite(complete).all():
            found.append(float("nan"))
        elif complete[-1] < share:
            found.append(float("inf"))
        else:
            place = int(np.searchsorted(complete, share))
            if place == 0:
                found.append(float(hours[0]))
                continue
            below, above = complete[place - 1], complete[place]
            part = (share - below) / (above - below) if above > below else 1.0
            found.append(float(hours[place - 1] + part * (hours[place] - hours[place - 1])))
    return found


def _ranges(
    sheet: Sheet, across: LogTime, look: Look, lags: list[list[float]], middles: list[float]
) -> None:
    colour = blend(look.mark.colour, sheet.theme.surface, 0.45)
    past = across.end + _PAST_PX

    def pixel(hours: float) -> float:
        return past if np.isinf(hours) else across.at(hours)

    shown = [(lag, y) for lag, y in zip(lags, middles, strict=True) if not np.isnan(lag[0])]
    for (low, _, top), y in shown:
        sheet.line(np.array([pixel(low), pixel(top)]), np.array([y, y]), colour, width=3.0)
    sheet.marks([pixel(lag[1]) for lag, _ in shown], [y for _, y in shown], look.mark, size=8.0)


PANEL = Panel(
    id="lag_by_domain",
    name="Revocation lag by domain",
    text=(
        "Time from a revocation order until all access of its subject to a platform is denied: "
        "median (mark) and middle 80 % (line) of all orders that concern the platform, on a log "
        "scale. What lies beyond the dashed line was not denied within the follow-up. The title "
        "compares means, each lag cut at the follow-up."
    ),
    rank=50,
    needs=("domain_lag_distribution",),
    title=title,
    draw=draw,
    rows="Platform",
    read=read,
)
