"""At the size that panels have on a small screen, no chart shortens a name of 40 letters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.charts import figure_for, names_of, panels_of
from app.tokens import LIGHT
from tests.app.charts.fitting import faults, texts_of
from tests.app.report.cases import compared, larkfield
from tests.app.window.longnames import long_name, with_long_names

PAGE = (380, 311)
OWN_DOTS = "longer than …"


@pytest.mark.parametrize("long", [False, True], ids=["flagship", "long names"])
def test_no_text_of_a_chart_is_shortened(*, long: bool) -> None:
    scenario = with_long_names(larkfield()) if long else larkfield()
    comparison = compared(scenario)
    platforms = {str(key) for table in comparison.tables for key in table.grid[0]}
    titles = {key: long_name(key, at) for at, key in enumerate(sorted(platforms))} if long else {}
    names = replace(names_of(scenario), platforms=titles)
    cut = []
    for panel in panels_of(comparison):
        figure = figure_for(panel, comparison, LIGHT, PAGE, names=names)
        texts = [text.get_text() for text in texts_of(figure)]
        cut += [f"{panel}: {text}" for text in texts if "…" in text and OWN_DOTS not in text]
        cut += [f"{panel}: {fault}" for fault in faults(figure)]
    assert cut == []
