"""Metrics as CSV: one row per replication and design, the seed in every row."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

from models.metrics import NUMBERS

if TYPE_CHECKING:
    from models.comparison.result import Comparison


def metrics_csv(comparison: Comparison) -> str:
    """Return CSV text: seed, replication, design, then each metric with its unit.

    An empty field is not defined; ``inf``: has no end.  Ids hold no character that a
    spreadsheet would run.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    heads = [f"{metric.id} [{NUMBERS[metric.id].unit}]" for metric in comparison.metrics]
    writer.writerow(["seed", "replication", "design", *heads])
    for place, column in enumerate(comparison.columns):
        levels = [metric.levels[place].values.tolist() for metric in comparison.metrics]
        for replication in range(comparison.replications):
            told = [_field(values[replication]) for values in levels]
            writer.writerow([comparison.seed, replication, column.id, *told])
    return out.getvalue()


def _field(value: float) -> str:
    return "" if math.isnan(value) else repr(float(value))
