"""The client of the run process: start, progress, pause, cancel, and its death."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.window.running.process import LineProcess

if TYPE_CHECKING:
    from models.scenario import Scenario

_CANCEL_MS = 120


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure one headline difference is by now.

    Attributes:
        metric: Id of the metric.
        target: Id of the design that is compared with the baseline.
        estimate: The difference so far; None: not known yet.
        half_width: Half the length of its interval; None: not known yet.
        enough: Half-width at which the run stops; None: there is no such width.
    """

    metric: str
    target: str
    estimate: float | None
    half_width: float | None
    enough: float | None


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is.

    Attributes:
        done: Cells that are there.
        total: Cells until the stopping rule should be met.
        reused: Cells that came from the library.
        left_s: Seconds that the run should still take; None: not known.
        surenesses: Headline differences so far.
    """

    done: int
    total: int
    reused: int
    left_s: float | None
    surenesses: tuple[Sureness, ...] = ()


class RunClient(QObject):
    """Talks to ``python -P -m models.experiments``; the window never computes itself.

    `compared` carries the name of a JSON file with the comparison; `partial` one of what is
    whole so far, and after how many replications the run should end; `failed` a kind
    (``model``, ``environment``, ``defect``), a sentence, and a report.  Who hears of a file
    removes it.
    """

    started = Signal()
    progressed = Signal(RunProgress)
    paused = Signal(bool)
    partial = Signal(str, int)
    compared = Signal(str)
    stopped = Signal()
    failed = Signal(str, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start no process yet."""
        super().__init__(parent)
        self._process = LineProcess("models.experiments", "run process", self)
        self._process.heard.connect(self._hear)
        self._process.lost.connect(self._lost)
        self.running = False
        self.is_paused = False
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
        self.running, self.is_paused = True, False
        self.started.emit()
        tree = scenario.model_dump(mode="json", by_alias=True)
        self._process.say({"do": "start", "scenario": tree, "library": library})

    def pause(self) -> None:
        """Hold the run after the cells that are under way, or let it go on."""
        if self.running:
            self._process.say_if_running({"do": "resume" if self.is_paused else "pause"})

    def cancel(self) -> None:
        """Ask the run to stop; a process that does not answer at once is ended."""
        if self.running:
            self._process.say_if_running({"do": "cancel"})
            self._patience.start()

    def close(self) -> None:
        """End the process."""
        self.running = False
        self._process.close()

    def _hear(self, message: dict[str, Any]) -> None:
        if not self.running:
            if "file" in message:  # it came too late
                Path(message["file"]).unlink(missing_ok=True)
            return
        match message["said"]:
            case "progress":
                self.progressed.emit(_progress(message))
            case "partial":
                self.partial.emit(message["file"], message["expected"])
            case "paused" | "resumed" as state:
                self.is_paused = state == "paused"
                self.paused.emit(self.is_paused)
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
        self.running = self.is_paused = False
        self._patience.stop()

    def _kill(self) -> None:
        """End a process that did not stop in time; a later run starts another."""
        self._process.kill()
        if self.running:
            self._finish()
            self.stopped.emit()

    def _lost(self, text: str, report: str) -> None:
        if self.running:
            self._finish()
            self.failed.emit("environment", f"{text} Run again.", report)


def _progress(message: dict[str, Any]) -> RunProgress:
    surenesses = (
        Sureness(
            each["metric"], each["target"], each["estimate"], each["half_width"], each["enough"]
        )
        for each in message["precisions"]
    )
    return RunProgress(
        message["done"],
        message["expected"],
        message["reused"],
        message["left_s"],
        tuple(surenesses),
    )
