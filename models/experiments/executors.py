"""Where cells are computed: any `concurrent.futures.Executor`.

`InProcess`, `LocalProcesses` and `Cluster` differ in where a call goes and how it fails; what is
common to them, above all how often a cell may cost a worker its life, stands in `dispatch`.
"""

from __future__ import annotations

import os
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from models.errors import EnvironmentFault, ModelError, RunStopped

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.worker.jobs import Kind

P = ParamSpec("P")
T = TypeVar("T")


class WorkerDied(BrokenExecutor):
    """A worker died over a call; the executor itself goes on.

    Attributes:
        times: How many workers the call has cost.
    """

    def __init__(self, text: str, times: int = 1) -> None:
        """Say what is known of the death."""
        super().__init__(text)
        self.times = times


class WorkerDefectError(Exception):
    """A worker met a defect of ours; the report says where."""

    def __init__(self, text: str, report: str) -> None:
        """Keep the worker's own report."""
        super().__init__(text)
        self.report = report


def failure(kind: Kind, text: str, report: str) -> Exception:
    """Return what another process said as the error that it would be here."""
    match kind:
        case "model":
            return ModelError(text)
        case "environment":
            return EnvironmentFault(text)
        case "stopped":
            return RunStopped(text)
        case _:
            return WorkerDefectError(text, report)


class InProcess(Executor):
    """Computes here, at once, in the caller's thread: for tests, notebooks and debuggers."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return a future that has ended."""
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whoever reads the future gets it
            future.set_exception(error)
        return future


def processors() -> int:
    """Return how many processors this process may use, at least 1."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:
        return max(1, os.cpu_count() or 1)
