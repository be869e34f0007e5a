"""Metrics as CSV."""

from __future__ import annotations

import csv
import io

from models.comparison import metrics_csv
from models.metrics import NUMBERS
from tests.models.comparison import samples


def test_one_row_per_replication_and_design_with_the_seed() -> None:
    made = samples.comparison(5)
    rows = list(csv.DictReader(io.StringIO(metrics_csv(made))))
    assert len(rows) == 15
    assert {row["seed"] for row in rows} == {"1"}
    assert [row["replication"] for row in rows[:5]] == ["0", "1", "2", "3", "4"]
    assert [row["design"] for row in rows[::5]] == list(samples.DESIGNS)
    level = made.metric("last_domain_lag").levels[1]
    name = "last_domain_lag [h]"
    assert [float(row[name]) for row in rows[5:10]] == level.values.tolist()


def test_units_stand_in_the_header() -> None:
    head = metrics_csv(samples.comparison(2)).splitlines()[0]
    columns = next(csv.reader([head]))
    assert columns[:3] == ["seed", "replication", "design"]
    for column, metric in zip(columns[3:], samples.comparison(2).metrics, strict=True):
        assert column == f"{metric.id} [{NUMBERS[metric.id].unit}]"


def test_odd_numbers_and_hostile_titles() -> None:
    text = metrics_csv(samples.awkward())
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["lag_p95 [h]"] == "inf"
    assert "<img" not in text
    assert not any(field.startswith(("=", "@", "+")) for row in rows for field in row.values())
