"""Every metric is found, told in plain words, and named once."""

from __future__ import annotations

import pkgutil
import re
from dataclasses import replace
from importlib import import_module

import pytest

import models.metrics
from models.metrics import (
    FAMILIES,
    METRICS,
    NUMBERS,
    TABLES,
    Number,
    definitions_digest,
    metric_of,
)

SHARED = {
    "authority_curves",
    "per_order",
    "lag_grid",
    "attribution",
    "by_platform",
    "queues",
    "hop_counts",
    "phases",
    "chain_counts",
    "used_authority",
    "exceptions_in_force",
    "waiting",
    "task_credentials",
}
"""Modules of the families that are shared by metrics."""

PROMISED = {
    "authority",
    "excess_privilege",
    "needed_authority",
    "used_authority",
    "standing_privilege",
    "blast_radius",
    "hazard_blast",
    "directory_blast",
    "incident_exposure",
    "weight_touched",
    "touches",
    "time_to_discovery",
    "last_domain_lag",
    "domain_lag",
    "lag_p95",
    "lag_over_tau",
    "never_ends",
    "containment",
    "collateral_agent_hours",
    "captured_hops",
    "attributable_hops",
    "reconstructable_chains",
    "time_to_visible",
    "blind_spots",
    "delayed_tasks",
    "wait_per_task_p50",
    "wait_per_task_p95",
    "wait_per_1000",
    "abandoned_tasks",
    "unfinished_tasks",
    "approval_hours",
    "decision_latency",
    "outage_hours",
    "accounts_per_agent",
    "integration_days",
    "time_to_first_access",
    "orphans",
    "unowned",
    "never_reviewed",
    "exceptions",
    "new_paths",
    "residual_access",
    "authority_over_time",
    "standing_over_time",
    "coverage",
    "domain_lag_distribution",
    "lag_by_domain",
    "lag_decomposition",
    "wait_distribution",
}


def test_every_module_of_a_family_is_a_metric() -> None:
    for module in pkgutil.walk_packages(models.metrics.__path__, "models.metrics."):
        parts = module.name.split(".")
        if len(parts) == 4 and not hasattr(import_module(module.name), "METRIC"):
            assert parts[3] in SHARED


def test_promised_metrics_exist() -> None:
    assert {metric.id for metric in METRICS} >= PROMISED
    assert len(NUMBERS) + len(TABLES) == len(METRICS)


def test_families_come_in_order() -> None:
    places = [FAMILIES.index(metric.family) for metric in METRICS]
    assert places == sorted(places)
    assert {metric.family for metric in METRICS} == set(FAMILIES)


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.id)
def test_texts_are_whole_and_know_no_design(metric: models.metrics.Metric) -> None:
    assert metric_of(metric.id) is metric
    assert re.fullmatch(r"[a-z][a-z0-9_]*", metric.id)
    assert metric.name
    assert metric.name[0].isupper()
    assert metric.text.endswith(".")
    assert "  " not in metric.text
    assert metric.reduce.__doc__
    if isinstance(metric, Number) and metric.limit:
        assert "follow-up time" in metric.text
    for word in ("fragment", "unified", "unif", "target", "as-found"):
        assert word not in metric.text.lower()


def test_other_definitions_have_another_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = definitions_digest()
    assert definitions_digest() == before
    changed = (replace(METRICS[0], text="Something else."), *METRICS[1:])
    monkeypatch.setattr("models.metrics.registry.METRICS", changed)
    assert definitions_digest() != before


def test_equal_names_share_one_tally() -> None:
    known: dict[str, object] = {}
    for metric in METRICS:
        for name, factory in metric.tallies.items():
            assert known.setdefault(name, factory) is factory
