from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from models.comparison import plan_designs, to_json
from models.experiments import InProcess, LocalProcesses, Task, compare, looks
from models.experiments.keys import cell_key, scenario_key
from models.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from models.experiments.executors import P, T
    from models.scenario.scenario import Scenario


class Counting(InProcess):
    """Counts what it computes."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        _versions, _scenario, replication, design = args
        self.tasks.append(Task(int(str(replication)), str(design)))
        return super().submit(fn, *args, **kwargs)


def with_rule(scenario: Scenario, at_least: int, at_most: int) -> Scenario:
    rule = scenario.experiment.replications.model_copy(
        update={"at_least": at_least, "at_most": at_most}
    )
    experiment = scenario.experiment.model_copy(update={"replications": rule})
    return scenario.model_copy(update={"experiment": experiment})


@pytest.mark.parametrize(
    ("at_least", "at_most", "expected"),
    [
        (10, 40, [10, 20, 40]),
        (10, 12, [10, 12]),
        (2, 2, [2]),
        (25, 100, [40, 80, 100]),
        (5, 8, [8]),
    ],
)
def test_intervals_are_looked_at_only_when_replications_double(
    at_least: int, at_most: int, expected: list[int]
) -> None:
    assert looks(at_least, at_most) == expected


def test_any_executor_and_number_of_workers_gives_the_same_bytes(small: Scenario) -> None:
    here = compare(small, executor=InProcess())
    for workers in (1, 3):
        there = compare(small, executor=LocalProcesses(workers))
        assert there.digest == here.digest
        assert to_json(there) == to_json(here)


def test_designs_of_equal_content_are_run_once_and_differ_by_nothing(small: Scenario) -> None:
    same = small.designs["fragmented"].model_copy(update={"title": "The same again"})
    designs = {"fragmented": small.designs["fragmented"], "again": same}
    experiment = small.experiment.model_copy(update={"compare": ("again",)})
    twins = small.model_copy(update={"designs": designs, "experiment": experiment})
    counting = Counting()
    result = compare(twins, executor=counting)
    assert len(counting.tasks) == result.replications
    for metric in result.metrics:
        difference = metric.differences[0]
        assert difference.call in ("equal", "exploratory")
        for effect in ("total", "structure", "settings", "interaction"):
            interval = difference.effects[effect]
            assert interval.estimate in (0.0, pytest.approx(float("nan"), nan_ok=True))


def test_what_the_library_holds_is_not_computed_again(small: Scenario, tmp_path: Path) -> None:
    library = Library(tmp_path / "library.sqlite")
    first, second, third = Counting(), Counting(), Counting()
    one = compare(small, executor=first, library=library)
    two = compare(small, executor=second, library=library)
    assert (one.computed, one.reused) == (len(first.tasks), 0)
    assert (two.computed, two.reused) == (0, len(first.tasks))
    assert two.digest == one.digest
    more = compare(with_rule(small, 3, 3), executor=third, library=library)
    assert {task.replication for task in third.tasks} == {2}
    assert more.reused == len(first.tasks)
    assert [run.replications for run in library.runs()] == [3, 2, 2]
    library.close()


def test_a_third_design_runs_only_what_is_missing(small: Scenario, tmp_path: Path) -> None:
    library = Library(tmp_path / "library.sqlite")
    compare(small, executor=InProcess(), library=library)
    experiment = small.experiment.model_copy(update={"compare": ("unified", "two_hubs")})
    wider = small.model_copy(update={"experiment": experiment})
    counting = Counting()
    compare(wider, executor=counting, library=library)
    before = set(plan_designs(small).profiles)
    assert {task.design for task in counting.tasks} == set(plan_designs(wider).profiles) - before
    library.close()


def test_a_title_is_no_part_of_a_key_and_a_seed_is(small: Scenario) -> None:
    plan = plan_designs(small)
    task = Task(0, plan.baseline)
    key = cell_key(scenario_key(small, plan.baseline), task)
    renamed = small.model_copy(update={"title": "Other", "notes": "Other"})
    assert cell_key(scenario_key(renamed, plan.baseline), task) == key
    experiment = small.experiment.model_copy(update={"seed": 5})
    seeded = small.model_copy(update={"experiment": experiment})
    assert cell_key(scenario_key(seeded, plan.baseline), task) != key
    assert cell_key(scenario_key(small, plan.baseline), Task(1, plan.baseline)) != key


def test_words_for_people_are_dropped_by_the_kind_of_their_part_not_by_name(
    small: Scenario,
) -> None:
    baseline = plan_designs(small).baseline
    key = scenario_key(small, baseline)
    fleet = small.workload.fleets["triage"]
    fleets = {**small.workload.fleets, "triage": fleet.model_copy(update={"purpose": "other"})}
    workload = small.workload.model_copy(update={"fleets": fleets})
    assert scenario_key(small.model_copy(update={"workload": workload}), baseline) == key
    drills = small.incidents["drills"]
    assert drills.order is not None
    order = drills.order.model_copy(update={"reason": "incident"})
    incidents = {**small.incidents, "drills": drills.model_copy(update={"order": order})}
    assert scenario_key(small.model_copy(update={"incidents": incidents}), baseline) != key
    resources = small.organisation.resources
    counts = []
    for count in (1, 2):
        added = resources["inbox"].model_copy(update={"count": count})
        organisation = small.organisation.model_copy(
            update={"resources": {**resources, "source": added}}
        )
        whole = small.model_copy(update={"organisation": organisation})
        counts.append(scenario_key(whole, baseline))
    assert key not in counts
    assert counts[0] != counts[1]


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "4242"},
        {"NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512_SKX"},
    ],
)
def test_hash_seed_and_processor_features_change_no_byte(
    small: Scenario, environment: dict[str, str]
) -> None:
    text = small.model_dump_json(by_alias=True)
    script = (
        "import sys; from models.experiments import InProcess, compare; "
        "from models.scenario.scenario import Scenario; "
        "s = Scenario.model_validate_json(sys.stdin.read()); "
        "print(compare(s, executor=InProcess()).digest)"
    )
    process = subprocess.run(
        [sys.executable, "-P", "-W", "ignore", "-c", script],
        input=text,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    assert process.stdout.strip() == compare(small, executor=InProcess()).digest
