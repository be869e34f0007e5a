from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import FancyBboxPatch

from app.charts import Names, figure_for, finding_of
from tests.app.charts.changed import undecided, with_metric, with_table
from tests.app.charts.fitting import told
from tests.app.charts.odd import filled, many_platforms
from tests.models.comparison import samples

if TYPE_CHECKING:
    from models.comparison import TableComparison

ID = "coverage"


def _with_holes(table: TableComparison) -> TableComparison:
    value = table.layers[0].value.copy()
    value[0, 0], value[1, 1] = 0.0, np.nan
    return replace(table, layers=(replace(table.layers[0], value=value), *table.layers[1:]))


def test_numbers_stand_in_the_cells_and_holes_are_framed() -> None:
    figure = figure_for(ID, with_table("coverage", _with_holes), "light")
    lines = told(figure).splitlines()
    dashed = [p for p in figure.findobj(FancyBboxPatch) if p.get_linewidth() > 0]

    assert "0" in lines
    assert "–" in lines
    assert len(dashed) == 1
    assert lines.count("97") == 1


def test_titles_of_platforms_come_from_the_scenario() -> None:
    names = Names(platforms={"erp": "Ledger $x$"})

    text = told(figure_for(ID, samples.comparison(), "light", names=names))

    assert "Ledger $x$" in text
    assert "erp" not in text.splitlines()


def test_the_least_captured_of_many_platforms_are_shown() -> None:
    text = told(figure_for(ID, many_platforms(), "light", (560, 420)))

    assert "Shown: the least captured 12 of 99 platforms" in text
    assert "sandbox project number 004" in text
    assert "sandbox project number 000" not in text


def test_title_claims_nothing_that_the_interval_does_not_show() -> None:
    assert "captures" in finding_of(ID, samples.comparison())
    assert "can show no difference" in finding_of(ID, with_metric("captured_hops", undecided))


def test_without_events_it_says_so() -> None:
    assert "No agent did anything" in told(figure_for(ID, filled(float("nan")), "light"))
