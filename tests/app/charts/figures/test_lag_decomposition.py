from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.charts import figure_for, finding_of
from tests.app.charts.changed import with_table
from tests.app.charts.fitting import told
from tests.models.comparison import samples

if TYPE_CHECKING:
    from models.comparison import TableComparison

ID = "lag_decomposition"


def test_steps_add_up_to_the_lag_and_detection_stands_apart() -> None:
    text = told(figure_for(ID, samples.comparison(), "light"))

    # 60 + 310 + 420 + 330 h; detection of 90 h comes before.
    assert "46.7 d" in text
    assert "detect 3.75 d" in text
    assert "38 %" in text


def test_title_names_the_longest_step_where_bands_are_apart() -> None:
    assert finding_of(ID, samples.comparison()).startswith("Propagation takes longest: 38 %")


def _wide(table: TableComparison) -> TableComparison:
    layers = tuple(replace(x, low=x.value * 0.01, high=x.value * 100) for x in table.layers)
    return replace(table, layers=layers)


def test_title_names_none_where_bands_overlap() -> None:
    title = finding_of(ID, with_table("lag_decomposition", _wide))

    assert title == "20 replications can show no single longest step"
