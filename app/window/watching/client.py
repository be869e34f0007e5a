"""The client of the recording process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.window.running.process import LineProcess

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.scenario import Scenario


class RecordingClient(QObject):
    """Talks to ``python -P -m models.experiments.recordings``.

    `recorded` carries traces by design, once all that were asked for are there; `failed` a kind,
    a sentence and a report.
    """

    recorded = Signal(object)  # a dict as such would come out sorted by its keys
    failed = Signal(str, str, str)

    def __init__(self, parent: QObject) -> None:
        """Start no process yet."""
        super().__init__(parent)
        self._process = LineProcess("models.experiments.recordings", "recording process", self)
        self._process.heard.connect(self._hear)
        self._process.lost.connect(self._lost)
        self._asked = 0
        self._waiting: set[str] = set()
        self._found: dict[str, object] = {}

    @property
    def busy(self) -> bool:
        """Whether something is being recorded."""
        return bool(self._waiting)

    def record(self, scenario: Scenario, designs: Sequence[str], replication: int) -> None:
        """Record a replication of some designs; what is under way is dropped."""
        if self.busy:
            self.cancel()
        self._asked += 1
        self._waiting, self._found = set(designs), {}
        tree = scenario.model_dump(mode="json", by_alias=True)
        for design in designs:
            self._process.say(
                {
                    "do": "record",
                    "ask": self._asked,
                    "scenario": tree,
                    "design": design,
                    "replication": replication,
                }
            )

    def cancel(self) -> None:
        """Drop what is under way."""
        self._waiting = set()
        self._process.kill()

    def close(self) -> None:
        """End the process."""
        self._waiting = set()
        self._process.close()

    def _hear(self, message: dict[str, Any]) -> None:
        file = Path(message["file"]) if message["said"] == "recorded" else None
        try:
            if message["ask"] != self._asked or not self._waiting:
                return
            if file is None:
                self._waiting = set()
                self.failed.emit(message["kind"], message["text"], message["report"])
                return
            self._read(message["design"], file)
        finally:
            if file is not None:
                file.unlink(missing_ok=True)

    def _read(self, design: str, file: Path) -> None:
        from models.errors import ModelError
        from models.trace import open_trace

        try:
            # As if a person opened it: what is shown can be explained, or is refused here.
            self._found[design] = open_trace(file).trace
        except (OSError, ModelError) as error:
            self._waiting = set()
            self.failed.emit("environment", str(error), "")
            return
        self._waiting.discard(design)
        if not self._waiting:
            self.recorded.emit(dict(self._found))

    def _lost(self, text: str, report: str) -> None:
        if self.busy:
            self._waiting = set()
            self.failed.emit("environment", text, report)
