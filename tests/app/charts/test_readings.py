"""Tables behind panels: whole, and what one points at is what is drawn there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from matplotlib.figure import Figure

from app.charts import Names, draw, panels, panels_of, read
from tests.app.charts.odd import (
    all_headline,
    filled,
    five_designs,
    many_platforms,
    one_design,
    without_headline,
    without_intervals,
)
from tests.models.comparison import samples

if TYPE_CHECKING:
    from models.comparison import Comparison

SIZES = ((400, 320), (760, 480), (1400, 900))


@pytest.mark.parametrize("panel", [panel.id for panel in panels()])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_part_that_is_pointed_at_has_a_row(panel: str, size: tuple[int, int]) -> None:
    comparison = samples.comparison()
    figure = Figure(figsize=(size[0] / 100, size[1] / 100), dpi=100)
    spots = draw(panel, comparison, "light", figure)
    heads, rows = read(panel, comparison)
    assert heads[1:] == tuple(column.title for column in comparison.columns)
    assert spots
    assert rows
    assert {spot.row for spot in spots} <= set(range(len(rows)))
    for spot in spots:
        assert 0 <= spot.area.left < spot.area.right <= size[0]
        assert 0 <= spot.area.top < spot.area.bottom <= size[1]
    assert all(len(row.values) == len(comparison.columns) for row in rows)
    assert all(row.label for row in rows)
    assert any(any(character.isdigit() for character in row.values[-1]) for row in rows)


def test_a_table_has_all_rows_where_the_chart_has_only_the_worst() -> None:
    comparison = many_platforms()
    figure = Figure(figsize=(5.6, 4.2), dpi=100)
    for panel, columns in (("coverage", 3), ("lag_by_domain", 1)):
        spots = draw(panel, comparison, "light", figure)
        _, rows = read(panel, comparison)
        assert len(rows) == 99 * columns
        assert len({spot.row for spot in spots}) == 12 * columns
        assert len({row.platform for row in rows}) == 99


def test_a_cell_is_read_as_it_is_drawn() -> None:
    comparison = samples.comparison()
    names = Names(platforms={"erp": "Ledger"})
    _, rows = read("coverage", comparison, names)
    table = comparison.table("coverage")
    place = [str(key) for key in table.grid[0]].index("erp")
    row = rows[place * len(table.grid[1])]
    assert row.label == f"Ledger, {table.grid[1][0]}"
    assert row.platform == "erp"
    share = float(table.layers[0].value[place, 0])
    assert row.values[0].removesuffix(" %") == f"{share * 100:.3g}"


@pytest.mark.parametrize(
    "comparison",
    [one_design(), five_designs(), filled(np.nan), filled(np.inf), filled(0.0),
     without_intervals(), without_headline(), all_headline(), samples.awkward()],
)  # fmt: skip
def test_odd_comparisons_are_read_as_they_are_drawn(comparison: Comparison) -> None:
    figure = Figure(figsize=(5.6, 4.2), dpi=100)
    for panel in panels_of(comparison):
        spots = draw(panel, comparison, "dark", figure)
        _, rows = read(panel, comparison)
        assert {spot.row for spot in spots} <= set(range(len(rows)))
        assert not any("nan" in value for row in rows for value in row.values)


def test_what_was_not_compared_has_an_empty_table() -> None:
    comparison = samples.two_designs()
    for panel in panels_of(comparison):
        _, rows = read(panel, comparison)
        assert rows
    bare = replace(comparison, tables=(), metrics=())
    assert all(read(panel.id, bare)[1] == () for panel in panels())
