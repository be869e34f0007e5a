"""What an edit would do: asked of a warm process after every change, shown in the strip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.window.asking.client import PreviewClient
from models.scenario.sameness import same_run

if TYPE_CHECKING:
    from pathlib import Path

    from app.window.actions import Actions
    from app.window.document import Document
    from app.window.settings import Memory
    from app.window.strip import Strip
    from models.experiments.previews import Preview
    from models.scenario import Scenario

_EDIT_MS, _OPEN_MS = 60, 400
"""How long to wait for more edits, and after a file is opened for the window to be painted."""

_KEPT = 40
"""Previews kept: undo shows them at once."""

_UNDER_WAY = "asking…"


@dataclass(frozen=True, slots=True)
class _Known:
    scenario: Scenario
    preview: Preview


class WhatIf(QObject):
    """Keeps the strip in step with the scenario while it is edited.

    `said` carries a sentence for the status bar, `defect` a report, `previewed` what was shown.
    """

    said = Signal(str)
    defect = Signal(str)
    previewed = Signal(object)

    def __init__(self, document: Document, strip: Strip, memory: Memory) -> None:
        """Follow *document*."""
        super().__init__()
        self._document, self._strip, self._memory = document, strip, memory
        self.client = PreviewClient(self)
        self.is_live = memory.is_live()
        self._run: Scenario | None = None
        self._asked: tuple[int, Scenario] | None = None
        self._known: list[_Known] = []
        self._first: tuple[int, Scenario] | None = None
        self._shown: Preview | None = None
        self._failed: Scenario | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._ask)
        self.client.answered.connect(self._answered)
        self.client.failed.connect(self._fail)
        document.opened.connect(self._forget)
        self._turn = document.pace.join()
        document.scenario_changed.connect(self._turn.ask)
        self._turn.came.connect(self.follow)

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on previews ask for."""
        actions["run.live"].setChecked(self.is_live)
        actions.on("run.live", lambda: self.set_live(not self.is_live))

    def set_live(self, live: bool) -> None:
        """Preview every edit, or none."""
        self.is_live = live
        self._memory.remember_live(live)
        self.said.emit("Every edit is previewed" if live else "Edits are not previewed")
        if live:
            self.follow()
        else:
            self._timer.stop()
            self._asked = self._shown = None
            self.client.close()
            self._strip.show_preview(None)

    def take_run(self, scenario: Scenario, file: Path) -> None:
        """Take a full run as what edits are compared with.

        Args:
            scenario: What was run.
            file: Where its comparison stands as JSON; it must stay until the next run.
        """
        self._run, self._known, self._shown, self._asked = scenario, [], None, None
        self.client.compare_with(scenario, str(file), now=self.is_live)
        self.follow()

    def close(self) -> None:
        """End the process; what was edited last is not asked any more."""
        self._turn.skip()
        self._timer.stop()
        self.client.close()

    # -- following -----------------------------------------------------------------------

    def _forget(self) -> None:
        self._run, self._known, self._shown, self._asked = None, [], None, None
        self._failed = self._first = None
        self._timer.stop()
        self.client.forget()

    def follow(self) -> None:
        """Show what is known of the scenario as it stands, or ask."""
        self._turn.skip()
        if not (self._document.is_open and self.is_live):
            return
        scenario = self._document.scenario
        if self._run is not None and same_run(self._run, scenario):
            self._stop_asking()
            self._show(None)
            return
        if self._document.faults:
            self._stop_asking()
            self._shown = None
            self._strip.show_preview(None, "no preview yet: something is missing")
            return
        known = next((k for k in reversed(self._known) if same_run(k.scenario, scenario)), None)
        if known is not None:
            self._stop_asking()
            self._show(known.preview)
        elif self._asked is None or not same_run(self._asked[1], scenario):
            if self._failed is not None and same_run(self._failed, scenario):
                return
            self._strip.show_preview(self._shown, _UNDER_WAY)
            first = self._shown is None and self._run is None
            self._timer.start(_OPEN_MS if first else _EDIT_MS)

    def _stop_asking(self) -> None:
        self._timer.stop()
        if self._asked is not None:
            self._asked = None
            self.client.cancel()

    def _ask(self) -> None:
        scenario = self._document.scenario
        self._asked = (self.client.ask(scenario), scenario)

    def _answered(self, number: int, preview: Preview) -> None:
        if self._asked is not None and number == self._asked[0]:
            self._first = self._first or self._asked
            self._keep(self._asked[1], preview)
            self._asked = None
            self.follow()
        elif self._first is not None and number == self._first[0]:
            self._refine(self._first[1], preview)

    def _keep(self, scenario: Scenario, preview: Preview) -> None:
        self._known = [*self._known, _Known(scenario, preview)][-_KEPT:]

    def _refine(self, scenario: Scenario, preview: Preview) -> None:
        """Take a better answer to what was asked first; newer edits are answered anew from it."""
        self._known = []
        self._keep(scenario, preview)
        if self._run is None:
            self.follow()

    def _show(self, preview: Preview | None) -> None:
        self._shown = preview
        self._strip.show_preview(preview)
        self.previewed.emit(preview)
        if preview is not None and preview.still:
            self.said.emit(preview.still)

    def _fail(self, number: int, kind: str, text: str, report: str) -> None:
        if self._asked is None or number not in (-1, self._asked[0]):
            if kind == "environment" and self._asked is None:
                self.said.emit(f"{text} The next edit starts another.")
            return
        self._failed, self._asked = self._asked[1], None
        self._strip.show_preview(None, "no preview")
        if kind == "defect":
            self.defect.emit(report or text)
        else:
            self.said.emit(f"No preview: {text}")
