"""Starting, queueing and ending runs, and handing on what they say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.window.running import RunClient, RunProgress, RunQueue, WaitingRun
from models.errors import EnvironmentFault, ModelError
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
    """One run at a time, others wait; editing goes on while it runs.

    `compared` carries the scenario that was run, its comparison, and the file that holds it until
    the next one; `told_so_far` the scenario of a run that is under way, the comparison of what is
    whole of it, and after how many replications it should end; `ended` two sentences for somebody
    who looks elsewhere.
    """

    compared = Signal(object, object, object)
    told_so_far = Signal(object, object, int)
    ended = Signal(str, str)
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
        self._told_edited = False
        self.queue = RunQueue(self)
        self.queue.changed.connect(self._tell_waiting)
        self.client = RunClient(self)
        self.client.started.connect(self._started)
        self.client.progressed.connect(self._progressed)
        self.client.paused.connect(self._bar.show_paused)
        self.client.partial.connect(self._read_partial)
        self.client.compared.connect(self._read)
        self.client.stopped.connect(self._stopped)
        self.client.failed.connect(self._failed)
        document.scenario_changed.connect(self._check_age)
        document.opened.connect(self._forget)

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on runs ask for."""
        actions.on("run.start", self.start)
        actions.on("run.queue", self.run_afterwards)
        actions.on("run.cancel", self.cancel)
        actions.on("run.pause", self.client.pause)

    def start(self) -> None:
        """Run what is open, as it stands."""
        if not self.client.running and self._can_run():
            self._begin(self._document.scenario)

    def run_afterwards(self) -> None:
        """Run what is open as it stands, when the run that is under way and all others are done."""
        if not self.client.running:
            self.start()
            return
        if not self._can_run():
            return
        scenario = self._document.scenario
        if self._asked is not None and same_run(self._asked, scenario):
            self._say("The scenario as it stands is being run")
        elif any(same_run(run.scenario, scenario) for run in self.queue.runs):
            self._say("The scenario as it stands waits for its run already")
        else:
            edit = self._document.history.undo_name
            name = self._document.name + (f", after “{edit}”" if edit else "")
            self.queue.add(WaitingRun(scenario, name))
            self._say(f"Run {len(self.queue.runs)} that waits: {name}")

    def _can_run(self) -> bool:
        """Whether what is open can be run; if not, it is said why."""
        if not self._document.is_open:
            return False
        found = self._document.problems
        if found:
            self._problems.show_errors("The scenario cannot be run yet", found)
            return False
        self._problems.hide()
        return True

    def _begin(self, scenario: Scenario) -> None:
        self._asked, self._told_edited = scenario, False
        from app.resources import library_file

        self.client.start(scenario, str(library_file()))

    def _go_on(self) -> None:
        """Begin the run that waits first."""
        waiting = None if self.client.running else self.queue.take()
        if waiting is not None:
            self._begin(waiting.scenario)
            self._say(f"Running {waiting.name}")

    def cancel(self) -> None:
        """Stop the run."""
        if self.client.running:
            self._bar.left.show_text("stopping")
            self.client.cancel()

    @property
    def told_ending(self) -> str:
        """What closing would end, in two sentences."""
        more = len(self.queue.runs)
        others = f", {more} more wait" if more > 1 else ", one more waits" if more else ""
        return (
            f"A run is under way{others}. Replications that are whole stay in the library, and the "
            "next run goes on from there."
        )

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

    def _tell_waiting(self) -> None:
        self._bar.show_waiting([run.name for run in self.queue.runs])

    def _read_partial(self, name: str, expected: int) -> None:
        comparison = self._comparison_in(Path(name))
        Path(name).unlink(missing_ok=True)
        if comparison is not None and self._asked is not None:
            self._strip.show_so_far(comparison, expected)
            self.told_so_far.emit(self._asked, comparison, expected)

    def _comparison_in(self, file: Path) -> Comparison | None:
        """Read a comparison; None: it cannot be read, which is said."""
        from models.comparison import from_json

        try:
            return from_json(file.read_text(encoding="utf-8"))
        except (OSError, ModelError, ValueError) as error:
            self._problems.show_errors("The result cannot be read", [error])
            return None

    def _read(self, name: str) -> None:
        self._idle()
        self._drop_file()
        self._file = file = Path(name)
        comparison = self._comparison_in(file)
        if comparison is not None and self._asked is not None:
            self._shown = self._asked
            self._strip.show_comparison(comparison)
            self._check_age()
            self.compared.emit(self._shown, comparison, file)
            cells = f"{comparison.computed} computed, {comparison.reused} from the library"
            told = f"Compared with {comparison.replications} replications: {cells}"
            self._say(told)
            self.ended.emit(f"Run finished: {self._shown.title}", told)
        self._go_on()

    def _stopped(self) -> None:
        self._idle()
        self._say("Cancelled; finished replications are kept")
        self._go_on()

    def _failed(self, kind: str, text: str, report: str) -> None:
        self._idle()
        self._say("The run failed")
        self.ended.emit("The run failed", text)
        if kind == "defect":
            self.defect.emit(report or text)
        else:
            self._problems.show_errors("The run failed", [EnvironmentFault(text)])
        self._go_on()

    def _idle(self) -> None:
        self._bar.show_idle()
        self._strip.show_progress(None)
        self.state_changed.emit(False)

    # -- age of the figures --------------------------------------------------------------

    def _forget(self) -> None:
        if self.queue.runs:
            self._say(f"Dropped with the other file: {_named(self.queue.runs)}")
            self.queue.clear()
        if self.client.running:
            self.client.cancel()
        self._asked = None
        self._shown = None

    def _check_age(self) -> None:
        if self._shown is not None and self._document.is_open:
            self._strip.mark_outdated(not same_run(self._shown, self._document.scenario))
        if self.client.running and self._asked is not None and self._document.is_open:
            self._tell_edited(edited=not same_run(self._asked, self._document.scenario))

    def _tell_edited(self, *, edited: bool) -> None:
        """Say, once, that a run is not of what one sees now."""
        self._strip.mark_run_edited(edited)
        if edited and not self._told_edited:
            self._told_edited = True
            self._say("The run goes on with the scenario as it was started (Shift+F5 for this one)")


def _named(runs: tuple[WaitingRun, ...]) -> str:
    """Return how many runs there are, in words."""
    return "1 run that waited" if len(runs) == 1 else f"{len(runs)} runs that waited"
