"""Running the documented incidents: ordinary files, the ordinary engine, any executor."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from models.comparison import plan_designs
from models.engine.version import ENGINE_VERSION
from models.experiments import Control, LocalProcesses, Task
from models.experiments.dispatch import Dispatch
from models.formats import read_scenario
from models.metrics import NUMBERS
from models.verification.incidents.cases import CASES
from models.verification.incidents.judging import Case, band_of, judge
from models.verification.incidents.result import Band, IncidentCheck, IncidentRow
from models.verification.running import OnProgress, Progress, UnknownCaseError
from models.worker.codec import unpack

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from models.scenario.scenario import Scenario

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
    found = [(case, _read(folder, case, seed)) for case in _wanted(ids)]
    total = sum(len(_tasks(scenario)) for _case, scenario in found)
    tell, held = on_progress or (lambda _progress: None), control or Control()
    rows: list[IncidentRow] = []
    done = 0
    with LocalProcesses() if executor is None else nullcontext(executor) as where:
        for case, scenario in found:
            values: dict[Task, float] = {}
            text = scenario.model_dump_json(by_alias=True)
            for task, blob in Dispatch(where, text, held).run(_tasks(scenario)):
                values[task] = case.read(unpack(blob))
                done += 1
                tell(Progress(done, total, scenario.title))
            rows.append(judge(case, scenario.title, dict(_bands(scenario, values))))
    return IncidentCheck(tuple(rows), seed, ENGINE_VERSION)


def _wanted(ids: Collection[str]) -> list[Case]:
    known = {case.id: case for case in CASES}
    for key in ids:
        if key not in known:
            raise UnknownCaseError(
                f"`{key}`: there is no such incident to check; known are: {', '.join(known)}"
            )
    return [case for key, case in known.items() if not ids or key in ids]


def _read(folder: Path, case: Case, seed: int | None) -> Scenario:
    scenario = read_scenario(folder / FOLDER / f"{case.id}.yaml", metrics=NUMBERS)
    if seed is None:
        return scenario
    experiment = scenario.experiment.model_copy(update={"seed": seed})
    return scenario.model_copy(update={"experiment": experiment})


def _designs(scenario: Scenario) -> dict[str, str]:
    """Return the content of each design, by its id; the four of a 2 x 2 are not asked for."""
    plan = plan_designs(scenario)
    return {plan.baseline_id: plan.baseline, **{t.id: t.design for t in plan.targets}}


def _tasks(scenario: Scenario) -> list[Task]:
    """Return all runs, replication by replication."""
    designs = dict.fromkeys(_designs(scenario).values())
    number = scenario.experiment.replications.at_most
    return [Task(n, design) for n in range(number) for design in designs]


def _bands(scenario: Scenario, values: dict[Task, float]) -> Iterator[tuple[str, Band]]:
    number = scenario.experiment.replications.at_most
    for key, content in _designs(scenario).items():
        title = scenario.designs[key].title or key
        yield key, band_of(key, title, [values[Task(n, content)] for n in range(number)])
