"""The client of the preview process: the newest edit is answered, older ones are dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.window.running.process import LineProcess

if TYPE_CHECKING:
    from models.scenario import Scenario


class PreviewClient(QObject):
    """Talks to ``python -P -m models.experiments.previews``.

    `answered` carries the number of the question and a preview; `failed` a number (-1: of no
    question), a kind (``model``, ``environment``, ``defect``), a sentence and a report.
    """

    answered = Signal(int, object)
    failed = Signal(int, str, str, str)

    def __init__(self, parent: QObject) -> None:
        """Start no process yet."""
        super().__init__(parent)
        self._process = LineProcess("models.experiments.previews", "preview process", self)
        self._process.heard.connect(self._hear)
        self._process.lost.connect(self._lost)
        self.asked = 0
        self._full: dict[str, Any] | None = None

    def ask(self, scenario: Scenario) -> int:
        """Ask what a scenario would show; return the number of the question."""
        self.asked += 1
        if not self._process.is_running and self._full is not None:
            self._process.say(self._full)  # a process that is new knows nothing of the run
        tree = scenario.model_dump(mode="json", by_alias=True)
        self._process.say({"do": "preview", "edit": self.asked, "scenario": tree})
        return self.asked

    def compare_with(self, scenario: Scenario, comparison: str, *, now: bool) -> None:
        """Say what was run, and in which file its comparison is: edits are compared with it.

        Args:
            scenario: What was run.
            comparison: The file; it must stay as long as it is compared with.
            now: Whether to start a process for it where there is none, so that it reads ahead.
        """
        tree = scenario.model_dump(mode="json", by_alias=True)
        self._full = {"do": "full", "scenario": tree, "comparison": comparison}
        if now:
            self._process.say(self._full)
        else:
            self._process.say_if_running(self._full)

    def forget(self) -> None:
        """Say that no full run is known any more."""
        self._full = None
        self._process.say_if_running({"do": "forget"})

    def cancel(self) -> None:
        """End what is under way."""
        self._process.say_if_running({"do": "cancel"})

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def kill(self) -> None:
        """End the process now; the next question starts another."""
        self._process.kill()

    def _hear(self, message: dict[str, Any]) -> None:
        match message["said"]:
            case "preview":
                from models.experiments.previews.message import preview_from

                self.answered.emit(message["edit"], preview_from(message["preview"]))
            case "failed":
                edit = -1 if message["edit"] is None else message["edit"]
                self.failed.emit(edit, message["kind"], message["text"], message["report"])

    def _lost(self, text: str, report: str) -> None:
        self.failed.emit(self.asked, "environment", text, report)
