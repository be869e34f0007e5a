"""The command, and the process that verifies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.resources import scenarios_folder
from app.window.running.process import LineProcess

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from app.window.actions import Actions
    from app.window.believing.belief_window import BeliefWindow


class BeliefControl(QObject):
    """Talks to ``python -P -m models.verification``.

    `listed` carries all cases, `progressed` done, total and title, `found` what came of a run,
    `ended` that nothing runs any more, with a sentence.
    """

    listed = Signal(dict)
    progressed = Signal(int, int, str)
    found = Signal(dict)
    ended = Signal(str)

    def __init__(self, window: QWidget) -> None:
        """Start no process yet."""
        super().__init__(window)
        self._window = window
        self._process = LineProcess("models.verification", "verifying process", self)
        self._process.heard.connect(self._hear)
        self._process.lost.connect(self._lost)
        self.running = ""
        self.panel: BeliefWindow | None = None

    def connect_commands(self, actions: Actions) -> None:
        """Do what the command of the help menu asks for."""
        actions.on("help.believe", self.show)

    def show(self) -> BeliefWindow:
        """Show the window; there is one."""
        from app.window.believing.belief_window import BeliefWindow

        if self.panel is None:
            self.panel = BeliefWindow(self._window, self)
            self.panel.destroyed.connect(self._forget)
            self._process.say({"do": "list"})
        if self.panel.isVisible():
            self.panel.raise_()
        self.panel.show()
        self.panel.activateWindow()
        return self.panel

    def _forget(self) -> None:
        self.panel = None
        self.running = ""
        self._process.kill()

    def run(self, what: str, ids: Sequence[str] = ()) -> None:
        """Run cases of ``golden`` or ``incidents``; without ids all of them."""
        if self.running:
            return
        self.running = what
        folder = str(scenarios_folder())
        self._process.say({"do": what, "folder": folder, "ids": list(ids), "seed": None})

    def cancel(self) -> None:
        """End the run now; what was found before stays."""
        if self.running:
            self.running = ""
            self._process.kill()
            self.ended.emit("Cancelled; nothing of this run is kept.")

    def close(self) -> None:
        """End the process."""
        self.running = ""
        self._process.close()

    def _hear(self, message: dict[str, Any]) -> None:
        match message["said"]:
            case "cases":
                self.listed.emit(message)
            case "progress":
                self.progressed.emit(message["done"], message["total"], message["title"])
            case "found":
                self.running = ""
                self.found.emit(message)
            case "failed":
                self.running = ""
                self.ended.emit(f"The run failed: {message['text']}")

    def _lost(self, text: str, _report: str) -> None:
        self.running = ""
        self.ended.emit(text)
