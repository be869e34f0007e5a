"""Paired comparison of designs: differences, intervals, the 2 x 2, the verdict."""

from models.comparison.cautions import Caution, cautions
from models.comparison.cell import Cell, run_cell
from models.comparison.comparing import compare_cells
from models.comparison.csv_form import metrics_csv
from models.comparison.json_form import ComparisonUnreadable, from_json, to_json
from models.comparison.plan import Plan, Target, plan_designs
from models.comparison.result import (
    Call,
    Column,
    Comparison,
    Difference,
    Effect,
    Interval,
    Layer,
    Level,
    Method,
    MetricComparison,
    Sentence,
    TableComparison,
)
from models.comparison.stopping import Precision, precisions, stopping_reason

__all__ = [
    "Call",
    "Caution",
    "Cell",
    "Column",
    "Comparison",
    "ComparisonUnreadable",
    "Difference",
    "Effect",
    "Interval",
    "Layer",
    "Level",
    "Method",
    "MetricComparison",
    "Plan",
    "Precision",
    "Sentence",
    "TableComparison",
    "Target",
    "cautions",
    "compare_cells",
    "from_json",
    "metrics_csv",
    "plan_designs",
    "precisions",
    "run_cell",
    "stopping_reason",
    "to_json",
]
