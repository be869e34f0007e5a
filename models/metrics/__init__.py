"""Metrics of one replication: one a module, pure functions of its records and tallies."""

from models.metrics.definition import FAMILIES, Metric, Number, Outcome, Table
from models.metrics.registry import METRICS, NUMBERS, TABLES, definitions_digest, metric_of

__all__ = [
    "FAMILIES",
    "METRICS",
    "NUMBERS",
    "TABLES",
    "Metric",
    "Number",
    "Outcome",
    "Table",
    "definitions_digest",
    "metric_of",
]
