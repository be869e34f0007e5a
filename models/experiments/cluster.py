"""Workers of a Dask cluster, as an executor.

Dask pickles every call on its way.  What we hand over is the name of a function of
`models.worker.jobs` and bytes, so no object of ours crosses; still, who can reach an open Dask
port can run anything there.
"""

from __future__ import annotations

import logging
import threading
import time
import weakref
from asyncio import CancelledError as TaskCancelled
from concurrent.futures import CancelledError as FutureCancelled
from concurrent.futures import Executor, Future
from functools import partial
from typing import TYPE_CHECKING, Any

from models.errors import EnvironmentFault
from models.experiments.executors import P, T, WorkerDied, failure
from models.worker.jobs import answer_folded, folded

if TYPE_CHECKING:
    from collections.abc import Callable

CONNECT_S = 10.0
"""How long to wait for a scheduler to answer."""

WATCH_S = 0.5
"""How often to look whether there are workers at all."""

PATIENCE_S = 60.0
"""How long a cluster may be without any worker."""

KEPT = "whole replications are kept, the same command goes on from there"
GONE = f"the Dask scheduler is gone; start it again: {KEPT}"


class Cluster(Executor):
    """Does the jobs of `models.worker.jobs` on a cluster that somebody has started.

    Args:
        address: Of the scheduler, such as ``tcp://127.0.0.1:8786`` or ``tls://host:8786``.
        patience_s: How long the cluster may be without any worker.

    Raises:
        EnvironmentFault: Dask is not installed, or nobody answers.
    """

    def __init__(self, address: str, patience_s: float = PATIENCE_S) -> None:
        """Connect."""
        try:
            from distributed import Client  # only where somebody asks for a cluster
        except ImportError:
            raise EnvironmentFault(
                "a cluster needs Dask: install it with pip install 'identity-sprawl[cluster]'"
            ) from None
        _silence()
        self.address = address
        self._patience_s = patience_s
        self._open: dict[Future[Any], Any] = {}
        self._changing = threading.Lock()
        self._ended = threading.Event()
        connect: Any = Client  # Dask has no types
        try:
            self._client: Any = connect(address, timeout=CONNECT_S, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise EnvironmentFault(
                f"{address}: no Dask scheduler answers ({str(error).splitlines()[0]}); start one "
                "with `dask scheduler --host 127.0.0.1`, workers with `dask worker ADDRESS`"
            ) from error
        weakref.finalize(self, self._ended.set)
        watch = partial(_watch, weakref.ref(self), self._ended)
        threading.Thread(target=watch, daemon=True).start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Ask for a job; its future fails with `WorkerDied` where it cost workers their lives."""
        if kwargs:
            raise TypeError("a job takes no keywords: its call crosses as a list")
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        call = folded(fn.__name__, args)
        remote: Any = self._client.submit(answer_folded, call, pure=False)
        with self._changing:
            self._open[future] = remote
        remote.add_done_callback(partial(self._came, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as `Executor` has it
        """Let go of the cluster, which runs on; calls that run there end unheard."""
        self._ended.set()
        with self._changing:
            remotes = list(self._open.values())
            self._open.clear()
        if remotes and self._client.status == "running":
            self._client.cancel(remotes, asynchronous=False, force=True)
        self._client.close(timeout=1.0)

    def workers(self) -> int:
        """Return how many workers the cluster has."""
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def watch(self, alone_since_s: float) -> float:
        """Fail what is open where the cluster is lost; return since when it has no workers.

        Args:
            alone_since_s: What this returned last; ``inf`` at first.
        """
        now_s = time.monotonic()
        if self._client.status != "running":
            self._fail(f"{self.address}: {GONE}")
        alone_since_s = min(alone_since_s, now_s) if not self.workers() else float("inf")
        if now_s - alone_since_s > self._patience_s:
            self._fail(
                f"{self.address}: the cluster has had no worker for {self._patience_s:.0f} s; "
                f"start some with `dask worker {self.address}`: {KEPT}"
            )
        return alone_since_s

    def _fail(self, text: str) -> None:
        with self._changing:
            lost = list(self._open)
            self._open.clear()
        for future in lost:
            future.set_exception(EnvironmentFault(text))

    def _came(self, future: Future[Any], remote: Any) -> None:  # noqa: ANN401 - Dask has no types
        """Pass on what came of a call; Dask calls this in a thread of its own."""
        with self._changing:
            if self._open.pop(future, None) is None:
                return
        try:
            blob = self._read(remote)
        except Exception as error:  # noqa: BLE001 - whoever reads the future gets it
            future.set_exception(error)
        else:
            future.set_result(blob)

    def _read(self, remote: Any) -> bytes:  # noqa: ANN401 - Dask has no types
        from distributed import KilledWorker

        gone = EnvironmentFault(f"{self.address}: {GONE}")
        if remote.status == "cancelled":
            raise gone
        try:
            kind, blob, text, report = remote.result()
        except KilledWorker as error:
            raise WorkerDied("Dask gave up", times=error.allowed_failures + 1) from error
        except (OSError, FutureCancelled, TaskCancelled):
            raise gone from None
        except (ImportError, AttributeError) as error:
            raise EnvironmentFault(
                f"a worker of {self.address} has no Sprawl, or another version ({error}); install "
                "the same version there"
            ) from error
        if kind != "done":
            raise failure(kind, text, report)
        return bytes(blob)


def _silence() -> None:
    """Let Dask log nothing: what was lost is told once, as an error of the run."""
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _watch(cluster: weakref.ref[Cluster], ended: threading.Event) -> None:
    """Look after a cluster until it is shut down or nobody holds it any more."""
    alone_since_s = float("inf")
    while not ended.wait(WATCH_S) and (held := cluster()) is not None:
        alone_since_s = held.watch(alone_since_s)
        del held
