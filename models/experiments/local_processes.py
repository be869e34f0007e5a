"""Worker processes on this machine."""

from __future__ import annotations

import queue
import subprocess
import sys
import tempfile
import threading
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import EnvironmentFault, ModelError, RunStopped
from models.experiments.executors import Stop, Task, processors
from models.worker.digest import checksum
from models.worker.protocol import decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.scenario.scenario import Scenario

POLL_S = 0.05
"""How long a wait may last before cancel is looked at."""

MOST_DEATHS = 3
"""How often the same cell may cost a worker its life before the run gives up."""


class WorkerDefectError(Exception):
    """A worker met a defect of ours; the report says where."""

    def __init__(self, text: str, report: str) -> None:
        """Keep the worker's own report."""
        super().__init__(text)
        self.report = report


class _Worker:
    """One process, and the thread that reads what it says."""

    def __init__(
        self, number: int, events: queue.SimpleQueue[tuple[_Worker, dict[str, Any] | None]]
    ) -> None:
        self.number = number
        self.task: Task | None = None
        self.replication = -1
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "models.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        threading.Thread(target=self._listen, args=(events,), daemon=True).start()

    def _listen(self, events: queue.SimpleQueue[tuple[_Worker, dict[str, Any] | None]]) -> None:
        output = self.process.stdout
        if output is not None:
            for line in output:
                events.put((self, decode(line)))
        events.put((self, None))

    def say(self, message: dict[str, Any]) -> None:
        """Send one command; a dead worker is noticed by the thread that listens."""
        stream = self.process.stdin
        try:
            if stream is not None:
                stream.write(encode(message))
                stream.flush()
        except OSError:
            self.process.kill()

    def end(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()


class LocalProcesses:
    """Computes cells in worker processes; survives the death of any of them.

    Args:
        workers: How many; default: one for each processor.
    """

    def __init__(self, workers: int | None = None) -> None:
        """Start nothing yet."""
        self.workers = workers or processors()

    def run(
        self, scenario: Scenario, tasks: Iterable[Task], stop: Stop
    ) -> Iterator[tuple[Task, bytes]]:
        """Yield every task with the bytes of its cell, as they end."""
        waiting = deque(tasks)
        if not waiting:
            return
        with tempfile.TemporaryDirectory(prefix="sprawl-") as folder:
            crew = _Crew(scenario, waiting, min(self.workers, len(waiting)), Path(folder))
            try:
                yield from crew.work(stop)
            finally:
                crew.end()


class _Crew:
    """The workers of one run and what they still have to do."""

    def __init__(
        self, scenario: Scenario, waiting: deque[Task], workers: int, folder: Path
    ) -> None:
        self.load = {
            "do": "load",
            "scenario": scenario.model_dump(mode="json", by_alias=True),
        }
        self.waiting = waiting
        self.folder = folder
        self.deaths: dict[Task, int] = {}
        self.stillborn = 0
        self.events: queue.SimpleQueue[tuple[_Worker, dict[str, Any] | None]] = queue.SimpleQueue()
        self.crew: list[_Worker] = []
        for number in range(workers):
            self._hire(number)

    def _hire(self, number: int) -> None:
        try:
            worker = _Worker(number, self.events)
        except OSError as error:
            raise EnvironmentFault(
                f"a worker process cannot be started ({error}); free memory or allow processes"
            ) from error
        self.crew.append(worker)
        worker.say(self.load)

    def work(self, stop: Stop) -> Iterator[tuple[Task, bytes]]:
        """Hand out tasks and yield results until all are done."""
        open_tasks = len(self.waiting)
        while open_tasks:
            if stop():
                raise RunStopped("the run was stopped")
            try:
                worker, message = self.events.get(timeout=POLL_S)
            except queue.Empty:
                continue
            if worker not in self.crew:
                continue
            if message is None:
                self._replace(worker)
            elif message["said"] == "failed":
                _raise(message)
            elif message["said"] == "cell" and worker.task is not None:
                task, blob = worker.task, self._collect(message)
                worker.task = None
                open_tasks -= 1
                self._hand_out(worker)
                yield task, blob
            elif message["said"] == "loaded":
                self.stillborn = 0
                self._hand_out(worker)

    def _hand_out(self, worker: _Worker) -> None:
        if not self.waiting:
            return
        task = self._next(worker)
        self.waiting.remove(task)
        worker.task, worker.replication = task, task.replication
        worker.say(
            {
                "do": "cell",
                "task": worker.number,
                "design": task.design,
                "replication": task.replication,
                "out": str(self.folder / f"{worker.number}.npz"),
            }
        )

    def _next(self, worker: _Worker) -> Task:
        """Return what a worker does next: by preference the replication whose draws it holds."""
        others = {each.replication for each in self.crew if each is not worker}
        for task in self.waiting:
            if task.replication == worker.replication:
                return task
        return next((t for t in self.waiting if t.replication not in others), self.waiting[0])

    def _collect(self, message: dict[str, Any]) -> bytes:
        blob = (self.folder / f"{message['task']}.npz").read_bytes()
        if checksum(blob) != message["checksum"]:
            raise EnvironmentFault(
                "a result was damaged on its way from a worker; check the disk of the "
                "folder for temporary files"
            )
        return blob

    def _replace(self, dead: _Worker) -> None:
        """Put a new worker in a dead one's place and its task back in front."""
        self.crew.remove(dead)
        dead.end()
        task = dead.task
        if task is not None:
            self.deaths[task] = self.deaths.get(task, 0) + 1
            if self.deaths[task] >= MOST_DEATHS:
                raise EnvironmentFault(
                    f"replication {task.replication} ended its worker process "
                    f"{MOST_DEATHS} times; the machine may be short of memory"
                )
            self.waiting.appendleft(task)
        elif not self.waiting:
            return
        else:
            self.stillborn += 1
            if self.stillborn >= MOST_DEATHS:
                raise EnvironmentFault(
                    f"{MOST_DEATHS} worker processes ended before they could work; does "
                    f"`{sys.executable} -P -m models.worker` start? Install the program again "
                    "if it does not"
                )
        self._hire(dead.number)

    def end(self) -> None:
        """End all workers at once."""
        for worker in self.crew:
            worker.end()


def _raise(message: dict[str, Any]) -> None:
    if message["kind"] == "model":
        raise ModelError(message["text"])
    raise WorkerDefectError(message["text"], message["report"])
