"""What is captured where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.charts.findings import Words, better_arrow, finding
from app.charts.panel import Panel
from app.charts.readings import Reading, in_order
from app.charts.rows import left_labels, platforms_of, rows_with_room, shown_of, worst_rows
from app.charts.sheet import BODY_PX, SMALL_PX, Area, ink_on
from app.tokens import blend
from models.metrics.wording import format_value

if TYPE_CHECKING:
    from app.charts.looks import Floats, Look, Subject
    from app.charts.sheet import Sheet
    from models.comparison import Layer, TableComparison

_WORDS = Words(
    moved="{target} captures {after} of what agents do, {baseline} {before}",
    still="the share of actions captured",
    alone="{baseline} captures {before} of what agents do",
)
_LEAST_CELL = 21.0
_BETWEEN = 12.0
_HEAD = 32.0


def title(subject: Subject) -> str:
    """Return the finding on the share of hops captured."""
    return finding(subject, "captured_hops", _WORDS, "What is captured where")


def draw(sheet: Sheet, subject: Subject) -> None:
    """Draw one heat map a design, side by side, with a number in each cell."""
    table = subject.table("coverage")
    area = sheet.head(
        title(subject),
        "Percent of actions captured, by platform and event class · "
        f"dashed 0: nothing · {better_arrow('coverage')}",
    )
    if table is None or not any(np.isfinite(layer.value).any() for layer in table.layers):
        sheet.message(area, "No agent did anything on any platform.")
        return
    keys = platforms_of(table)
    rows = _rows(table, area.height - _HEAD - 16.0)
    area = sheet.foot(area, shown_of(len(keys), len(rows), "Shown: the least captured"))
    layers = subject.layers(table)
    height = min(60.0, (area.height - _HEAD) / len(rows))
    top = area.top + _HEAD
    middles = [top + (place + 0.5) * height for place in range(len(rows))]
    names = [subject.platform(keys[row]) for row in rows]
    left = left_labels(sheet, Area(area.left, top, area.right, area.bottom), names, middles) + 8.0
    classes = [str(name) for name in table.grid[1]]
    room = area.right - left
    fit = max(1, int((room + _BETWEEN) / (_LEAST_CELL * len(classes) + _BETWEEN)))
    layers = layers[:fit]
    cell = min(80.0, (room - _BETWEEN * (len(layers) - 1)) / (len(layers) * len(classes)))
    for place, (look, layer) in enumerate(layers):
        begin = left + place * (cell * len(classes) + _BETWEEN)
        map_area = Area(begin, top, begin + cell * len(classes), top + height * len(rows))
        _heads(sheet, map_area, look, classes)
        _cells(sheet, map_area, look, layer.value, rows)


def read(subject: Subject) -> tuple[Reading, ...]:
    """Return the share captured by platform and event class."""
    table = subject.table("coverage")
    if table is None:
        return ()
    layers = subject.layers(table)
    return tuple(
        Reading(
            f"{subject.platform(key)}, {name}",
            in_order(subject, {look.id: _share(x.value[row, place]) for look, x in layers}),
            key,
        )
        for row, key in enumerate(platforms_of(table))
        for place, name in enumerate(table.grid[1])
    )


def _share(value: float) -> str:
    return "nothing happened" if np.isnan(value) else format_value(float(value), "share")


def _rows(table: TableComparison, height: float) -> list[int]:
    """Return the platforms with the least capture in the first design."""
    first: Layer = table.layers[0]
    known = np.isfinite(first.value)
    total = np.where(known, first.value, 0.0).sum(axis=1)
    count = known.sum(axis=1)
    mean = np.divide(total, count, out=np.full(len(total), np.nan), where=count > 0)
    return worst_rows(-mean, rows_with_room(height))


def _heads(sheet: Sheet, area: Area, look: Look, classes: list[str]) -> None:
    middle = (area.left + area.right) / 2
    name = sheet.short(look.title, area.width - 12.0, BODY_PX, bold=True)
    wide = sheet.text(
        middle + 6.0, area.top - 20.0, name, color=look.mark.colour, bold=True, ha="center"
    )
    sheet.marks([middle - wide / 2 - 2.0], [area.top - 24.0], look.mark, size=7.0)
    cell = area.width / len(classes)
    for place, key in enumerate(classes):
        short = sheet.short(key, cell - 2.0, SMALL_PX - (1.5 if cell < 40.0 else 0.0))
        sheet.text(
            area.left + (place + 0.5) * cell, area.top - 5.0, short,
            size=SMALL_PX - (1.5 if cell < 40.0 else 0.0), color=sheet.theme.muted, ha="center",
        )  # fmt: skip


def _cells(sheet: Sheet, area: Area, look: Look, value: Floats, rows: list[int]) -> None:
    classes = value.shape[1]
    wide, high = area.width / classes, area.height / len(rows)
    for line, row in enumerate(rows):
        for place in range(classes):
            left, top = area.left + place * wide, area.top + line * high
            cell = Area(left + 1.0, top + 1.0, left + wide - 1.0, top + high - 1.0)
            _cell(sheet, cell, look, float(value[row, place]))
            sheet.spot(cell, row * classes + place)


def _cell(sheet: Sheet, cell: Area, look: Look, share: float) -> None:
    theme = sheet.theme
    x, y = (cell.left + cell.right) / 2, (cell.top + cell.bottom) / 2
    if not np.isfinite(share):
        sheet.text(x, y, "–", size=SMALL_PX, color=theme.muted, ha="center", middle=True)
        return
    if share <= 0.0:
        sheet.box(cell, theme.surface, edge=theme.bad, dash=True)
        sheet.text(x, y, "0", size=SMALL_PX, color=theme.bad, bold=True, ha="center", middle=True)
        return
    fill = blend(look.mark.colour, theme.surface, 0.12 + 0.78 * min(1.0, share))
    sheet.box(cell, fill)
    told = f"{share * 100:.0f}" if share >= 0.005 else "<1"
    sheet.text(x, y, told, size=SMALL_PX, color=ink_on(fill), ha="center", middle=True)


PANEL = Panel(
    id="coverage",
    name="Logging coverage",
    text=(
        "Percent of executed hops that are captured in some log, by platform and event class "
        "(authentication, control plane, data). A dash: nothing happened there. A dashed frame: "
        "of what happened nothing was captured."
    ),
    rank=30,
    needs=("coverage",),
    title=title,
    draw=draw,
    rows="Platform and event class",
    read=read,
)
