"""The closed forms, computed from the files, are the numbers of DESIGN section 7."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.verification.golden import Reference
from models.verification.registry import CASES, case_ids
from models.verification.running import _File, _files
from models.worker.bench import Bench

if TYPE_CHECKING:
    from pathlib import Path

DESIGN = {
    "token_residual": (38.0, 0.0),
    "renew_at_half": (45.0, 0.0),
    "poll_chain": (125.0, 0.0),
    "poll_chain_spread": (53.93, 0.005),
    "last_of_six_uniform": (51.43, 0.005),
    "last_of_six_exponential": (2.45, 0.005),
    "ticket_wait_single": (8.0, 0.0),
    "ticket_wait_pooled": (0.5695, 0.00005),
    "ticket_wait_varied": (13.0, 0.0),
    "rare_orders": (29.4, 0.05),
    "all_orders_single": (25.5, 0.02 * 25.5),  # "about", both
    "all_orders_pooled": (13.9, 0.02 * 13.9),
    "live_credentials": (7.5, 0.0),
    "leaked_key": (67.5, 0.0),
    "exploit_minutes_5": (0.1336, 0.00005),
    "exploit_hour": (0.7250, 0.00005),
    "exploit_day": (0.9882, 0.00005),
    "seldom_found": (1755.0, 0.0),
    "stale_grants": (67.5, 0.0),
    "captured_chain": (0.143, 0.001),  # of a thousand tools; of endlessly many .1433
    "enforced_everywhere": (0.531, 0.0005),
    "decision_cache": (0.9091, 0.00005),
    "never_reviewed": (0.922, 0.0005),
    "two_gates": (5.333, 0.0005),
    "missed_in_bulk": (0.982, 0.0005),
    "bulk_order": (120.0, 0.01),  # the last of 20,000 places is one too far: (n + 1) / 2
}
"""What is typed there, and half of its last digit."""


@pytest.fixture(scope="module")
def analytic(root: Path) -> dict[str, float]:
    found = {}
    for scenario, cases, replications in _files(root / "scenarios", set(case_ids()), None):
        file = _File(scenario, cases, replications)
        for golden in cases:
            value = golden.analytic(file.corner(golden.design))
            found[golden.id] = value.value if isinstance(value, Reference) else value
    return found


def test_every_case_has_its_number_in_the_design() -> None:
    assert [golden.id for golden in CASES] == list(DESIGN)
    assert len(set(case_ids())) == len(case_ids())


@pytest.mark.parametrize("key", DESIGN)
def test_the_closed_form_is_the_number_of_the_design(key: str, analytic: dict[str, float]) -> None:
    typed, within = DESIGN[key]
    assert analytic[key] == pytest.approx(typed, abs=within + 1e-9, rel=0.0)


def test_each_file_serves_a_case(root: Path) -> None:
    files = {path.stem for path in (root / "scenarios" / "verify").glob("*.yaml")}
    assert files == {golden.file for golden in CASES}


def test_nothing_that_is_no_corner_case_is_pooled_over_replications(root: Path) -> None:
    """The replication is the unit: each file has enough of them, and exactly so many."""
    for scenario, cases, replications in _files(root / "scenarios", set(case_ids()), None):
        if cases:
            rule = scenario.experiment.replications
            assert rule.at_least == rule.at_most == replications
            assert replications >= 16 or cases[0].id == "bulk_order"


def test_every_case_reads_a_number_from_one_replication(root: Path) -> None:
    """So that a metric that is renamed, or means another thing, does not wait for the night."""
    for scenario, cases, replications in _files(root / "scenarios", set(case_ids()), None):
        file, bench = _File(scenario, cases, replications), Bench(scenario)
        for golden in cases:
            cell, corner = bench.run(file.designs[golden.design], 0), file.corner(golden.design)
            reads = [golden.read, *(variate.read for variate in golden.controls)]
            assert np.isfinite([read(cell, corner) for read in reads]).all(), golden.id
