"""Handing cells to an executor and taking them back: pause, cancel, and workers that die."""

from __future__ import annotations

from collections import Counter, deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import EnvironmentFault
from models.experiments.executors import WorkerDied
from models.worker.jobs import compute_cell, halting
from models.worker.versions import versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

    from models.experiments.control import Control

POLL_S = 0.05
"""How long a wait may last before pause and cancel are looked at."""

MOST_DEATHS = 3
"""How often the same cell may cost a worker its life before the run gives up."""

AHEAD = 256
"""Cells that an executor is given at a time: enough for each worker to choose what suits it."""


@dataclass(frozen=True, slots=True, order=True)
class Task:
    """One cell to compute.

    Attributes:
        replication: Index of the replication, from 0.
        design: Digest of the design's content.
    """

    replication: int
    design: str


class Dispatch:
    """Computes cells of one scenario on an executor.

    Args:
        executor: Where; it is neither started nor shut down here.
        scenario: The scenario as JSON.
        control: Pauses and cancels.
        named: Name of a design by its digest, for errors.
    """

    def __init__(
        self,
        executor: Executor,
        scenario: str,
        control: Control,
        named: Callable[[str], str] = str,
    ) -> None:
        """Nothing is asked for yet."""
        self._executor = executor
        self._scenario = scenario
        self._control = control
        self._named = named
        self._versions = versions()
        self._waiting: deque[Task] = deque()
        self._running: dict[Future[bytes], Task] = {}
        self._deaths: Counter[Task] = Counter()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, bytes]]:
        """Yield each task once with the bytes of its cell, as they end.

        Raises:
            RunStopped: The run was cancelled.
            EnvironmentFault: A cell ends its workers again and again, or all workers are lost.
            ModelError: A cell cannot be computed.
        """
        self._waiting.extend(tasks)
        try:
            while self._waiting or self._running:
                self._control.check()
                if ended := [future for future in self._running if future.done()]:
                    yield from self._taken(ended)
                elif self._control.paused:
                    self._recall()
                    self._control.wait(POLL_S)
                else:
                    self._hand_out()
                    wait(self._running, timeout=POLL_S, return_when=FIRST_COMPLETED)
        finally:
            for future in self._running:
                future.cancel()
            self._running.clear()

    def _hand_out(self) -> None:
        while self._waiting and len(self._running) < AHEAD:
            task = self._waiting.popleft()
            arguments = self._versions, self._scenario, task.replication, task.design
            try:
                with halting(self._control.halt):
                    future = self._executor.submit(compute_cell, *arguments)
            except BrokenExecutor as error:
                raise EnvironmentFault(
                    f"the executor broke as a whole ({error}); `LocalProcesses` outlives the death "
                    "of a worker. Whole replications are kept"
                ) from error
            self._running[future] = task
            if future.done():  # computed here: told before the next one
                return

    def _recall(self) -> None:
        """Take back what no worker has begun."""
        for future, task in list(self._running.items())[::-1]:
            if future.cancel():
                del self._running[future]
                self._waiting.appendleft(task)

    def _taken(self, ended: list[Future[bytes]]) -> Iterator[tuple[Task, bytes]]:
        for future in ended:
            task = self._running.pop(future)
            try:
                blob = future.result()
            except WorkerDied as error:
                self._bury(task, error, error.times)
            except BrokenExecutor as error:
                self._bury(task, error, 1)
            else:
                yield task, blob

    def _bury(self, task: Task, error: BrokenExecutor, times: int) -> None:
        """Put a task whose worker died back in front, unless it was too often."""
        self._deaths[task] += times
        if self._deaths[task] >= MOST_DEATHS:
            raise EnvironmentFault(
                f"replication {task.replication} of {self._named(task.design)} ended its worker "
                f"{self._deaths[task]} times ({error}); the machine may be short of memory: use "
                "fewer workers or a smaller model. Whole replications are kept"
            ) from error
        self._waiting.appendleft(task)
