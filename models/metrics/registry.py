"""Finds every metric of the package: a new one is one new file."""

from __future__ import annotations

import hashlib
import pkgutil
from importlib import import_module

from models.metrics.definition import FAMILIES, Metric, Number, Table


def _found() -> tuple[Metric, ...]:
    """Import all modules of the families and return what they define, in order of display."""
    package = import_module("models.metrics")
    found: list[Metric] = []
    for module in pkgutil.walk_packages(package.__path__, "models.metrics."):
        if module.name.count(".") > 2:
            metric = getattr(import_module(module.name), "METRIC", None)
            if metric is not None:
                found.append(metric)
    ids = [metric.id for metric in found]
    if len(set(ids)) < len(ids):
        raise ValueError(f"two metrics share an id: {sorted(i for i in ids if ids.count(i) > 1)}")
    return tuple(sorted(found, key=lambda m: (FAMILIES.index(m.family), m.rank, m.id)))


METRICS: tuple[Metric, ...] = _found()
"""All metrics, by family, then rank."""

NUMBERS: dict[str, Number] = {m.id: m for m in METRICS if isinstance(m, Number)}
"""Metrics that are one number per replication, by id, in order of display."""

TABLES: dict[str, Table] = {m.id: m for m in METRICS if isinstance(m, Table)}
"""Metrics that are an array per replication, by id, in order of display."""

_BY_ID: dict[str, Metric] = {metric.id: metric for metric in METRICS}


def definitions_digest() -> str:
    """Return the SHA-256 of what all metrics say of themselves.

    Stored cells that were reduced by other definitions must not be mixed with new ones.
    """
    told = [
        f"{m.id}\0{m.unit}\0{m.text}\0{isinstance(m, Number) and m.equal is not None}"
        for m in METRICS
    ]
    return hashlib.sha256("\1".join(told).encode()).hexdigest()


def metric_of(key: str) -> Metric:
    """Return a metric by id; raise ``KeyError`` where there is none."""
    return _BY_ID[key]
