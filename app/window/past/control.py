"""Docks for what was; they are built when they are asked for first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.resources import library_file
from app.window.past.client import ArchiveClient
from app.window.past.edits import EditList
from app.window.past.runs import RunList

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.window.actions import Actions
    from app.window.docks import SideDocks
    from app.window.document import Document
    from models.comparison import Comparison
    from models.scenario import Scenario


class PastControl(QObject):
    """`run_shown` carries the number of an earlier run, its scenario and its comparison."""

    run_shown = Signal(int, object, object)
    said = Signal(str)
    defect = Signal(str)

    def __init__(self, docks: SideDocks, document: Document) -> None:
        """Show what was of *document* in docks."""
        super().__init__(docks)
        self._docks, self._document = docks, document
        self.client = ArchiveClient(self)
        self.edits: EditList | None = None
        self.runs: RunList | None = None
        self._wanted: dict[int, str] = {}
        self._digest = ""
        self._pinned: tuple[int, Scenario, Comparison] | None = None
        self._last: tuple[Scenario, Comparison] | None = None
        self.client.listed.connect(self._listed)
        self.client.fetched.connect(self._fetched)
        self.client.failed.connect(self._failed)
        document.scenario_changed.connect(self._tell)
        document.opened.connect(self._forget)

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on the past ask for."""
        actions.on("view.edits", self.toggle_edits)
        actions.on("view.runs", self.toggle_runs)

    def close(self) -> None:
        """End the process."""
        self.client.close()

    # -- docks -------------------------------------------------------------------------------

    def toggle_edits(self) -> None:
        """Show the history of edits, or hide it."""

        def build() -> QWidget:
            self.edits = EditList(self._document)
            self.edits.show_history()
            return self.edits

        self._docks.toggle("History", build)

    def toggle_runs(self) -> None:
        """Show earlier runs, or hide them."""

        def build() -> QWidget:
            self.runs = RunList()
            self.runs.show_asked.connect(lambda run: self._ask(run, "show"))
            self.runs.pin_asked.connect(self._pin)
            self.runs.show_pinned(self.pinned[0])
            self._tell()
            return self.runs

        if self._docks.toggle("Earlier runs", build):
            self.client.list_runs(library_file())

    # -- earlier runs --------------------------------------------------------------------------

    def finished(self, scenario: Scenario, comparison: Comparison) -> None:
        """Take note of a run that has finished."""
        self._last = (scenario, comparison)
        if self._docks.shows("Earlier runs"):
            self.client.list_runs(library_file())
        self._tell()

    @property
    def pinned(self) -> tuple[int, str]:
        """Number and digest of the pinned run; 0: none is pinned."""
        return (0, "") if self._pinned is None else (self._pinned[0], self._pinned[2].digest)

    def pin_again(self, run: int, digest: str) -> None:
        """Pin a run as it was pinned before, if the library still has it under its number."""
        self._digest = digest
        if run:
            self._ask(run, "pin again")

    def _forget(self) -> None:
        """Let go of what is another file's."""
        self._pinned = self._last = None
        self._wanted.clear()
        if self.runs is not None:
            self.runs.show_pinned(0)

    def _ask(self, run: int, purpose: str) -> None:
        self._wanted[run] = purpose
        self.client.fetch(library_file(), run)

    def _pin(self, run: int) -> None:
        if run:
            self._ask(run, "pin")
            return
        self._pinned = None
        if self.runs is not None:
            self.runs.show_pinned(0)

    def _listed(self, runs: list[dict[str, object]]) -> None:
        if self.runs is not None:
            self.runs.show_runs(runs)

    def _fetched(self, run: int, scenario: Scenario, comparison: Comparison) -> None:
        purpose = self._wanted.pop(run, "")
        if purpose == "pin again" and comparison.digest != self._digest:
            return  # another library, with other runs
        if purpose.startswith("pin"):
            self._pinned = (run, scenario, comparison)
            if self.runs is not None:
                self.runs.show_pinned(run)
            self._tell()
        elif purpose:
            self.run_shown.emit(run, scenario, comparison)
            self.said.emit(f"Run {run} as it was; the scenario in the window is untouched")

    def _tell(self) -> None:
        """Say what is other since the pinned run."""
        if self._pinned is None or self.runs is None or not self._document.is_open:
            return
        run, before, then = self._pinned
        self.runs.show_since(run, then, before, self._last, self._document.scenario)

    def _failed(self, kind: str, text: str, report: str) -> None:
        is_remembered = set(self._wanted.values()) == {"pin again"} and self.runs is None
        self._wanted.clear()
        if is_remembered and kind != "defect":
            return  # nobody asked for it just now
        if kind == "defect":
            self.defect.emit(report or text)
        if self.runs is not None:
            self.runs.show_failure(text)
        self.said.emit(text)
