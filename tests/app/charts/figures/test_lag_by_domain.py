from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.charts import figure_for, finding_of
from app.charts.figures.lag_by_domain import _quantiles
from tests.app.charts.changed import with_table
from tests.app.charts.fitting import told
from tests.app.charts.odd import many_platforms
from tests.models.comparison import samples

if TYPE_CHECKING:
    from models.comparison import TableComparison

ID = "lag_by_domain"


def test_quantiles_are_read_from_the_share_complete() -> None:
    hours = np.array([0.0, 1.0, 2.0, 4.0])

    assert _quantiles(hours, np.array([0.0, 0.25, 0.75, 1.0])) == pytest.approx([0.4, 1.5, 3.2])
    assert _quantiles(hours, np.array([0.95, 1.0, 1.0, 1.0])) == [0.0, 0.0, 0.0]
    low, middle, high = _quantiles(hours, np.array([0.0, 0.2, 0.4, 0.4]))
    assert low == pytest.approx(0.5)
    assert math.isinf(middle)
    assert math.isinf(high)
    assert all(map(math.isnan, _quantiles(hours, np.full(4, np.nan))))


def test_title_names_the_slowest_platform_where_bands_are_apart() -> None:
    assert finding_of(ID, samples.comparison()).startswith("erp is the slowest platform: 62.5 d")


def _wide(table: TableComparison) -> TableComparison:
    layers = tuple(replace(x, low=x.value * 0.1, high=x.value * 10) for x in table.layers)
    return replace(table, layers=layers)


def test_title_names_none_where_bands_overlap() -> None:
    title = finding_of(ID, with_table("lag_by_domain", _wide))

    assert title == "20 replications can show no single slowest platform"


def test_the_slowest_of_many_are_shown() -> None:
    text = told(figure_for(ID, many_platforms(), "light", (560, 420)))

    assert "Shown: the slowest 12 of 99 platforms" in text
    assert "sandbox project number 004" in text
