"""The document that canvas, outline, inspector and run look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.window.document.drafts import Draft, Drafts
from app.window.document.files import StoredFile, load, store
from app.window.document.history import History
from app.window.document.pace import Pace
from app.window.governed import Governed, govern
from app.window.objects import ObjectRef, find
from models.formats import check_edit, check_scenario
from models.scenario.building import laid_out, pinned
from models.scenario.edits import with_value
from models.scenario.sameness import same_run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from models.errors import ScenarioError
    from models.scenario import Scenario


class Document(QObject):
    """One scenario and everything that the window remembers about it.

    `scenario_changed` follows every change of the scenario, `opened` only another file.  What
    draws the scenario takes its turn at the `pace` of frames.
    `refused` says that an edit was not made, because another window has the file.
    """

    opened = Signal()
    scenario_changed = Signal()
    design_changed = Signal()
    selection_changed = Signal()
    stored = Signal()
    refused = Signal()
    about_to_open = Signal()

    def __init__(self) -> None:
        """Start without a scenario."""
        super().__init__()
        self._history: History | None = None
        self._governed: dict[str, tuple[Scenario, Governed]] = {}
        self._checked: tuple[Scenario, list[ScenarioError]] | None = None
        self.drafts = Drafts(self)
        self.pace = Pace(self)
        self.file: StoredFile | None = None
        self._origin: StoredFile | None = None
        self.design = ""
        self.selection: tuple[ObjectRef, ...] = ()
        self.read_only = False

    # -- what it holds -------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether a scenario is open."""
        return self._history is not None

    @property
    def history(self) -> History:
        """All states of the open scenario."""
        if self._history is None:
            message = "no scenario is open"
            raise RuntimeError(message)
        return self._history

    @property
    def scenario(self) -> Scenario:
        """The open scenario."""
        return self.history.scenario

    @property
    def is_dirty(self) -> bool:
        """Whether something would be lost on closing."""
        return self._history is not None and self._history.is_dirty

    @property
    def would_lose(self) -> bool:
        """Whether a crash would lose something: unsaved edits, or drafts."""
        return self._history is not None and (self.is_dirty or bool(self.drafts.all))

    @property
    def name(self) -> str:
        """Title of the scenario, or the name of its file."""
        if self._history is None:
            return ""
        return self.scenario.title or (self.file.path.name if self.file else "Untitled")

    @property
    def design_index(self) -> int:
        """Place of the current design in the file."""
        return list(self.scenario.designs).index(self.design)

    def governed(self, design: str | None = None) -> Governed:
        """Return the scenario under a design; default: the current one.

        Raises:
            ScenarioError: The design's `extends` lead to nothing or in a circle.
        """
        wanted = self.design if design is None else design
        known = self._governed.get(wanted)
        if known is None or known[0] is not self.scenario:
            before = known[1] if known is not None else None
            others = (other for of, other in self._governed.values() if of is self.scenario)
            known = (self.scenario, govern(self.scenario, wanted, before, next(others, None)))
            self._governed[wanted] = known
        return known[1]

    @property
    def problems(self) -> list[ScenarioError]:
        """Everything that stops a run, drafts first; empty: all that one sees can be run."""
        return [*self.drafts.errors, *self.faults]

    @property
    def faults(self) -> list[ScenarioError]:
        """What keeps the scenario from being run, whatever was typed and does not fit yet."""
        scenario = self.scenario
        if self._checked is None or not same_run(self._checked[0], scenario):
            self._checked = (scenario, check_scenario(scenario))
        return self._checked[1]

    @property
    def baseline(self) -> str:
        """Design that the others are compared with."""
        named = self.scenario.experiment.baseline
        return named if named in self.scenario.designs else next(iter(self.scenario.designs))

    # -- files ---------------------------------------------------------------------------

    def open(self, path: Path, *, as_copy: bool = False, layout: bool = True) -> None:
        """Open a file, with its *layout* or without.

        *as_copy* leaves it alone: saving asks for a new name.

        Raises:
            ScenarioError: One thing is wrong with it; the open scenario stays.
            ScenarioErrors: Several are.
            OSError: It cannot be read.
        """
        scenario, file = load(path, layout=layout)
        self._begin(History.starting(scenario), None if as_copy else file, file)

    def start(self, scenario: Scenario) -> None:
        """Go on with a scenario that has no file yet."""
        self._begin(History.starting(scenario), None, None)

    def recover(
        self, scenario: Scenario, file: StoredFile | None, drafts: Iterable[Draft] = ()
    ) -> None:
        """Open unsaved work; it is dirty, and *file* is only written when the user saves."""
        history = History.starting(scenario)
        history.saved = -1
        self._begin(history, file, file)
        self.drafts.keep(scenario, *drafts)

    def _begin(self, history: History, file: StoredFile | None, origin: StoredFile | None) -> None:
        self.about_to_open.emit()
        self._history = history
        self._governed.clear()
        self.drafts.clear()
        self.file = file
        self._origin = origin
        self.read_only = False
        self.design = self.baseline
        self.selection = ()
        self.opened.emit()
        self.scenario_changed.emit()
        self.stored.emit()
        self.pace.catch_up()

    @property
    def origin(self) -> StoredFile | None:
        """The file that the scenario came from: its comments are kept."""
        return self.file or self._origin

    def set_read_only(self, read_only: bool) -> None:
        """Refuse edits, or take them again."""
        self.read_only = read_only

    def detach(self) -> None:
        """Go on with a copy: edits are taken, saving asks for a name."""
        self.file = None
        self.read_only = False
        self.stored.emit()

    def save(self, path: Path, *, overwrite: bool = False) -> None:
        """Write the scenario to a file, keeping comments.

        Raises:
            ChangedOnDiskError: Somebody else changed the file; nothing is written.
            OSError: It cannot be written; it is still dirty.
        """
        self.file = store(path, self.scenario, self.origin, overwrite=overwrite)
        self._origin = self.file
        self.read_only = False
        self.history.mark_saved()
        self.stored.emit()

    # -- edits ---------------------------------------------------------------------------

    def edit(self, name: str, change: Callable[[Scenario], Scenario]) -> None:
        """Go on to what *change* makes of the scenario.

        What is only missing yet, such as a fleet's resources, and what was wrong before does
        not stop an edit: it is in `faults`.

        Raises:
            pydantic.ValidationError: The change does not fit; nothing happens.
            ScenarioError: The scenario would no longer hold together; nothing happens.
        """
        changed = change(self.scenario)
        if changed is self.scenario:
            return
        errors, contradiction = check_edit(changed, self.faults)
        if contradiction is not None:
            raise contradiction
        self._checked = (changed, errors)
        self._go_on(name, changed)

    def _go_on(self, name: str, changed: Scenario) -> None:
        if self.read_only:
            self.refused.emit()
            self.scenario_changed.emit()  # what was dragged or typed goes back
            return
        self.history.add(name, changed)
        self._after_change()

    def move(
        self,
        positions: Mapping[str, tuple[int, int]],
        standing: Mapping[str, tuple[int, int]] | None = None,
    ) -> None:
        """Remember where cards were dropped, and where the others stand that had no place yet."""
        layout = {**pinned(self.scenario, standing or {}).layout, **positions}
        what = "card" if len(positions) == 1 else f"{len(positions)} cards"
        self._go_on(f"Move {what}", with_value(self.scenario, ("layout",), layout))

    def clear_layout(self) -> None:
        """Forget where cards were put; what is folded stays so."""
        changed = laid_out(self.scenario)
        if changed is not self.scenario:
            self._go_on("Arrange", changed)

    def undo(self) -> None:
        """Take the last edit back."""
        if self.history.undo():
            self._after_change()

    def go_to(self, at: int) -> None:
        """Go to a state of the history by its place."""
        if self.history.go_to(at):
            self._after_change()

    def redo(self) -> None:
        """Bring the next edit back."""
        if self.history.redo():
            self._after_change()

    def _after_change(self) -> None:
        if self.design not in self.scenario.designs:
            self.design = self.baseline
            self.design_changed.emit()
        before = self.selection
        self.selection = tuple(ref for ref in before if find(self.scenario, ref) is not None)
        self.drafts.follow(self.scenario)
        self.scenario_changed.emit()
        self.stored.emit()
        if self.selection != before:
            self.selection_changed.emit()

    # -- what is looked at ---------------------------------------------------------------

    def show_design(self, design: str) -> None:
        """Look at the organisation as another design binds it."""
        if design != self.design:
            self.design = design
            self.design_changed.emit()

    def select(self, refs: tuple[ObjectRef, ...]) -> None:
        """Select objects."""
        if refs != self.selection:
            self.selection = refs
            self.selection_changed.emit()
