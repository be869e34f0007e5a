"""The one function behind window, command line and notebook: compare designs.

Cells that the library holds are answered from there; only what is missing is computed.
Replications are added in rounds of 10, 20, 40, 80 ... until the stopping rule is met.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
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
from models.experiments.control import Control
from models.experiments.dispatch import Dispatch, Task
from models.experiments.keys import cell_key, scenario_key
from models.experiments.local_processes import LocalProcesses
from models.experiments.partial import PartialTeller
from models.experiments.progress import Progress, Teller, looks
from models.experiments.store import NoStore, Store
from models.worker.codec import unpack

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from models.comparison import Plan
    from models.experiments.partial import OnPartial
    from models.scenario.scenario import Scenario

OnProgress = Callable[[Progress], None]


@dataclass
class _Run:
    """One comparison under way."""

    scenario: Scenario
    plan: Plan
    dispatch: Dispatch
    store: Store
    teller: Teller
    cells: dict[Task, Cell] = field(default_factory=dict)
    partial: PartialTeller | None = None

    def extend(self, replications: int) -> None:
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
                self.teller.reused += 1
        missing = [task for task in wanted if task not in self.cells]
        self.teller.begin()
        self.teller.tell(len(missing))
        for count, (task, blob) in enumerate(self.dispatch.run(missing), start=1):
            self.store.keep(keys[task], task.design, task.replication, blob)
            self.cells[task] = unpack(blob)
            self.teller.computed += 1
            self.teller.tell(len(missing) - count)
            if self.partial is not None and count < len(missing):
                self.partial.tell(self.teller.replications_expected)

    def by_design(self, replications: int) -> dict[str, list[Cell]]:
        """Return the cells of each design in index order."""
        return {
            design: [self.cells[Task(index, design)] for index in range(replications)]
            for design in self.plan.profiles
        }

    def remember(self, comparison: Comparison, replications: int) -> None:
        """Store the finished comparison with the keys of the cells that it used."""
        if not self.store.keeps_runs:
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


def compare(
    scenario: Scenario,
    executor: Executor | None = None,
    library: Store | None = None,
    on_progress: OnProgress | None = None,
    control: Control | None = None,
    on_partial: OnPartial | None = None,
) -> Comparison:
    """Compare the designs that the scenario's experiment names.

    Args:
        scenario: A checked scenario.
        executor: Where cells are computed, any `concurrent.futures.Executor`; it is left open.
            Default: processes of this machine, for this comparison only.
        library: Where cells are looked for and kept; default: nowhere.
        on_progress: Told at most 20 times a second, and at the end of every round.
        control: Pauses, resumes and cancels, from any thread.
        on_partial: Told what the replications that are whole say, while the others are computed.

    Returns:
        The comparison; the same for any executor and number of workers.

    Raises:
        RunStopped: *control* said so; whole cells stay in the library.
        ModelError: The scenario or the machine does not allow the run.
    """
    plan = plan_designs(scenario)
    control = control or Control()
    with LocalProcesses() if executor is None else nullcontext(executor) as where:
        text = scenario.model_dump_json(by_alias=True)
        cells: dict[Task, Cell] = {}
        run = _Run(
            scenario=scenario,
            plan=plan,
            dispatch=Dispatch(where, text, control, plan.name_of),
            store=library or NoStore(),
            teller=Teller(scenario, plan, cells, on_progress or (lambda _progress: None), control),
            cells=cells,
            partial=on_partial and PartialTeller(scenario, plan, cells, on_partial),
        )
        replications, reason = _run_until_sure(run)
    comparison = compare_cells(
        scenario,
        plan,
        run.by_design(replications),
        stopped=reason,
        reused=run.teller.reused,
        computed=run.teller.computed,
    )
    run.remember(comparison, replications)
    return comparison


def _run_until_sure(run: _Run) -> tuple[int, str]:
    """Add replications until the rule is met; return how many, and what ended it."""
    rule = run.scenario.experiment.replications
    for replications in looks(rule.at_least, rule.at_most):
        run.extend(replications)
        cells = run.by_design(replications)
        if reason := stopping_reason(run.scenario, run.plan, cells):
            return replications, reason
    return rule.at_most, f"at the most replications allowed, {rule.at_most}"
