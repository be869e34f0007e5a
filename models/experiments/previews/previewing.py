"""The preview of an edit, in less than a second from warm workers.

Which agents, which horizon, which designs and in which order of replications follows from the
scenario alone; the clock decides only after how many replications to stop, and so never what k
replications say.
"""

from __future__ import annotations

import math
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.comparison import plan_designs
from models.errors import RunStopped
from models.experiments.control import Control
from models.experiments.local_processes import LocalProcesses
from models.experiments.previews.as_comparison import as_comparison
from models.experiments.previews.cells import Bundle, Kept
from models.experiments.previews.reading import Sides, read_metrics
from models.experiments.previews.result import FullRun, Preview
from models.experiments.previews.sample import choose_sample
from models.experiments.previews.sentences import tell
from models.experiments.previews.stillness import still_told

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from models.experiments.dispatch import Task
    from models.experiments.previews.sample import Sample
    from models.scenario.scenario import Scenario

BUDGET_S = 0.7
"""Wall time that replications may take."""

MOST_REPLICATIONS = 10
"""More tell next to nothing: what remains is owed to the sample."""

ROUND = 2
"""Cells that are asked for at a time, at least: enough for the workers of a small machine."""


@dataclass
class Previewer:
    """Previews edits one after another; keeps what it has computed.

    Attributes:
        executor: Where cells are computed; warm while it lives.
    """

    executor: Executor
    _kept: Kept = field(default_factory=Kept)
    _before: tuple[FullRun, Bundle, Sample] | None = None
    _settled: FullRun | None = None

    def settle(self, scenario: Scenario, control: Control | None = None) -> Preview:
        """Return all that a sample can say of a scenario, and let edits start from there.

        Without a full run an edit would else be told after another number of replications than
        the state before it, and what it never touched would seem to move.

        Raises:
            RunStopped: *control* said so.
        """
        self._settled = None
        found = self.preview(scenario, None, control, budget_s=math.inf)
        self._settled = FullRun(scenario, as_comparison(found, scenario)) if found.metrics else None
        return found

    def forget(self) -> None:
        """Let the next preview speak for itself."""
        self._settled = None

    def prepare(
        self,
        full: FullRun,
        control: Control | None = None,
        replications: int = MOST_REPLICATIONS,
    ) -> None:
        """Compute the sample of a full run ahead, so that the first edit is answered as fast.

        Raises:
            RunStopped: *control* said so.
        """
        bundle, _ = self._known(full)
        for index in range(replications):
            tasks = bundle.missing(range(index, index + 1))
            self._compute(bundle, tasks, control or Control())

    def preview(
        self,
        scenario: Scenario,
        full: FullRun | None = None,
        control: Control | None = None,
        budget_s: float = BUDGET_S,
        most: int = MOST_REPLICATIONS,
    ) -> Preview:
        """Return what a sample says of a scenario; see `models.experiments.preview`."""
        started_s = time.monotonic()
        control = control or Control()
        known = full or self._settled
        before, sample = (None, _sample(scenario)) if known is None else self._known(known)
        after = self._bundle(scenario, sample)
        replications = self._run(after, before, control, started_s + budget_s, most)
        sides = Sides(scenario, known, after, before, sample, replications, full is None)
        metrics = read_metrics(sides)
        return Preview(
            metrics=metrics,
            agents={key: f.agents for key, f in after.scenario.workload.fleets.items()},
            of_agents={key: f.agents for key, f in scenario.workload.fleets.items()},
            horizon_h=after.scenario.experiment.horizon.hours,
            of_horizon_h=scenario.experiment.horizon.hours,
            replications=replications,
            against_full=full is not None,
            elapsed_s=time.monotonic() - started_s,
            text=tell(sides, metrics),
            still=still_told(sides, metrics),
        )

    def _run(
        self, after: Bundle, before: Bundle | None, control: Control, end_s: float, most: int
    ) -> int:
        """Compute replications while there is time; return how many are whole, at least one."""
        done, at_s = 0, time.monotonic()
        while done < most:
            control.check()
            block = range(done, min(most, done + self._step(after, done)))
            tasks = after.missing(block)
            missed = before.missing(block) if before is not None else []
            self._compute(after, tasks, control)
            if before is not None:
                self._compute(before, missed, control)
            done, was_s, at_s = block.stop, at_s, time.monotonic()
            if at_s + (at_s - was_s) > end_s:
                break
        return done

    def _step(self, after: Bundle, done: int) -> int:
        """Return how many replications to ask for at once."""
        width = len(after.missing(range(done, done + 1)))
        return max(1, ROUND // max(1, width))

    def _bundle(self, scenario: Scenario, sample: Sample) -> Bundle:
        thinned = sample.thinned(scenario)
        return Bundle(thinned, plan_designs(thinned), self._kept)

    def _known(self, full: FullRun) -> tuple[Bundle, Sample]:
        """Return the sample of a full run, which stays the same from edit to edit."""
        if self._before is None or self._before[0] is not full:
            sample = _sample(full.scenario)
            self._before = full, self._bundle(full.scenario, sample), sample
        return self._before[1], self._before[2]

    def _compute(self, bundle: Bundle, tasks: list[Task], control: Control) -> None:
        try:
            bundle.compute(tasks, self.executor, control)
        except RunStopped:
            self.halt()
            raise

    def halt(self) -> None:
        """End what workers do, where the executor can; they stay warm."""
        if isinstance(self.executor, LocalProcesses):
            self.executor.halt()


def _sample(scenario: Scenario) -> Sample:
    return choose_sample(scenario, plan_designs(scenario))


def preview(
    scenario: Scenario,
    full: FullRun | None = None,
    executor: Executor | None = None,
    budget_s: float = BUDGET_S,
    control: Control | None = None,
    most: int = MOST_REPLICATIONS,
) -> Preview:
    """Return what a sample of the agents says of a scenario.

    Args:
        scenario: A checked scenario, as edited.
        full: The last full run and its scenario; without it the sample speaks for itself.
        executor: Where cells are computed; default: processes of this machine, cold at first.
        budget_s: Wall time for replications; one is always made.
        control: Cancels, from any thread.
        most: Replications after which it is enough.

    Returns:
        Every number metric in every design that the experiment shows.  Values depend on the
        number of replications that fit, and on nothing else of the machine.

    Raises:
        RunStopped: *control* said so.
        ModelError: The scenario or the machine does not allow it.
    """
    with LocalProcesses() if executor is None else nullcontext(executor) as where:
        return Previewer(where).preview(scenario, full, control, budget_s, most)
