"""Opening and saving: dialogs, questions, problems."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.resources import scenarios_folder
from app.window.document import ChangedOnDiskError
from app.window.frame.problems import errors_of
from app.window.look.saving import SCENARIOS, ask_where
from app.window.look.waiting import waiting
from models.errors import ModelError, ScenarioError
from models.formats import TRACE_SUFFIX, is_trace, keeps_comments
from models.scenario.building import blank, hidden_cards, lost_places
from models.scenario.building.naming import stem_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.window.actions import Actions
    from app.window.document import Document
    from app.window.frame.problems import Problems
    from app.window.keeping.claims import Claims
    from app.window.question import Question
    from app.window.settings import Memory
    from models.scenario import Scenario

_OPENED = f"Scenarios and traces (*.yaml *.yml *{TRACE_SUFFIX});;All files (*)"


class FileControl(QObject):
    """Everything between the document and the disk.

    `differences_asked` names a file whose content should be compared with the open scenario,
    `traces_asked` traces that should be played.
    """

    differences_asked = Signal(Path)
    traces_asked = Signal(object)

    def __init__(
        self,
        document: Document,
        memory: Memory,
        question: Question,
        problems: Problems,
        say: Callable[[str], None],
        claims: Claims,
    ) -> None:
        """Work for *document*; tell what happened through *say*."""
        super().__init__(question)
        self._document = document
        self._memory = memory
        self._question = question
        self._problems = problems
        self.say = self._say = say
        self._claims = claims
        self.dialog: QFileDialog | None = None

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on files ask for."""
        actions.on("file.new", self.new)
        actions.on("file.open", self.ask_open)
        actions.on("file.save", self.save)
        actions.on("file.save_as", self.ask_save)

    # -- new -----------------------------------------------------------------------------

    def new(self) -> None:
        """Begin on an empty page; unsaved changes are asked about first."""
        self.when_clean("begin a new one", self._new)

    def _new(self) -> None:
        self._document.start(blank())
        self._say("An empty page: add a cloud, a directory, agents")

    # -- open ----------------------------------------------------------------------------

    def ask_open(self) -> None:
        """Let the user choose a file."""
        self.dialog = QFileDialog(self._question.window(), "Open a scenario or a trace")
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self.dialog.setNameFilter(_OPENED)
        self.dialog.filesSelected.connect(lambda names: self.open_several(list(map(Path, names))))
        self.dialog.open()

    def open_several(self, paths: list[Path]) -> None:
        """Open the first of some files; traces all together, to be played side by side."""
        if is_trace(paths[0]):
            self.traces_asked.emit([path for path in paths if is_trace(path)])
        else:
            self.open(paths[0])

    def open(self, path: Path) -> None:
        """Open a file; unsaved changes are asked about first."""
        if is_trace(path):
            self.traces_asked.emit([path])
            return
        self.when_clean("open another file", lambda: self._open(path))

    def _open(self, path: Path, *, layout: bool = True) -> None:
        bundled = path.resolve().parent == scenarios_folder().resolve()
        try:
            with waiting():
                self._document.open(path, as_copy=bundled, layout=layout)
        except ModelError as error:
            errors = errors_of(error)
            count = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
            self._problems.show_errors(f"{count} in {path.name}: it was not opened", errors)
            self._say(f"{path.name} was not opened: {count}")
            self._offer_without_layout(path, errors)
            return
        except OSError as error:
            reason = error.strerror or str(error)
            if path.is_dir():
                reason = "it is a folder; open a file in it, or import it (File > Import)"
            self._problems.show_errors(f"{path.name} cannot be read", [OSError(reason)])
            self._say(f"{path.name} cannot be read: {reason}")
            return
        if not self._document.problems:
            self._problems.hide()
        if not bundled:
            self._memory.remember_file(path)
        told = f"Opened {path.name}" + (" as a copy: save it where you like" * bundled)
        self._say(told + _about_layout(self._document.scenario))

    def _offer_without_layout(self, path: Path, errors: Sequence[Exception]) -> None:
        """Offer to lay out the cards anew where nothing else is wrong with a file."""
        places = [error.place.path for error in errors if isinstance(error, ScenarioError)]
        if len(places) == len(errors) and all(one.split(".")[0] == "layout" for one in places):
            self._question.ask(
                f"Only the positions of cards in {path.name} cannot be read: open it without them?",
                (
                    ("Open without them", lambda: self._open(path, layout=False)),
                    ("Leave it", lambda: None),
                ),
            )

    # -- save ----------------------------------------------------------------------------

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save; ask for a name where there is none."""
        if self._document.file is None or self._document.read_only:
            self.ask_save(then)
        else:
            self.save_to(self._document.file.path, then)

    def ask_save(self, then: Callable[[], object] | None = None) -> None:
        """Let the user choose a name."""
        stored = self._document.file
        named = f"{stem_of(self._document.name) or 'scenario'}.yaml"
        self.dialog = ask_where(
            self._question,
            "Save the scenario",
            SCENARIOS,
            named if stored is None else str(stored.path),
            partial(self.save_to, then=then),
        )

    def save_to(
        self, path: Path, then: Callable[[], object] | None = None, *, sure: bool = False
    ) -> None:
        """Write to a file; a change by somebody else is never lost.

        Args:
            path: Where to.
            then: What to do once it is saved.
            sure: Whether the user was asked already.
        """
        holder = self._claims.holder(path)
        if holder:
            self._failed(path, OSError(f"it is open in {holder}; choose another name"))
            return
        file = self._document.file
        if file is not None and not sure and not keeps_comments(file.text) and "#" in file.text:
            self._question.ask(
                f"{path.name} is large: saving writes it without its comments.",
                (
                    ("Save without comments", lambda: self.save_to(path, then, sure=True)),
                    ("Cancel", lambda: None),
                ),
            )
            return
        try:
            with waiting(self._document.scenario):
                self._document.save(path, overwrite=False)
        except ChangedOnDiskError:
            self._ask_about_change(path, then)
            return
        except OSError as error:
            self._failed(path, error)
            return
        self._saved(path, then)

    def _ask_about_change(self, path: Path, then: Callable[[], object] | None) -> None:
        def overwrite() -> None:
            try:
                with waiting(self._document.scenario):
                    self._document.save(path, overwrite=True)
            except OSError as error:
                self._failed(path, error)
            else:
                self._saved(path, then)

        self._question.ask(
            f"{path.name} was changed by somebody else since it was opened. Nothing was written.",
            (
                ("Show what differs", lambda: self._show_differences(path, then)),
                ("Save under another name…", lambda: self.ask_save(then)),
                ("Read theirs, drop mine", lambda: self._open(path)),
                ("Overwrite theirs", overwrite),
                ("Cancel", lambda: None),
            ),
        )

    def _show_differences(self, path: Path, then: Callable[[], object] | None) -> None:
        self._ask_about_change(path, then)
        self.differences_asked.emit(path)

    def _failed(self, path: Path, error: OSError) -> None:
        reason = error.strerror or str(error)
        message = f"{reason}; the file stands as it was, your changes are still here"
        self._problems.show_errors(f"{path.name} was not saved", [OSError(message)])
        self._say(f"{path.name} was not saved: {reason}")

    def _drafts(self) -> str:
        """Return in words what was typed and cannot be saved; empty: nothing."""
        count = len(self._document.drafts.errors)
        what = "1 text that does not fit" if count == 1 else f"{count} texts that do not fit"
        return f"{what} yet, which no file can hold" if count else ""

    def _saved(self, path: Path, then: Callable[[], object] | None) -> None:
        self._memory.remember_file(path)
        held = self._drafts()
        self._say(f"Saved {path.name}" + (f", without {held}" if held else ""))
        if then is not None:
            then()

    # -- leaving -------------------------------------------------------------------------

    def when_clean(self, what: str, go_on: Callable[[], object]) -> None:
        """Do something that loses unsaved changes, after asking about them."""
        held = self._drafts()
        if not self._document.is_dirty and held:
            self._question.ask(
                f"“{self._document.name}” holds {held}. Mend that first, or {what} without it?",
                (("Go on without it", go_on), ("Cancel", lambda: None)),
            )
            return
        if not self._document.is_dirty:
            go_on()
            return
        also = f" It also holds {held}." if held else ""
        self._question.ask(
            f"“{self._document.name}” has changes that are not saved.{also}"
            f" Save before you {what}?",
            (
                ("Save", lambda: self.save(go_on)),
                ("Discard changes", go_on),
                ("Cancel", lambda: None),
            ),
        )


def _about_layout(scenario: Scenario) -> str:
    """Return what is odd about where a file puts its cards; empty: nothing."""
    told = ""
    hidden, lost = hidden_cards(scenario), lost_places(scenario)
    if hidden:
        cards = "1 card lies" if hidden == 1 else f"{hidden} cards lie"
        told = f"; {cards} on others: Arrange (Ctrl+L) sets all apart"
    if lost:
        what = "1 position is" if lost == 1 else f"{lost} positions are"
        told += f"; {what} out of reach, or of nothing that has a card: left out"
    return told
