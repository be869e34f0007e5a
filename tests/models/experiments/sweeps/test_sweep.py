from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from models.comparison import plan_designs
from models.errors import RunStopped, ScenarioError, ScenarioErrors
from models.experiments import Control, InProcess, compare
from models.experiments.sweeps import (
    MAX_CELLS,
    SweepProgress,
    differences_csv,
    levels_csv,
    points_of,
    read_dimension,
    size_of_sweep,
    sweep,
    sweep_json,
)
from models.library import Library
from models.metrics import NUMBERS

if TYPE_CHECKING:
    from pathlib import Path

    from models.comparison import Comparison
    from models.experiments.sweeps import Point
    from models.scenario.scenario import Scenario

TTL = read_dimension("designs.unified.standard.access_ttl=5 min,60 min")
AGENTS = read_dimension("workload.fleets.triage.agents=6,12")


def test_every_combination_is_a_point_and_keeps_the_seed(small: Scenario) -> None:
    points = points_of(small, [TTL, AGENTS])
    assert [tuple(point.settings.values()) for point in points] == [
        ("5 min", "6"), ("5 min", "12"), ("60 min", "6"), ("60 min", "12"),
    ]  # fmt: skip
    assert [point.number for point in points] == [0, 1, 2, 3]
    assert {point.scenario.experiment.seed for point in points} == {small.experiment.seed}
    assert points[3].scenario == small
    assert points[0].scenario.workload.fleets["triage"].agents == 6
    size = size_of_sweep(points)
    assert (size.points, size.cells) == (4, 4 * 2 * len(plan_designs(small).profiles))


def test_a_latin_hypercube_meets_every_stratum_of_every_dimension_once(small: Scenario) -> None:
    dimensions = [
        read_dimension("workload.fleets.triage.agents=1..100"),
        read_dimension("designs.unified.standard.grant_factor=1..2"),
    ]
    points = points_of(small, dimensions, 10)
    agents = [point.scenario.workload.fleets["triage"].agents for point in points]
    factors = [float(point.settings["designs.unified.standard.grant_factor"]) for point in points]
    assert sorted((each - 1) // 10 for each in agents) == list(range(10))
    rounded = 1e-3  # values are spelled with four digits
    for stratum, factor in enumerate(sorted(factors)):
        assert 1 + stratum / 10 - rounded <= factor <= 1.1 + stratum / 10 + rounded
    again = points_of(small, dimensions, 10)
    assert [p.settings for p in again] == [p.settings for p in points]


def test_a_sweep_of_millions_is_refused_before_it_is_built_with_its_number(small: Scenario) -> None:
    values = ",".join(str(n) for n in range(1, 2001))
    many = [
        read_dimension(f"workload.fleets.{fleet}.agents={values}")
        for fleet in ("triage", "analyst", "quoter")
    ]
    with pytest.raises(ScenarioError, match="8,000,000,000 points") as caught:
        points_of(small, many)
    assert f"{MAX_CELLS:,}" in str(caught.value)


def test_a_point_that_cannot_be_run_names_its_settings(small: Scenario) -> None:
    horizon = read_dimension("experiment.horizon=16 d,1 d")
    with pytest.raises(ScenarioErrors, match=r"at experiment\.horizon = 1 d: .*follow_up"):
        points_of(small, [horizon])


def test_points_share_cells_of_equal_content_and_equal_the_base(
    small: Scenario, tmp_path: Path
) -> None:
    base = compare(small, InProcess())
    points = points_of(small, [TTL])
    designs = len(plan_designs(small).profiles)
    found = list(sweep(points, InProcess()))
    assert found[1][1].digest == base.digest
    assert found[0][1].digest != base.digest
    assert found[1][1].reused >= 2  # at least the baseline, in both replications
    assert found[1][1].computed + found[1][1].reused == 2 * designs
    library = Library(tmp_path / "library.sqlite")
    compare(small, InProcess(), library)
    stored = list(sweep(points, InProcess(), library))
    assert [c.digest for _, c in stored] == [c.digest for _, c in found]
    assert stored[1][1].computed == 0
    assert len(library.runs()) == 1
    library.close()


def test_the_tables_are_long_and_hold_what_the_comparisons_hold(small: Scenario) -> None:
    found = list(sweep(points_of(small, [TTL]), InProcess()))
    levels = list(csv.DictReader(io.StringIO(levels_csv(found))))
    assert len(levels) == 2 * 2 * 2 * len(NUMBERS)
    row = next(
        each for each in levels
        if (each["point"], each["design"], each["replication"], each["metric"])
        == ("1", "unified", "1", "excess_privilege")
    )  # fmt: skip
    metric = found[1][1].metric("excess_privilege")
    assert float(row["value"]) == metric.levels[1].values[1]
    assert (row[TTL.name], row["seed"], row["unit"]) == (
        "60 min", str(small.experiment.seed), "share",
    )  # fmt: skip
    differences = list(csv.DictReader(io.StringIO(differences_csv(found))))
    total = next(
        each for each in differences
        if (each["point"], each["metric"], each["effect"]) == ("1", "excess_privilege", "total")
    )  # fmt: skip
    assert float(total["estimate"]) == metric.differences[0].effects["total"].estimate
    assert total["call"] == metric.differences[0].call
    whole = json.loads(sweep_json(found), parse_constant=pytest.fail)
    assert [p["settings"] for p in whole["points"]] == [{TTL.name: "5 min"}, {TTL.name: "60 min"}]
    assert (len(whole["levels"]), len(whole["differences"])) == (len(levels), len(differences))


def test_cancel_keeps_the_points_that_are_done(small: Scenario) -> None:
    control = Control()

    def tell(progress: SweepProgress) -> None:
        if progress.point == 1:
            control.cancel()

    found: list[tuple[Point, Comparison]] = []
    with pytest.raises(RunStopped):
        found.extend(sweep(points_of(small, [AGENTS]), InProcess(), None, tell, control))
    assert [point.number for point, _ in found] == [0]
