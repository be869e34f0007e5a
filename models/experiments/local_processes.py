"""Worker processes on this machine, as an executor that outlives the death of any of them.

`ProcessPoolExecutor` breaks as a whole when one worker dies, and sends pickled objects; here a
death fails one call, and calls cross as lines of JSON.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import weakref
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import EnvironmentFault
from models.experiments.executors import P, T, WorkerDied, failure, processors
from models.worker.digest import checksum
from models.worker.protocol import HALT, decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

MOST_STILLBORN = 3
"""How often in a row a worker may end before it is ready."""


class LocalProcesses(Executor):
    """Does the jobs of `models.worker.jobs` in processes of their own, which start when needed.

    A free worker takes, of the calls that wait, the one that has most arguments in common with
    its last: it still holds what those made it load and draw.

    Args:
        workers: How many at most; default: one for each processor.
    """

    def __init__(self, workers: int | None = None) -> None:
        """Start nothing yet."""
        self.workers = workers or processors()
        self._crew = _Crew(self.workers)
        weakref.finalize(self, self._crew.end)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Ask for a job; its future fails with `WorkerDied` where it cost a worker its life."""
        if kwargs:
            raise TypeError("a job takes no keywords: its call crosses as a list")
        call = _Call(fn.__name__, args)
        self._crew.take_on(call)
        return call.future

    def halt(self) -> None:
        """End the calls that run with `RunStopped`; their workers stay, and stay warm."""
        self._crew.halt()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as `Executor` has it
        """End all workers: after what was asked for, or at once with *cancel_futures*."""
        if wait and not cancel_futures:
            self._crew.wait()
        self._crew.end()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all workers, at once where something went wrong."""
        self.shutdown(cancel_futures=kind is not None)


@dataclass(eq=False)
class _Call:
    """One job asked for."""

    job: str
    arguments: tuple[Any, ...]
    future: Future[Any] = field(default_factory=Future)

    def shares(self, other: _Call | None) -> int:
        """Return how many arguments are the same in another call."""
        if other is None or other.job != self.job:
            return 0
        return sum(a == b for a, b in zip(self.arguments, other.arguments, strict=False))


class _Worker:
    """One process; asked by one thread."""

    def __init__(self) -> None:
        self._writing = threading.Lock()
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "models.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        except OSError as error:
            raise EnvironmentFault(
                f"a worker process cannot be started ({error}); free memory or allow processes"
            ) from error

    def hear(self) -> dict[str, Any] | None:
        """Return the next message, or None where the process has ended."""
        line = self.process.stdout.readline() if self.process.stdout is not None else b""
        return decode(line) if line.endswith(b"\n") else None

    def ask(self, message: dict[str, Any]) -> dict[str, Any] | None:
        """Return the answer to a message, or None where the process has ended."""
        return self.hear() if self.say(encode(message)) else None

    def say(self, line: bytes) -> bool:
        """Send a line, from any thread; return whether the process could take it."""
        try:
            with self._writing:
                if self.process.stdin is not None:
                    self.process.stdin.write(line)
                    self.process.stdin.flush()
        except (OSError, ValueError):  # it has ended, or was let go a moment ago
            return False
        return True

    def end(self) -> None:
        """End the process at once and wait until it is gone."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was not read to the end cannot be written out
                    continue


@dataclass(eq=False)
class _Seat:
    """Where one worker sits, and the call that it has or had last."""

    number: int
    worker: _Worker | None = None
    call: _Call | None = None
    busy: bool = False
    thread: threading.Thread | None = None


