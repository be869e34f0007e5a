"""The client of the run process: start, progress, cancel, and its death."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

import models

if TYPE_CHECKING:
    from models.scenario import Scenario

_CANCEL_MS = 120
_END_MS = 500


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is.

    Attributes:
        done: Cells that are there.
        total: Cells of this round and those before.
        reused: Cells that came from the library.
        left_s: Seconds that this round should still take; None: not known.
    """

    done: int
    total: int
    reused: int
    left_s: float | None


class RunClient(QObject):
    """Talks to ``python -P -m models.experiments``; the window never computes itself.

    `compared` carries the name of a JSON file with the comparison; `failed` a kind
    (``model``, ``environment``, ``defect``), a sentence, and a report.
    """

    started = Signal()
    progressed = Signal(RunProgress)
    compared = Signal(str)
    stopped = Signal()
    failed = Signal(str, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start no process yet."""
        super().__init__(parent)
        self._process: QProcess | None = None
        self._rest = b""
        self._said = bytearray()
        self.running = False
        self._patience = QTimer(self, singleShot=True, interval=_CANCEL_MS)
        self._patience.timeout.connect(self._kill)

    def start(self, scenario: Scenario, library: str) -> None:
        """Compare the designs of *scenario*.

        Args:
            scenario: A checked scenario.
            library: File of the library; empty: results are not kept.
        """
        if self.running:
            return
        self.running = True
        self.started.emit()
        self._ensure_process()
        tree = scenario.model_dump(mode="json", by_alias=True)
        self._say({"do": "start", "scenario": tree, "library": library})

    def cancel(self) -> None:
        """Ask the run to stop; a process that does not answer at once is ended."""
        if self.running:
            self._say({"do": "cancel"})
            self._patience.start()

    def close(self) -> None:
        """End the process."""
        self.running = False
        process = self._let_go()
        if process is not None:
            process.closeWriteChannel()
            if not process.waitForFinished(_END_MS):
                process.kill()
                process.waitForFinished(_END_MS)

    # -- the process ---------------------------------------------------------------------

    def _ensure_process(self) -> None:
        if self._process is not None:
            return
        process = QProcess(self)
        process.setProgram(sys.executable)
        process.setArguments(["-P", "-m", "models.experiments"])
        environment = QProcessEnvironment.systemEnvironment()
        home = str(Path(models.__file__).resolve().parent.parent)
        others = environment.value("PYTHONPATH", "")
        environment.insert("PYTHONPATH", os.pathsep.join(filter(None, (home, others))))
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._listen)
        process.readyReadStandardError.connect(self._overhear)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._not_started)
        self._rest = b""
        self._said.clear()
        self._process = process
        process.start()

    def _let_go(self) -> QProcess | None:
        """Return the process, if there is one, and hear no more of it."""
        process, self._process = self._process, None
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._listen)
            process.readyReadStandardError.disconnect(self._overhear)
            process.finished.disconnect(self._ended)
            process.errorOccurred.disconnect(self._not_started)
        return process

    def _say(self, message: dict[str, Any]) -> None:
        if self._process is not None:
            self._process.write(json.dumps(message, allow_nan=False).encode() + b"\n")

    def _listen(self) -> None:
        if self._process is None:
            return
        whole = self._rest + self._process.readAllStandardOutput().data()
        *lines, self._rest = whole.split(b"\n")
        for line in lines:
            if line.strip():
                self._hear(json.loads(line))

    def _overhear(self) -> None:
        if self._process is not None:
            self._said += self._process.readAllStandardError().data()
            del self._said[:-20_000]

    def _hear(self, message: dict[str, Any]) -> None:
        if not self.running:
            return
        match message["said"]:
            case "progress":
                self.progressed.emit(
                    RunProgress(
                        message["done"], message["total"], message["reused"], message["left_s"]
                    )
                )
            case "comparison":
                self._finish()
                self.compared.emit(message["file"])
            case "stopped":
                self._finish()
                self.stopped.emit()
            case "failed":
                self._finish()
                self.failed.emit(message["kind"], message["text"], message["report"])

    def _finish(self) -> None:
        self.running = False
        self._patience.stop()

    def _kill(self) -> None:
        """End a process that did not stop in time; a later run starts another."""
        process = self._let_go()
        if process is not None:
            process.finished.connect(process.deleteLater)
            process.kill()
        if self.running:
            self._finish()
            self.stopped.emit()

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._lost("The run process cannot be started; install the program again.")

    def _ended(self, code: int) -> None:
        self._overhear()
        self._lost(
            f"The run process ended unexpectedly (code {code}); nothing was lost: run again."
        )

    def _lost(self, text: str) -> None:
        process = self._let_go()
        if process is not None:
            process.deleteLater()
        if self.running:
            self._finish()
            report = self._said.decode("utf-8", "replace")
            self.failed.emit("environment", text, report)
