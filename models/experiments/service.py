"""The process behind a window's run: it computes, stores and compares; the window only looks.

One JSON object a line.  In::

    {"do": "start", "scenario": {...}, "library": "<file or empty>", "workers": 2}
    {"do": "pause"}
    {"do": "resume"}
    {"do": "cancel"}

Out::

    {"said": "progress", "done": 3, "total": 40, "expected": 80, "most": 160, "reused": 0,
     "elapsed_s": 1.2, "left_s": 9.0, "precisions": [{"metric": "last_domain_lag",
     "target": "two_hubs", "estimate": -3.1, "half_width": 0.8, "enough": 0.5}]}
    {"said": "partial", "file": "<JSON file>", "expected": 20}
    {"said": "paused"}
    {"said": "resumed"}
    {"said": "comparison", "file": "<JSON file>"}
    {"said": "stopped"}
    {"said": "failed", "kind": "model" | "environment" | "defect", "text": "...", "report": "..."}

Progress covers the whole run, not only its round; numbers that are not known are null.  Partial
comparisons come while a run is under way, told of the replications after which it should end.
Whoever asks removes the files.  It ends when its standard input closes.
"""

from __future__ import annotations

import math
import os
import tempfile
import threading
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.comparison import to_json
from models.errors import EnvironmentFault, LibraryError, ModelError, RunStopped
from models.experiments.compare import compare
from models.experiments.control import Control
from models.experiments.executors import WorkerDefectError
from models.experiments.local_processes import LocalProcesses
from models.experiments.store import NoStore
from models.scenario.scenario import Scenario
from models.worker.protocol import encode, obey_lines

if TYPE_CHECKING:
    from typing import BinaryIO

    from models.comparison import Comparison
    from models.experiments.progress import Progress
    from models.experiments.store import Store


class RunService:
    """Serves one parent; one run at a time."""

    def __init__(self, answers: BinaryIO) -> None:
        """Answer to *answers*."""
        self._answers = answers
        self._speaking = threading.Lock()
        self._control = Control()
        self._run: threading.Thread | None = None
        self._is_busy = False

    def say(self, message: dict[str, Any]) -> None:
        """Send one line; a parent that has gone needs no answer."""
        with self._speaking:
            try:
                self._answers.write(encode(message))
                self._answers.flush()
            except OSError:
                self._control.cancel()

    def obey(self, message: dict[str, Any]) -> None:
        """Do what one message asks."""
        match message["do"]:
            case "cancel":
                self._control.cancel()
            case "pause":
                self._control.pause()
                self.say({"said": "paused"})
            case "resume":
                self._control.resume()
                self.say({"said": "resumed"})
            case "start":
                self._begin(message)
            case other:
                raise ValueError(other)

    def _begin(self, message: dict[str, Any]) -> None:
        if self._is_busy:
            return
        if self._run is not None:
            self._run.join()  # it has told how it ended, or is about to
        self._control, self._is_busy = Control(), True
        self._run = threading.Thread(target=self._start, args=(message,), daemon=True)
        self._run.start()

    def end(self) -> None:
        """Stop the run and wait until its workers are gone."""
        self._control.cancel()
        if self._run is not None:
            self._run.join()

    def _start(self, message: dict[str, Any]) -> None:
        end = self._outcome(message)
        # Before the parent hears of the end: it may start the next run at once.
        self._is_busy = False
        self.say(end)

    def _outcome(self, message: dict[str, Any]) -> dict[str, Any]:
        """Run, and return how it ended."""
        try:
            scenario = Scenario.model_validate(message["scenario"])
            with LocalProcesses(message.get("workers")) as executor:
                comparison = compare(
                    scenario,
                    executor=executor,
                    library=open_store(message.get("library", "")),
                    on_progress=self._tell,
                    control=self._control,
                    on_partial=self._tell_partial,
                )
            name = _written(comparison)
        except RunStopped:
            return {"said": "stopped"}
        except Exception as error:  # noqa: BLE001 - the window shows every defect with its report
            return failure_told(error)
        return {"said": "comparison", "file": name}

    def _tell_partial(self, comparison: Comparison, expected: int) -> None:
        self.say({"said": "partial", "file": _written(comparison), "expected": expected})

    def _tell(self, progress: Progress) -> None:
        self.say({"said": "progress", **jsonable(asdict(progress))})


def _written(comparison: Comparison) -> str:
    """Write a comparison to a new file and return its name."""
    handle, name = tempfile.mkstemp(prefix="sprawl-comparison-", suffix=".json")
    os.close(handle)
    Path(name).write_text(to_json(comparison), encoding="utf-8")
    return name


def jsonable(part: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return a part of a message with null for numbers that JSON cannot hold."""
    match part:
        case dict():
            return {key: jsonable(each) for key, each in part.items()}
        case list() | tuple():
            return [jsonable(each) for each in part]
        case float() if not math.isfinite(part):
            return None
        case _:
            return part


def open_store(library: str) -> Store:
    """Return the library in a file, or a store that keeps nothing where no file is named."""
    if not library:
        return NoStore()
    from models.library import Library  # storage is loaded only where it is used

    return Library(Path(library))


def failure_told(error: Exception) -> dict[str, Any]:
    """Return an error as a message."""
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
    obey_lines(commands, service.obey)
    service.end()
    return 0
