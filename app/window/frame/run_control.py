"""Starting and ending runs, and handing on what they say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.window.running import RunClient, RunProgress
from models.errors import EnvironmentFault, ModelError
from models.formats import check_scenario
from models.scenario.sameness import same_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.actions import Actions
    from app.window.document import Document
    from app.window.frame.problems import Problems
    from app.window.frame.top_bar import TopBar
    from app.window.strip import Strip
    from models.comparison import Comparison
    from models.scenario import Scenario


class RunControl(QObject):
    """One run at a time; editing goes on while it runs.

    `compared` carries the scenario that was run, its comparison, and the file that holds it until
    the next one.
    """

    compared = Signal(object, object, object)
    defect = Signal(str)
    state_changed = Signal(bool)

    def __init__(
        self,
        document: Document,
        bar: TopBar,
        strip: Strip,
        problems: Problems,
        say: Callable[[str], None],
    ) -> None:
        """Run the scenario of *document*."""
        super().__init__()
        self._document = document
        self._bar = bar
        self._strip = strip
        self._problems = problems
        self._say = say
        self._asked: Scenario | None = None
        self._shown: Scenario | None = None
        self._file: Path | None = None
        self.client = RunClient(self)
        self.client.started.connect(self._started)
        self.client.progressed.connect(self._progressed)
        self.client.paused.connect(self._bar.show_paused)
        self.client.compared.connect(self._read)
        self.client.stopped.connect(self._stopped)
        self.client.failed.connect(self._failed)
        document.scenario_changed.connect(self._check_age)
        document.opened.connect(self._forget)

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on runs ask for."""
        actions.on("run.start", self.start)
        actions.on("run.cancel", self.cancel)
        actions.on("run.pause", self.client.pause)

    def start(self) -> None:
        """Run what is open, as it stands."""
        if not self._document.is_open or self.client.running:
            return
        scenario = self._document.scenario
        found = check_scenario(scenario)
        if found:
            self._problems.show_errors("The scenario cannot be run yet", found)
            return
        self._problems.hide()
        self._asked = scenario
        from app.resources import library_file

        self.client.start(scenario, str(library_file()))

    def cancel(self) -> None:
        """Stop the run."""
        if self.client.running:
            self._bar.left.show_text("stopping")
            self.client.cancel()

    def close(self) -> None:
        """End the process."""
        self.client.close()
        self._drop_file()

    def _drop_file(self) -> None:
        if self._file is not None:
            self._file.unlink(missing_ok=True)
            self._file = None

    # -- what the process says -----------------------------------------------------------

    def _started(self) -> None:
        self._bar.show_running()
        self.state_changed.emit(True)
        self._say("Running")

    def _progressed(self, progress: RunProgress) -> None:
        self._bar.show_progress(progress)
        self._strip.show_progress(progress)

    def _read(self, name: str) -> None:
        self._idle()
        from models.comparison import from_json

        self._drop_file()
        self._file = file = Path(name)
        try:
            comparison: Comparison = from_json(file.read_text(encoding="utf-8"))
        except (OSError, ModelError, ValueError) as error:
            self._problems.show_errors("The result cannot be read", [error])
            return
        if self._asked is None:
            return
        self._shown = self._asked
        self._strip.show_comparison(comparison)
        self._check_age()
        self.compared.emit(self._shown, comparison, file)
        cells = f"{comparison.computed} computed, {comparison.reused} from the library"
        self._say(f"Compared with {comparison.replications} replications: {cells}")

    def _stopped(self) -> None:
        self._idle()
        self._say("Cancelled; finished replications are kept")

    def _failed(self, kind: str, text: str, report: str) -> None:
        self._idle()
        self._say("The run failed")
        if kind == "defect":
            self.defect.emit(report or text)
        else:
            self._problems.show_errors("The run failed", [EnvironmentFault(text)])

    def _idle(self) -> None:
        self._bar.show_idle()
        self._strip.show_progress(None)
        self.state_changed.emit(False)

    # -- age of the figures --------------------------------------------------------------

    def _forget(self) -> None:
        if self.client.running:
            self.client.cancel()
        self._asked = None
        self._shown = None

    def _check_age(self) -> None:
        if self._shown is not None and self._document.is_open:
            self._strip.mark_outdated(not same_run(self._shown, self._document.scenario))
