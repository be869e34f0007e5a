"""The main window: bars around pages, and what the commands do."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from app.resources import data_folder
from app.window.frame.first_frame import FirstFrame

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from app.window.objects import ObjectRef
    from app.window.settings import Memory
    from models.comparison import Comparison
    from models.scenario import Scenario

_SAID_MS = 8000
_SETTLING = ("run.", "file.", "view.")


class MainWindow(FirstFrame):
    """One scenario at a time."""

    def __init__(self, memory: Memory | None = None, *, furnished: bool = True) -> None:
        """Show the start page; build everything else too, unless that comes after `show_first`."""
        super().__init__(memory)
        self.is_furnished = False
        self._closing = False
        if furnished:
            self.furnish()

    def furnish(self) -> None:
        """Load and build what a scenario needs."""
        from app.window.frame import parts

        self.document = parts.Document()
        self.question = parts.Question()
        self.problems = parts.Problems()
        self.top_bar.follow(self.document)
        self.strip = parts.Strip(self.document)
        claims = parts.Claims(data_folder() / "open")
        self.files = parts.FileControl(
            self.document, self.memory, self.question, self.problems, self.say, claims
        )
        self.keeping = parts.Keeping(self.document, self.files, claims, self)
        self.imports = parts.ImportControl(self, self.problems, self.say, self.files.open)
        self.runs = parts.RunControl(
            self.document, self.top_bar, self.strip, self.problems, self.say
        )
        self.what_if = parts.WhatIf(self.document, self.strip, self.memory)
        self.docks = parts.SideDocks(self.below)
        self.traces = parts.TraceControl(self.document, self.files, self.problems, self.memory)
        self.past = parts.PastControl(self.docks, self.document)
        self.waiting = parts.QueueControl(self.docks, self.runs.queue)
        self.notifier = parts.Notifier(self)
        self._pages = self._make_pages()
        self.reruns = parts.RerunControl(self)
        self.looks = parts.LookControl(self.memory, self.actions_, self.say, self)
        self.belief = parts.BeliefControl(self)
        self.guidance = parts.Guidance(self, self._show_object)
        self.builder = parts.Builder(self, self.document, self.organisation.outline, self.problems)
        self.completeness = parts.Completeness(self.document, self.problems, self)
        self.file_view = parts.FileView(self)
        self.arranging = parts.Arranging(
            self.document, self.organisation.view, self.organisation.mini_map, self
        )
        self._lay_out()
        self._connect_commands()
        self._connect_signals()
        self.is_furnished = True
        self._refresh()
        self.strip.hide()  # until there is something to compare

    def _make_pages(self) -> dict[str, QWidget]:
        """Return every page under the name that its command `view.<page>` has."""
        from app.window.frame import parts

        self.organisation = parts.OrganisationPage(self.document, self.actions_)
        self.compare = parts.ComparePage(self.document, self.actions_)
        self.designs = parts.DesignsPage(self.document)
        self.playback = parts.PlaybackPage(self.document, self.actions_)
        self.unify = parts.UnifyPage(self.document)
        self.report = parts.ReportPage(self.document, self.actions_)
        return {
            "start": self.start_page,
            "organisation": self.organisation,
            "designs": self.designs,
            "unify": self.unify,
            "playback": self.playback,
            "compare": self.compare,
            "report": self.report,
        }

    def _lay_out(self) -> None:
        for page in self._pages.values():
            if page is not self.start_page:
                self.pages.addWidget(page)
        above = (self.question, self.keeping.notices, self.keeping.differences)
        for place, widget in enumerate(above, start=1):
            self.body.insertWidget(place, widget)
        self.body.addWidget(self.problems)
        self.body.addWidget(self.strip)
        self.setAcceptDrops(True)
        self.memory.restore_splitter(self.organisation.splitter)
        self.organisation.kinds.setHidden(not self.memory.lists_kinds())

    def _connect_commands(self) -> None:
        for part in (
            self.files,
            self.imports,
            self.runs,
            self.what_if,
            self.organisation,
            self.builder,
            self.designs,
            self.playback,
            self.reruns,
            self.compare,
            self.past,
            self.waiting,
            self.report,
            self.arranging,
            self.guidance,
            self.belief,
            self.looks,
        ):
            part.connect_commands(self.actions_)
        for page in self._pages:
            if page != "start":
                self.actions_.on(f"view.{page}", partial(self.show_page, page))
        self.builder.keep_keys_on(self.organisation, self.actions_)
        calls: dict[str, Callable[[], object]] = {
            "file.start": lambda: self.show_page("start"),
            "file.quit": self.close,
            "edit.undo": partial(self._go_through_history, self.document.undo),
            "edit.redo": partial(self._go_through_history, self.document.redo),
            "view.next_design": self._next_design,
        }
        for key, call in calls.items():
            self.actions_.on(key, call)

    def _connect_signals(self) -> None:
        document = self.document
        self.actions_.about_to_do.connect(self._settle)
        document.about_to_open.connect(self.file_view.remember)
        document.opened.connect(self._opened)
        document.scenario_changed.connect(self._refresh)
        document.stored.connect(self._refresh)
        document.drafts.changed.connect(self._refresh)
        self.top_bar.switcher.chosen.connect(document.show_design)
        self.start_page.bundled_chosen.connect(self.files.open)
        self.start_page.recent_chosen.connect(self.files.open)
        self.start_page.recent_dropped.connect(self.forget_recent)
        self.problems.asked_for.connect(self._go_to)
        self.runs.compared.connect(self._compared)
        self.runs.told_so_far.connect(self.compare.show_so_far)
        self.runs.ended.connect(self.notifier.notify)
        self.what_if.previewed.connect(self.compare.show_preview)
        self.runs.state_changed.connect(self._running)
        self.compare.said.connect(self.say)
        self.report.said.connect(self.say)
        self.what_if.said.connect(self.say)
        self.builder.said.connect(self.say)
        self.organisation.inspector.said.connect(self.say)
        self.organisation.wire.asked.connect(self.builder.joiner.connect_all)
        self.organisation.wire.choice_asked.connect(self.builder.joiner.ask_end_among)
        self.organisation.carrying.landed.connect(self.builder.add_entry)
        self.organisation.kinds.tree.chosen.connect(self.builder.add_entry)
        self.playback.said.connect(self.say)
        self.traces.opened.connect(self.playback.show_opened)
        self.past.said.connect(self.say)
        self.arranging.said.connect(self.say)
        self.past.run_shown.connect(self._show_earlier)
        self.compare.replication_chosen.connect(self._watch_replication)
        self.compare.platform_chosen.connect(self._show_platform)
        self.unify.left.connect(partial(self.show_page, "designs"))
        self.unify.applied.connect(self._unified)
        self.playback.asked.connect(partial(self.show_page, "playback"))
        self.designs.said.connect(self.say)

    # -- pages ---------------------------------------------------------------------------

    def show_page(self, page: str) -> None:
        """Turn to a page, named as in its command `view.<page>`; pages of a scenario need one."""
        if page != "start" and not self.document.is_open:
            page = "start"
        if page == "start":
            self.show_recent()
        self.pages.setCurrentWidget(self._pages[page])
        self.builder.follow_page(is_canvas=page == "organisation")
        self.strip.setVisible(self.document.is_open and page != "start")
        for each in self._pages:
            if each != "start":
                self.actions_[f"view.{each}"].setChecked(each == page)

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self.pages.currentWidget()

    @property
    def page_names(self) -> list[str]:
        """Names of all pages of a scenario."""
        return [name for name in self._pages if name != "start"]

    @property
    def page_name(self) -> str:
        """Name of the page that is shown, as in its command."""
        return next(name for name, page in self._pages.items() if page is self.page)

    def _opened(self) -> None:
        self.show_page("organisation")
        QTimer.singleShot(0, self, self.file_view.restore)

    def _compared(self, scenario: Scenario, comparison: Comparison, file: Path) -> None:
        self.what_if.take_run(scenario, file)
        self.compare.show_comparison(comparison, scenario)
        self.past.finished(scenario, comparison)
        self.report.show_comparison(comparison, scenario)
        from models.scenario.sameness import same_run

        if same_run(scenario, self.document.scenario):
            self.show_page("compare")  # who has gone on editing is not taken away from it
        self._refresh()

    def _show_earlier(self, run: int, scenario: Scenario, comparison: Comparison) -> None:
        """Show an earlier run; what edits are compared with stays the last one."""
        self.compare.show_earlier(run, comparison, scenario)
        self.report.show_comparison(comparison, scenario)
        self.show_page("compare")

    def _running(self, running: bool) -> None:
        is_open = self.document.is_open
        problems = self.document.problems if is_open else []
        run = self.actions_["run.start"]
        run.setEnabled(is_open and not running and not problems)
        run.setToolTip(f"Not yet: {problems[0]}" if problems else f"{run.statusTip()} (Ctrl+R)")
        for key in ("run.queue", "run.record"):  # both take what one sees, or nothing
            self.actions_[key].setEnabled(is_open and not problems)
        self.actions_["run.cancel"].setEnabled(running)
        self.actions_["run.pause"].setEnabled(running)
        self.compare.show_running(running)

    def _refresh(self) -> None:
        is_open = self.document.is_open
        self.actions_.follow_file(is_open=is_open)
        self._running(self.runs.client.running)
        history = self.document.history if is_open else None
        for key, word, name in (
            ("edit.undo", "&Undo", history.undo_name if history else ""),
            ("edit.redo", "&Redo", history.redo_name if history else ""),
        ):
            self.actions_[key].setEnabled(bool(name))
            self.actions_[key].setText(f"{word} {name.lower()}".strip())
        self.actions_["file.export"].setEnabled(self.compare.has_comparison)
        name = self.document.name
        read_only = " (read-only)" if self.document.read_only else ""
        dirty = "• " if self.document.is_dirty else ""
        self.setWindowTitle(f"{dirty}{name}{read_only} – Sprawl" if name else "Sprawl")

    def say(self, text: str) -> None:
        """Say something in the status bar for a while."""
        self.statusBar().showMessage(text, _SAID_MS)

    def _settle(self, command: str = "file.quit") -> None:
        """Take over what is being typed, before it is run, saved or left."""
        if not self.builder.is_seen_elsewhere(command):
            self.show_page("organisation")  # of a menu or the palette: their keys are of that page
        self.document.pace.catch_up()
        if command.startswith(_SETTLING):
            self.organisation.inspector.settle()
            self.organisation.outline.settle()
            self.designs.settle()

    # -- commands ------------------------------------------------------------------------

    def _go_through_history(self, step: Callable[[], object]) -> None:
        from app.window.look.waiting import waiting

        with waiting(self.document.scenario):
            step()

    def _next_design(self) -> None:
        designs = list(self.document.scenario.designs)
        at = designs.index(self.document.design)
        self.document.show_design(designs[(at + 1) % len(designs)])

    def _watch_replication(self, design: str, replication: int) -> None:
        """Record a replication of a design, and of the baseline, and show them."""
        self.document.show_design(design)
        self.playback.record(replication, self.compare.scenario)

    def _unified(self, design: str) -> None:
        """Show a derived design beside the baseline."""
        self.show_page("designs")
        title = self.document.scenario.designs[design].title or design
        self.say(f"{title} was added and is compared with the baseline; Ctrl+Z takes it back")

    def _go_to(self, path: str) -> None:
        from app.window.objects import object_at

        draft = self.document.drafts.called(path)
        if draft is not None and draft.is_cell:
            self.show_page("designs")
            self.designs.show_draft(draft)
            return
        ref = object_at(path)
        if ref is None or not self.document.is_open:
            self.say("Open the file to go to the object")
            return
        self._show_object(ref)

    def _show_platform(self, platform: str) -> None:
        """Select a platform of a chart on the canvas, if it is still there."""
        from app.window.objects import ObjectRef

        if platform in self.document.scenario.organisation.platforms:
            self._show_object(ObjectRef("platform", platform))
        else:
            self.say(f"{platform} is not in the scenario as it stands; the figures are of a run")

    def _show_object(self, ref: ObjectRef) -> None:
        self.show_page("organisation")
        self.document.select((ref,))

    # -- files dropped, window closed ----------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what is dropped."""
        urls = event.mimeData().urls()
        files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        event.acceptProposedAction()
        if files:
            self.files.open_several(files)
        else:
            self.say("Only files of this machine are opened: save it first, then drop the file")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what lies over the pages in its place."""
        super().resizeEvent(event)
        if self.is_furnished:
            QTimer.singleShot(0, self, self._place_overlays)  # pages know their size only then

    def _place_overlays(self) -> None:
        self.guidance.place()
        self.builder.picker.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes and a run under way; then end it and remember the window."""
        self._settle()
        if not self._closing and self.document.would_lose:
            event.ignore()
            self.files.when_clean("close", self._close_unless_running)
            return
        if not self._closing and self.runs.client.running:
            event.ignore()
            self._close_unless_running()
            return
        self.runs.close()
        self.what_if.close()
        self.past.close()
        self.playback.close_process()
        self.traces.close()
        self.belief.close()
        self.imports.close()
        self.file_view.remember()
        self.keeping.close()
        self.memory.remember_kinds(not self.organisation.kinds.isHidden())
        self.memory.remember(self, self.organisation.splitter)
        super().closeEvent(event)

    def _close_unless_running(self) -> None:
        """Ask once more where a run would end."""
        if not self.runs.client.running:
            self._close_now()
            return
        text = f"{self.runs.told_ending} Close the window?"
        self.question.ask(text, (("Close", self._close_now), ("Stay", lambda: None)))

    def _close_now(self) -> None:
        self._closing = True
        self.close()

    def keyboard_start(self) -> None:
        """Put the focus where a keyboard can start."""
        if self.start_page.tiles:
            self.start_page.tiles[0].setFocus(Qt.FocusReason.OtherFocusReason)