class _Crew:
    """All workers of an executor, and the calls that wait for one of them."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.seats: list[_Seat] = []
        self.waiting: list[_Call] = []
        self.changed = threading.Condition()
        self.closed = False
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def take_on(self, call: _Call) -> None:
        """Put a call in line, and a worker on a seat where none is free."""
        with self.changed:
            if self.closed:
                raise RuntimeError("this executor was shut down")
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="sprawl-")
            self.waiting.append(call)
            free = sum(not seat.busy for seat in self.seats)
            if len(self.waiting) > free and len(self.seats) < self.most:
                seat = _Seat(len(self.seats))
                seat.thread = threading.Thread(target=self._serve, args=(seat,), daemon=True)
                self.seats.append(seat)
                seat.thread.start()
            self.changed.notify()

    def halt(self) -> None:
        """End the calls that run."""
        with self.changed:
            for seat in self.seats:
                if seat.busy and seat.worker is not None:
                    seat.worker.say(HALT)

    def wait(self) -> None:
        """Wait until every call is done."""
        with self.changed:
            asked = [call.future for call in self.waiting]
            asked += [seat.call.future for seat in self.seats if seat.busy and seat.call]
        wait(asked)

    def end(self) -> None:
        """End all workers at once; what waits is cancelled, what runs fails."""
        with self.changed:
            self.closed = True
            for call in self.waiting:
                call.future.cancel()
            self.waiting.clear()
            for seat in self.seats:
                if seat.worker is not None:
                    seat.worker.process.kill()
            self.changed.notify_all()
        for seat in self.seats:
            if seat.thread is not None and seat.thread is not threading.current_thread():
                seat.thread.join()
        if self._folder is not None:
            self._folder.cleanup()

    def _serve(self, seat: _Seat) -> None:
        """Do calls on one seat until there will be no more."""
        while (call := self._next(seat)) is not None:
            try:
                blob = self._ask(seat, call)
            except Exception as error:  # noqa: BLE001 - whoever reads the future gets it
                call.future.set_exception(error)
            else:
                call.future.set_result(blob)
        self._leave(seat)

    def _next(self, seat: _Seat) -> _Call | None:
        with self.changed:
            seat.busy = False
            while not self.closed:
                if self.waiting:
                    call = self._best(seat)
                    self.waiting.remove(call)
                    if call.future.set_running_or_notify_cancel():
                        seat.call, seat.busy = call, True
                        return call
                else:
                    self.changed.wait()
        return None

    def _best(self, seat: _Seat) -> _Call:
        """Return the call nearest to what a seat holds, and farthest from what others hold."""
        others = [each.call for each in self.seats if each is not seat]

        def fits(call: _Call) -> tuple[int, int]:
            elsewhere = max((call.shares(other) for other in others), default=0)
            return call.shares(seat.call), -elsewhere

        return max(self.waiting, key=fits)

    def _ask(self, seat: _Seat, call: _Call) -> bytes:
        """Return the result of a call.

        Raises:
            WorkerDied: It cost the worker its life; another takes the seat at the next call.
        """
        worker = seat.worker or self._hire(seat)
        out = Path(self._folder.name if self._folder else "") / f"{seat.number}.npz"
        message = {"do": call.job, "arguments": call.arguments, "out": str(out)}
        said = worker.ask(message)
        if said is None:
            self._leave(seat)
            raise WorkerDied(f"a worker process ended with code {worker.process.returncode}")
        if said["said"] == "failed":
            raise failure(said["kind"], said["text"], said["report"])
        blob = out.read_bytes()
        if checksum(blob) != said["checksum"]:
            raise EnvironmentFault(
                "a result was damaged on its way from a worker; check the disk of the "
                "folder for temporary files"
            )
        return blob

    def _hire(self, seat: _Seat) -> _Worker:
        for _ in range(MOST_STILLBORN):
            worker = _Worker()
            with self.changed:
                seat.worker = worker
                if self.closed:
                    worker.process.kill()
            if worker.hear() is not None:
                return worker
            self._leave(seat)
            if self.closed:
                raise WorkerDied("the executor was shut down")
        raise EnvironmentFault(
            f"{MOST_STILLBORN} worker processes ended before they could work; does "
            f"`{sys.executable} -P -m models.worker` start? Install the program again "
            "if it does not"
        )

    def _leave(self, seat: _Seat) -> None:
        """Take a worker off its seat."""
        with self.changed:
            worker, seat.worker = seat.worker, None
        if worker is not None:
            worker.end()
