"""Where the time goes between a decision and the end of the last access."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.charts.findings import brief, leader, replications, telling
from app.charts.keys import colour_key
from app.charts.lettering import width_px
from app.charts.panel import Panel
from app.charts.readings import NOT_TOLD, Reading, in_order
from app.charts.rows import left_labels
from app.charts.scales import Linear, bottom_labels
from app.charts.sheet import SMALL_PX, Area, ink_on
from models.metrics.wording import format_value

if TYPE_CHECKING:
    from app.charts.looks import Subject
    from app.charts.sheet import Sheet
    from app.tokens import Theme
    from models.comparison import Layer, TableComparison

_STEPS = {
    "route": "Routing the order",
    "disable": "Disabling the account",
    "propagate": "Propagation",
    "expire": "Waiting for tokens and secrets to run out",
}
_KEYS = {
    "route": "route the order", "disable": "disable the account",
    "propagate": "propagate to the platform", "expire": "tokens and secrets run out",
}  # fmt: skip


def title(subject: Subject) -> str:
    """Return which step takes longest in the first two designs, where bands tell."""
    table = subject.table("lag_decomposition")
    if table is None:
        return "Where the revocation lag comes from"
    places = _places(table)
    told: dict[str, list[str]] = {}
    for look, layer in telling(subject, table):
        step = leader(layer, list(places.values()))
        total = sum(float(layer.value[place]) for place in places.values())
        if step is not None and total > 0:
            name = next(key for key, place in places.items() if place == step)
            share = format_value(round(float(layer.value[step]) / total, 2), "share")
            told.setdefault(_STEPS[name], []).append(f"{share} with {brief(look.title)}")
    if told:
        return "; ".join(f"{step} takes longest: {', '.join(of)}" for step, of in told.items())
    if not any(np.isfinite(layer.value).any() for layer in table.layers):
        return "Where the revocation lag comes from"
    return f"{replications(subject)} can show no single longest step"


def draw(sheet: Sheet, subject: Subject) -> None:
    """Draw one bar a design, divided by steps, with its total at the end."""
    area = sheet.head(
        title(subject), "Where the lag of the last domain comes from, share of hours; total beside"
    )
    table = subject.table("lag_decomposition")
    bars = [] if table is None else _bars(subject, table)
    if table is None or not bars:
        sheet.message(area, "No order was given, or none took any time.")
        return
    places = _places(table)
    colours = _colours(sheet.theme)[: len(places)]
    area = colour_key(sheet, area, [_KEYS[name] for name in places], colours)
    high = min(84.0, (area.height - 18.0) / len(bars))
    middles = [area.top + (place + 0.5) * high for place in range(len(bars))]
    totals = [format_value(sum(parts), "h") for _, parts, _ in bars]
    notes = [note for _, _, note in bars]
    wide = max(width_px(text, SMALL_PX, bold=True) for text in totals)
    if high >= 34.0:
        wide = max(wide, *(width_px(note, SMALL_PX) for note in notes))
    left = left_labels(sheet, area, [name for name, _, _ in bars], middles) + 10.0
    plot = Area(left, area.top, area.right - wide - 8.0, area.top + high * len(bars))
    across = Linear(0.0, 100.0, plot.left, plot.right)
    bottom_labels(sheet, plot, [(0, "0"), (100, "100 %"), (50, "50 %"), (25, "25 %"), (75, "75 %")],
                  across.at)  # fmt: skip
    for (_, parts, note), middle, total in zip(bars, middles, totals, strict=True):
        thick = min(44.0, high * 0.68)
        _bar(sheet, across, parts, Area(plot.left, middle - thick / 2, plot.right,
                                        middle + thick / 2), colours)  # fmt: skip
        split = 7.0 if note and high >= 34.0 else 0.0
        sheet.text(plot.right + 8.0, middle - split, total, size=SMALL_PX, bold=True, middle=True)
        if split:
            sheet.text(
                plot.right + 8.0, middle + split, note, size=SMALL_PX, color=sheet.theme.muted,
                middle=True,
            )  # fmt: skip


def read(subject: Subject) -> tuple[Reading, ...]:
    """Return hours and share of each step, their sum, and detection before it."""
    table = subject.table("lag_decomposition")
    if table is None:
        return ()
    places = _places(table)
    layers = subject.layers(table)
    found = []
    for name, place in places.items():
        texts = {look.id: _part(layer, place, places) for look, layer in layers}
        found.append(Reading(_STEPS[name], in_order(subject, texts)))
    totals = {look.id: format_value(_total(layer, places), "h") for look, layer in layers}
    found.append(Reading("In all", in_order(subject, totals)))
    detected = {look.id: _detection(table, layer) or NOT_TOLD for look, layer in layers}
    found.append(Reading("Before the order", in_order(subject, detected)))
    return tuple(found)


def _total(layer: Layer, places: dict[str, int]) -> float:
    return sum(float(layer.value[place]) for place in places.values())


def _part(layer: Layer, place: int, places: dict[str, int]) -> str:
    hours, total = float(layer.value[place]), _total(layer, places)
    told = format_value(hours, "h")
    return f"{told} ({format_value(hours / total, 'share')})" if total > 0 else told


def _bar(sheet: Sheet, across: Linear, parts: list[float], area: Area, colours: list[str]) -> None:
    total, start = sum(parts), 0.0
    for row, (hours, colour) in enumerate(zip(parts, colours, strict=True)):
        share = 100.0 * hours / total
        cell = Area(across.at(start), area.top, across.at(start + share), area.bottom)
        start += share
        if cell.width < 0.5:
            continue
        sheet.spot(cell, row)
        sheet.box(Area(cell.left, cell.top, max(cell.left + 0.5, cell.right - 1.0), cell.bottom),
                  colour, radius=0.0)  # fmt: skip
        text = f"{share:.0f} %"
        if width_px(text, SMALL_PX) + 6.0 <= cell.width and area.height >= 12.0:
            sheet.text(
                (cell.left + cell.right) / 2, (cell.top + cell.bottom) / 2, text, size=SMALL_PX,
                color=ink_on(colour), ha="center", middle=True,
            )  # fmt: skip


def _places(table: TableComparison) -> dict[str, int]:
    """Return where the steps that add up to the lag stand in the table."""
    names = [str(name) for name in table.grid[0]]
    return {name: names.index(name) for name in _STEPS if name in names}


def _bars(subject: Subject, table: TableComparison) -> list[tuple[str, list[float], str]]:
    bars = []
    for look, layer in subject.layers(table):
        parts = [max(0.0, float(layer.value[place])) for place in _places(table).values()]
        if np.isfinite(parts).all() and sum(parts) > 0:
            bars.append((look.title, parts, _detection(table, layer)))
    return bars


def _detection(table: TableComparison, layer: Layer) -> str:
    """Return how long detection takes before the order, which is no part of the lag."""
    names = [str(name) for name in table.grid[0]]
    if "detect" not in names or not np.isfinite(layer.value[names.index("detect")]):
        return ""
    return f"detect {format_value(float(layer.value[names.index('detect')]), 'h')}"


def _colours(theme: Theme) -> list[str]:
    return [theme.kinds[kind] for kind in ("log_sink", "vault", "fleet", "platform")]


PANEL = Panel(
    id="lag_decomposition",
    name="Revocation lag by step",
    text=(
        "Mean hours per order in each step of the path that ended last, as shares of their sum: "
        "route (the order reaches those who act), disable (the account), propagate (to the "
        "platform), expire (tokens and secrets run out, or outlive the follow-up). Detect: mean "
        "time from a detected compromise to the order; it comes before the lag and is no part of "
        "it."
    ),
    rank=60,
    needs=("lag_decomposition",),
    title=title,
    draw=draw,
    rows="Step",
    read=read,
)
