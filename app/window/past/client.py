"""The client of the archive process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.window.running.process import LineProcess

if TYPE_CHECKING:
    from models.comparison import Comparison


class ArchiveClient(QObject):
    """Talks to ``python -P -m models.experiments.archive``.

    `listed` carries runs as mappings, newest first; `fetched` the number of a run, its scenario and
    its comparison; `failed` a kind, a sentence and a report.
    """

    listed = Signal(object)
    fetched = Signal(int, object, object)
    failed = Signal(str, str, str)

    def __init__(self, parent: QObject) -> None:
        """Start no process yet."""
        super().__init__(parent)
        self._process = LineProcess("models.experiments.archive", "archive process", self)
        self._process.heard.connect(self._hear)
        self._process.lost.connect(self._lost)

    def list_runs(self, library: Path) -> None:
        """Ask for all runs."""
        self._process.say({"do": "list", "library": str(library)})

    def fetch(self, library: Path, run: int) -> None:
        """Ask for one run."""
        self._process.say({"do": "fetch", "library": str(library), "run": run})

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def _hear(self, message: dict[str, Any]) -> None:
        match message["said"]:
            case "runs":
                self.listed.emit(message["runs"])
            case "fetched":
                self._read(message)
            case "failed":
                self.failed.emit(message["kind"], message["text"], message["report"])

    def _read(self, message: dict[str, Any]) -> None:
        from models.comparison import from_json
        from models.errors import ModelError
        from models.scenario.scenario import Scenario

        file = Path(message["comparison"])
        try:
            comparison: Comparison = from_json(file.read_text(encoding="utf-8"))
            scenario = Scenario.model_validate(message["scenario"])
        except (OSError, ModelError, ValueError) as error:
            self.failed.emit("environment", f"run {message['run']} cannot be read: {error}", "")
        else:
            self.fetched.emit(message["run"], scenario, comparison)
        finally:
            file.unlink(missing_ok=True)

    def _lost(self, text: str, report: str) -> None:
        self.failed.emit("environment", text, report)
