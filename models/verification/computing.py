"""Runs of scenario files, one file after the other, on any executor."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.experiments import Control, LocalProcesses, Task
from models.experiments.dispatch import Dispatch
from models.formats import read_scenario
from models.metrics import NUMBERS
from models.worker.codec import unpack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from models.comparison import Cell
    from models.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a verification is.

    Attributes:
        done: Runs that are there.
        total: Runs in all.
        title: Title of the file that runs.
    """

    done: int
    total: int
    title: str


OnProgress = Callable[[Progress], None]


def read_seeded(path: Path, seed: int | None) -> Scenario:
    """Return the scenario of a file, with another seed than its own if one is given.

    Raises:
        ModelError: The file cannot be read.
    """
    scenario = read_scenario(path, metrics=NUMBERS)
    if seed is None:
        return scenario
    experiment = scenario.experiment.model_copy(update={"seed": seed})
    return scenario.model_copy(update={"experiment": experiment})


def compute(
    files: Sequence[tuple[Scenario, Sequence[Task]]],
    executor: Executor | None = None,
    on_progress: OnProgress | None = None,
    control: Control | None = None,
) -> Iterator[dict[Task, Cell]]:
    """Yield the cells of each file, as soon as it has them all.

    Args:
        files: Scenarios, each with what is to be run of it.
        executor: Where runs are computed, any `concurrent.futures.Executor`; it is left open.
            Default: processes of this machine.
        on_progress: Told after every run.
        control: Pauses, resumes and cancels, from any thread.

    Raises:
        RunStopped: *control* said so.
        ModelError: A run cannot be computed.
    """
    held, done, total = control or Control(), 0, sum(len(tasks) for _, tasks in files)
    with LocalProcesses() if executor is None else nullcontext(executor) as where:
        for scenario, tasks in files:
            cells: dict[Task, Cell] = {}
            text = scenario.model_dump_json(by_alias=True)
            for task, blob in Dispatch(where, text, held).run(list(tasks)):
                cells[task] = unpack(blob)
                done += 1
                if on_progress is not None:
                    on_progress(Progress(done, total, scenario.title))
            yield cells
