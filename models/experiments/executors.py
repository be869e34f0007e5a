"""Where cells are computed: in this process, or in processes of their own.

Every executor keeps one promise: `run` yields each asked cell exactly once, in whatever order
they end, and a worker that dies costs nothing but the time of the cell it held.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from models.errors import RunStopped
from models.worker.bench import Bench
from models.worker.codec import pack

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True, order=True)
class Task:
    """One cell to compute.

    Attributes:
        replication: Index of the replication, from 0.
        design: Digest of the design's content.
    """

    replication: int
    design: str


Stop = Callable[[], bool]
"""Asked between slices; true ends the run."""


class Executor(Protocol):
    """Computes cells."""

    def run(
        self, scenario: Scenario, tasks: Iterable[Task], stop: Stop
    ) -> Iterator[tuple[Task, bytes]]:
        """Yield every task with the bytes of its cell, as they end.

        Raises:
            RunStopped: *stop* said so.
            ModelError: A cell could not be computed.
        """
        ...


class InProcess:
    """Computes cells here, one after the other: for tests, notebooks and debuggers."""

    def run(
        self, scenario: Scenario, tasks: Iterable[Task], stop: Stop
    ) -> Iterator[tuple[Task, bytes]]:
        """Yield every task with the bytes of its cell, in the order asked."""
        bench = Bench(scenario)
        for task in tasks:
            if stop():
                raise RunStopped("the run was stopped")
            yield task, pack(bench.run(task.design, task.replication, stop))


def processors() -> int:
    """Return how many processors this process may use, at least 1."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:
        return max(1, os.cpu_count() or 1)
