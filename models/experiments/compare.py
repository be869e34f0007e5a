"""The one function behind window, command line and notebook: compare designs.

Cells that the library holds are answered from there; only what is missing is computed.
Replications are added in rounds of 10, 20, 40, 80 ... until the stopping rule is met.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.comparison import (
    Cell,
    Comparison,
    compare_cells,
    plan_designs,
    stopping_reason,
    to_json,
)
from models.experiments.executors import Executor, Stop, Task
from models.experiments.keys import cell_key, scenario_key
from models.experiments.local_processes import LocalProcesses
from models.experiments.store import NoStore, Store
from models.worker.codec import unpack

if TYPE_CHECKING:
    from models.comparison import Plan
    from models.scenario.scenario import Scenario

FIRST_LOOK = 10
"""Replications before the first look at an interval (DESIGN 5b)."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        done: Cells that are there.
        total: Cells of the current round and all before it.
        most: Cells if every replication is needed.
        reused: Cells that came from the library.
        elapsed_s: Seconds since the start.
        left_s: Seconds that the rest of this round should take; ``nan`` until known.
    """

    done: int
    total: int
    most: int
    reused: int
    elapsed_s: float
    left_s: float


OnProgress = Callable[[Progress], None]


def looks(at_least: int, at_most: int) -> list[int]:
    """Return after how many replications the stopping rule is looked at, ascending."""
    found, n = [], max(FIRST_LOOK, 2)
    while n < at_most:
        if n >= at_least:
            found.append(n)
        n *= 2
    return [*found, at_most]


@dataclass
class _Run:
    """One comparison under way."""

    scenario: Scenario
    plan: Plan
    executor: Executor
    store: Store
    on_progress: OnProgress
    stop: Stop
    cells: dict[Task, Cell] = field(default_factory=dict)
    reused: int = 0
    computed: int = 0
    started_s: float = field(default_factory=time.monotonic)

    def extend(self, replications: int, most: int) -> None:
        """Make sure that every design has this many replications."""
        shared = scenario_key(self.scenario, self.plan.baseline)
        wanted = [
            Task(replication, design)
            for replication in range(replications)
            for design in self.plan.profiles
            if Task(replication, design) not in self.cells
        ]
        keys = {task: cell_key(shared, task) for task in wanted}
        stored = self.store.find(list(keys.values()))
        for task in wanted:
            if keys[task] in stored:
                self.cells[task] = unpack(stored[keys[task]])
                self.reused += 1
        missing = [task for task in wanted if task not in self.cells]
        self._tell(len(missing), most)
        round_start_s = time.monotonic()
        for count, (task, blob) in enumerate(self._compute(missing), start=1):
            self.store.keep(keys[task], task.design, task.replication, blob)
            self.cells[task] = unpack(blob)
            self.computed += 1
            spent_s = time.monotonic() - round_start_s
            left = len(missing) - count
            self._tell(left, most, spent_s / count * left)

    def remember(self, comparison: Comparison, replications: int) -> None:
        """Store the finished comparison with the keys of the cells that it used."""
        if isinstance(self.store, NoStore):
            return
        from models.library import FinishedRun  # storage is loaded only where it is used

        shared = scenario_key(self.scenario, self.plan.baseline)
        keys = (
            cell_key(shared, Task(index, design))
            for index in range(replications)
            for design in self.plan.profiles
        )
        self.store.finish(
            FinishedRun(
                title=self.scenario.title,
                seed=self.scenario.experiment.seed,
                replications=replications,
                digest=comparison.digest,
                scenario=self.scenario.model_dump_json(by_alias=True),
                comparison=to_json(comparison),
                cells=tuple(keys),
            )
        )

    def _compute(self, missing: list[Task]) -> Iterator[tuple[Task, bytes]]:
        return self.executor.run(self.scenario, missing, self.stop)

    def _tell(self, left: int, most: int, left_s: float = float("nan")) -> None:
        done = len(self.cells)
        elapsed_s = time.monotonic() - self.started_s
        self.on_progress(
            Progress(
                done, done + left, most * len(self.plan.profiles), self.reused, elapsed_s, left_s
            )
        )


def compare(
    scenario: Scenario,
    executor: Executor | None = None,
    library: Store | None = None,
    on_progress: OnProgress | None = None,
    stop: Stop | None = None,
) -> Comparison:
    """Compare the designs that the scenario's experiment names.

    Args:
        scenario: A checked scenario.
        executor: Where cells are computed; default: processes of this machine.
        library: Where cells are looked for and kept; default: nowhere.
        on_progress: Told after every cell.
        stop: Asked between slices; true ends the run.

    Returns:
        The comparison; the same for any executor and number of workers.

    Raises:
        RunStopped: *stop* said so; whole cells stay in the library.
        ModelError: The scenario or the machine does not allow the run.
    """
    rule = scenario.experiment.replications
    run = _Run(
        scenario=scenario,
        plan=plan_designs(scenario),
        executor=executor or LocalProcesses(),
        store=library or NoStore(),
        on_progress=on_progress or (lambda _progress: None),
        stop=stop or (lambda: False),
    )
    reason = ""
    replications = 0
    for replications in looks(rule.at_least, rule.at_most):
        run.extend(replications, rule.at_most)
        reason = stopping_reason(scenario, run.plan, _by_design(run, replications))
        if reason:
            break
    comparison = compare_cells(
        scenario,
        run.plan,
        _by_design(run, replications),
        stopped=reason or f"at the most replications allowed, {rule.at_most}",
        reused=run.reused,
        computed=run.computed,
    )
    run.remember(comparison, replications)
    return comparison


def _by_design(run: _Run, replications: int) -> dict[str, list[Cell]]:
    """Return the cells of each design in index order."""
    return {
        design: [run.cells[Task(index, design)] for index in range(replications)]
        for design in run.plan.profiles
    }
