"""The process behind a window's run: it computes, stores and compares; the window only looks.

One JSON object a line.  In::

    {"do": "start", "scenario": {...}, "library": "<file or empty>", "workers": 2}
    {"do": "cancel"}

Out::

    {"said": "progress", "done": 3, "total": 40, "most": 160, "reused": 0,
     "elapsed_s": 1.2, "left_s": 9.0}
    {"said": "comparison", "file": "<JSON file>"}
    {"said": "stopped"}
    {"said": "failed", "kind": "model" | "environment" | "defect", "text": "...", "report": "..."}

It ends when its standard input closes.
"""

from __future__ import annotations

import math
import os
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.comparison import to_json
from models.errors import EnvironmentFault, LibraryError, ModelError, RunStopped
from models.experiments.compare import Progress, compare
from models.experiments.local_processes import LocalProcesses, WorkerDefectError
from models.experiments.store import NoStore
from models.scenario.scenario import Scenario
from models.worker.protocol import decode, encode

if TYPE_CHECKING:
    from typing import BinaryIO

    from models.experiments.store import Store

LEAST_PAUSE_S = 0.05
"""Progress is told at most 20 times a second."""


class RunService:
    """Serves one parent; one run at a time."""

    def __init__(self, answers: BinaryIO) -> None:
        """Answer to *answers*."""
        self._answers = answers
        self._speaking = threading.Lock()
        self._stop = threading.Event()
        self._run: threading.Thread | None = None
        self._last_told_s = -math.inf

    def say(self, message: dict[str, Any]) -> None:
        """Send one line; a parent that has gone needs no answer."""
        with self._speaking:
            try:
                self._answers.write(encode(message))
                self._answers.flush()
            except OSError:
                self._stop.set()

    def obey(self, message: dict[str, Any]) -> None:
        """Do what one message asks."""
        if message["do"] == "cancel":
            self._stop.set()
        elif self._run is None or not self._run.is_alive():
            self._stop.clear()
            self._run = threading.Thread(target=self._start, args=(message,), daemon=True)
            self._run.start()

    def end(self) -> None:
        """Stop the run and wait until its workers are gone."""
        self._stop.set()
        if self._run is not None:
            self._run.join()

    def _start(self, message: dict[str, Any]) -> None:
        try:
            scenario = Scenario.model_validate(message["scenario"])
            comparison = compare(
                scenario,
                executor=LocalProcesses(message.get("workers")),
                library=open_store(message.get("library", "")),
                on_progress=self._tell,
                stop=self._stop.is_set,
            )
            handle, name = tempfile.mkstemp(prefix="sprawl-comparison-", suffix=".json")
            os.close(handle)
            Path(name).write_text(to_json(comparison), encoding="utf-8")
            self.say({"said": "comparison", "file": name})
        except RunStopped:
            self.say({"said": "stopped"})
        except Exception as error:  # noqa: BLE001 - the window shows every defect with its report
            self.say(_failure(error))

    def _tell(self, progress: Progress) -> None:
        now_s = time.monotonic()
        if now_s - self._last_told_s < LEAST_PAUSE_S and progress.done < progress.total:
            return
        self._last_told_s = now_s
        left_s = None if math.isnan(progress.left_s) else progress.left_s
        self.say(
            {
                "said": "progress",
                "done": progress.done,
                "total": progress.total,
                "most": progress.most,
                "reused": progress.reused,
                "elapsed_s": progress.elapsed_s,
                "left_s": left_s,
            }
        )


def open_store(library: str) -> Store:
    """Return the library in a file, or a store that keeps nothing where no file is named."""
    if not library:
        return NoStore()
    from models.library import Library  # storage is loaded only where it is used

    return Library(Path(library))


def _failure(error: Exception) -> dict[str, Any]:
    kind = "defect"
    if isinstance(error, EnvironmentFault | LibraryError):
        kind = "environment"
    elif isinstance(error, ModelError):
        kind = "model"
    report = error.report if isinstance(error, WorkerDefectError) else traceback.format_exc()
    return {"said": "failed", "kind": kind, "text": str(error), "report": report}


def serve(commands: BinaryIO, answers: BinaryIO) -> int:
    """Obey until the parent closes the stream; return an exit code."""
    service = RunService(answers)
    for line in commands:
        try:
            service.obey(decode(line))
        except (ValueError, KeyError) as error:
            print(f"not understood: {error!r}", file=sys.stderr)  # noqa: T201 - for our own logs
    service.end()
    return 0
