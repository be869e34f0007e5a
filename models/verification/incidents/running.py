"""Running the documented incidents: ordinary files, the ordinary engine, any executor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.comparison import plan_designs
from models.engine.version import ENGINE_VERSION
from models.experiments import Task
from models.verification.computing import compute, read_seeded
from models.verification.incidents.cases import CASES
from models.verification.incidents.judging import Case, band_of, judge
from models.verification.incidents.result import Band, IncidentCheck
from models.verification.running import UnknownCaseError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from concurrent.futures import Executor
    from pathlib import Path

    from models.comparison import Cell
    from models.experiments import Control
    from models.scenario.scenario import Scenario
    from models.verification.computing import OnProgress

FOLDER = "incidents"
"""Where the files are, below the folder of bundled scenarios."""


def check_incidents(
    folder: Path,
    executor: Executor | None = None,
    ids: Collection[str] = (),
    seed: int | None = None,
    on_progress: OnProgress | None = None,
    control: Control | None = None,
) -> IncidentCheck:
    """Run documented incidents under all their designs and judge them.

    Args:
        folder: Folder of the bundled scenarios.
        executor: Where runs are computed, any `concurrent.futures.Executor`; it is left open.
            Default: processes of this machine.
        ids: Incidents to run; default: all.
        seed: Seed of every file; default: that of each file.
        on_progress: Told after every run.
        control: Pauses, resumes and cancels, from any thread.

    Returns:
        The table; the same for any executor.

    Raises:
        UnknownCaseError: One of *ids* is none.
        RunStopped: *control* said so.
        ModelError: A file cannot be read or run.
    """
    cases = _wanted(ids)
    scenarios = [read_seeded(folder / FOLDER / f"{case.id}.yaml", seed) for case in cases]
    runs = compute([(each, _tasks(each)) for each in scenarios], executor, on_progress, control)
    rows = [
        judge(case, scenario.title, dict(_bands(scenario, case, cells)))
        for case, scenario, cells in zip(cases, scenarios, runs, strict=True)
    ]
    return IncidentCheck(tuple(rows), seed, ENGINE_VERSION)


def _wanted(ids: Collection[str]) -> list[Case]:
    known = {case.id: case for case in CASES}
    for key in ids:
        if key not in known:
            raise UnknownCaseError(
                f"`{key}`: there is no such incident to check; known are: {', '.join(known)}"
            )
    return [case for key, case in known.items() if not ids or key in ids]


def _designs(scenario: Scenario) -> dict[str, str]:
    """Return the content of each design, by its id; the four of a 2 x 2 are not asked for."""
    plan = plan_designs(scenario)
    return {plan.baseline_id: plan.baseline, **{t.id: t.design for t in plan.targets}}


def _tasks(scenario: Scenario) -> list[Task]:
    """Return all runs, replication by replication."""
    designs = dict.fromkeys(_designs(scenario).values())
    number = scenario.experiment.replications.at_most
    return [Task(n, design) for n in range(number) for design in designs]


def _bands(
    scenario: Scenario, case: Case, cells: Mapping[Task, Cell]
) -> Iterator[tuple[str, Band]]:
    number = scenario.experiment.replications.at_most
    for key, content in _designs(scenario).items():
        title = scenario.designs[key].title or key
        yield key, band_of(key, title, [case.read(cells[Task(n, content)]) for n in range(number)])
