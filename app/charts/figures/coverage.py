"""What is captured where."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from app.charts.findings import Words, better_arrow, finding
from app.charts.keys import design_key
from app.charts.lettering import fit, readable, width_px
from app.charts.panel import Panel
from app.charts.readings import Reading, in_order
from app.charts.rows import (
    label_room,
    left_labels,
    platforms_of,
    rows_with_room,
    shown_of,
    worst_rows,
)
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
_HEAD, _RAISE, _GAP = 32.0, 10.0, 8.0
_NAMES, _MOST_LINES = ((BODY_PX, 1), (9.5, 2), (8.5, 5)), 2


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
    layers = subject.layers(table)
    rows = _rows(table, area.height - _HEAD - 16.0)
    area = sheet.foot(area, shown_of(len(keys), len(rows), "Shown: the least captured"))
    names = [subject.platform(keys[row]) for row in rows]
    classes = [str(name) for name in table.grid[1]]
    room = area.width - label_room(area, names) - _GAP
    fits = max(1, int((room + _BETWEEN) / (_LEAST_CELL * len(classes) + _BETWEEN)))
    layers = layers[:fits]
    looks = [look for look, _layer in layers]
    cell = min(80.0, (room - _BETWEEN * (len(layers) - 1)) / (len(layers) * len(classes)))
    named = all(len(_named(look, cell * len(classes))[1]) <= _MOST_LINES for look in looks)
    if not named:  # then a key says which sign is whose
        area = design_key(sheet, area, looks)
    head = _head_px(cell, classes, looks if named else [])
    height = min(60.0, (area.height - head) / len(rows))
    top = area.top + head
    middles = [top + (place + 0.5) * height for place in range(len(rows))]
    left = left_labels(sheet, Area(area.left, top, area.right, area.bottom), names, middles) + _GAP
    for place, (look, layer) in enumerate(layers):
        begin = left + place * (cell * len(classes) + _BETWEEN)
        map_area = Area(begin, top, begin + cell * len(classes), top + height * len(rows))
        _heads(sheet, map_area, look, classes, named=named)
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


def _heads(sheet: Sheet, area: Area, look: Look, classes: list[str], *, named: bool) -> None:
    middle = (area.left + area.right) / 2
    size, lines = _named(look, area.width) if named else (BODY_PX, ("",))
    cell = area.width / len(classes)
    small, raised = _class_size(cell, classes)
    base = area.top - 20.0 - (_RAISE if raised else 0.0) - (len(lines) - 1) * size * 1.2
    wide = max(width_px(line, size, bold=True) for line in lines)
    sheet.marks([middle - wide / 2 - 2.0], [base - 4.0], look.mark, size=7.0)
    for place, line in enumerate(lines):
        sheet.text(middle + 6.0, base + place * size * 1.2, line, size=size,
                   color=look.mark.colour, bold=True, ha="center")  # fmt: skip
    for place, key in enumerate(classes):
        sheet.text(
            area.left + (place + 0.5) * cell,
            area.top - 5.0 - (_RAISE if raised and place % 2 else 0.0), key,
            size=small, color=sheet.theme.muted, ha="center",
        )  # fmt: skip


def _head_px(cell: float, classes: list[str], looks: list[Look]) -> float:
    """Return how high the names of designs and classes are together."""
    named = [_named(look, cell * len(classes)) for look in looks]
    most = max([BODY_PX, *(len(lines) * size * 1.2 for size, lines in named)])
    return 20.0 + most + (_RAISE if _class_size(cell, classes)[1] else 0.0)


def _named(look: Look, wide: float) -> tuple[float, tuple[str, ...]]:
    """Return the name of a design above its map."""
    return fit(readable(look.title), wide - 14.0, _NAMES, bold=True)


def _class_size(cell: float, classes: list[str]) -> tuple[float, bool]:
    """Return how high the names of classes are, and whether every second one stands higher."""
    for size in (SMALL_PX, SMALL_PX - 1.5):
        wide = [width_px(name, size) for name in classes]
        if all((one + other) / 2 + 3.0 <= cell for one, other in itertools.pairwise(wide)):
            return size, False
    return SMALL_PX - 1.5, True


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
