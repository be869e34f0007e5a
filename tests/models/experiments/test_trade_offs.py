"""Each bundled trade-off shows what is gained and what it costs; teaching files run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.experiments import InProcess, compare
from models.formats import read_scenario
from models.metrics import NUMBERS
from models.scenario.experiment import Replications

if TYPE_CHECKING:
    from pathlib import Path

    from models.scenario.scenario import Scenario

FEW = 4

TRADES = [
    ("push_or_expiry", "push_98", ("outage_hours",), ()),
    ("push_or_expiry", "push_90", ("outage_hours",), ("domain_lag", "last_domain_lag")),
    ("outage_and_short_tokens", "central_short", ("last_domain_lag",), ("outage_hours",)),
    ("one_directory_falls", "central", ("last_domain_lag",), ("directory_blast",)),
    ("one_gate", "pooled", ("wait_per_1000",), ()),
    ("one_gate", "overloaded", (), ("wait_per_1000", "wait_per_task_p95")),
    ("renew_early", "early", ("outage_hours",), ("last_domain_lag",)),
]
"""File, target, what is lower than in the baseline, what is higher."""

TEACHING = (
    "beyondtrust_2024",
    "deepseek_2025",
    "leaked_key_race",
    "midnight_blizzard_2024",
    "snowflake_2024",
    "tj_actions_2025",
)


def _few(path: Path, replications: int) -> Scenario:
    scenario = read_scenario(path, metrics=NUMBERS)
    rule = Replications(at_least=replications, at_most=replications)
    experiment = scenario.experiment.model_copy(update={"replications": rule})
    return scenario.model_copy(update={"experiment": experiment})


@pytest.mark.parametrize(("name", "target", "lower", "higher"), TRADES)
def test_a_trade_off_goes_both_ways(
    root: Path, name: str, target: str, lower: tuple[str, ...], higher: tuple[str, ...]
) -> None:
    scenario = _few(root / "scenarios" / f"{name}.yaml", FEW)
    found = compare(scenario, executor=InProcess())
    for key in (*lower, *higher):
        assert key in scenario.experiment.headline
        metric = next(each for each in found.metrics if each.id == key)
        mean = {level.design: float(np.mean(level.values)) for level in metric.levels}
        before, after = mean[scenario.experiment.baseline], mean[target]
        assert (after < before) if key in lower else (after > before)


@pytest.mark.parametrize("name", TEACHING)
def test_a_teaching_file_runs_and_claims_nothing(root: Path, name: str) -> None:
    scenario = _few(root / "scenarios" / "teaching" / f"{name}.yaml", 2)
    assert scenario.question
    assert "nothing is claimed" in scenario.notes
    found = compare(scenario, executor=InProcess())
    assert found.replications == 2


def test_every_teaching_file_is_here(root: Path) -> None:
    files = {path.stem for path in (root / "scenarios" / "teaching").glob("*.yaml")}
    assert files == set(TEACHING)
