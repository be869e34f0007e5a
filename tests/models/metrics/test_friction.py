"""Friction and governance against their formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.engine.records import OUTCOMES
from models.metrics import METRICS, NUMBERS, TABLES
from tests.models.metrics.outcomes import INF, NAN, Draft, draft

if TYPE_CHECKING:
    from models.metrics import Metric

FLOW = {
    "started": 200,
    "ended": 180,
    "abandoned": 15,
    "unfinished": 5,
    "hops": 1000,
    "delays_h": np.array([1.0, 2.0, 3.0, 4.0, 10.0]),
}
ESTATE = {
    "accounts": 40,
    "account_h": 300.0,
    "agent_h": 100.0,
    "orphan_account_h": 60.0,
    "unknown_accounts": 4,
    "unowned_accounts": 10,
    "never_reviewed": 30,
    "ceiling_hits": 6,
    "residues": 3,
    "reviewed_grants": 500,
    "new_paths": 12,
    "exceptions": 2,
    "integration_person_days": 65.0,
    "decision_h": 0.5,
    "secret_copies": 9,
}
REQUESTS = {
    "opened_h": np.array([0.0, 5.0, 9.0, 20.0]),
    "decided_h": np.array([2.0, 11.0, 10.0, NAN]),
    "service_h": np.array([1.0, 2.0, 0.5, NAN]),
    "first": np.zeros(4, dtype=np.bool_),
    "outcome": np.array([OUTCOMES.index(o) for o in ("approved", "approved", "refused", "open")]),
}


def _full() -> Draft:
    return draft().having(
        flow=FLOW,
        estate=ESTATE,
        requests=REQUESTS,
        outages={"agent_h": np.array([30.0, 10.0])},
        first_access={"birth_h": np.array([1.0, 2.0, 3.0]), "usable_h": np.array([1.0, 14.0, INF])},
        migration={
            "platform": np.array([0, 2]),
            "planned_h": np.array([240.0, 480.0]),
            "real_h": np.array([360.0, INF]),
        },
        old_accounts={"from_h": np.array([1.0, 2.0, 3.0]), "to_h": np.array([INF, 9.0, INF])},
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("delayed_tasks", 5 / 200),
        ("wait_per_task_p50", 3.0),
        ("wait_per_task_p95", 8.8),
        ("wait_per_1000", 100.0),
        ("abandoned_tasks", 15 / 200),
        ("unfinished_tasks", 5 / 200),
        ("approval_hours", 3.5 / 2),
        ("requests", 4 / 2),
        ("time_to_access", 4.0),
        ("time_to_first_access", 6.0),
        ("migration_slip", 22.5),
        ("unmigrated_domains", 1.0),
        ("old_accounts", 2.0),
        ("decision_latency", 0.5 / 1000),
        ("outage_hours", 20.0),
        ("accounts_per_agent", 3.0),
        ("integration_days", 65.0),
        ("reviewed_grants", 250.0),
        ("orphans", 0.2),
        ("unowned", 0.25),
        ("never_reviewed", 0.75),
        ("unknown_accounts", 0.1),
        ("exceptions", 2.0),
        ("new_paths", 6.0),
        ("residues", 3.0),
        ("secret_copies", 9.0),
        ("ceiling_hits", 6.0),
    ],
)
def test_numbers(key: str, value: float) -> None:
    assert NUMBERS[key].reduce(_full().outcome()) == pytest.approx(value)


@pytest.mark.parametrize(
    "metric",
    [m for m in METRICS if m.family in ("friction", "governance") and m.id in NUMBERS],
    ids=lambda m: m.id,
)
def test_an_idle_organisation_breaks_nothing(metric: Metric) -> None:
    found: Any = metric.reduce(draft().outcome())
    assert np.isnan(found) or found == 0.0


def test_the_distribution_of_waits() -> None:
    longer, started = TABLES["wait_distribution"].reduce(_full().outcome())
    (grid_h,) = TABLES["wait_distribution"].grid(draft().world)
    assert isinstance(grid_h, np.ndarray)
    assert longer[0] == 5
    assert longer[-1] == 0
    assert set(started.tolist()) == {200.0}
    for at_h, count in zip(grid_h, longer, strict=True):
        assert count == (FLOW["delays_h"] > at_h).sum()
