"""The main window: bars around pages, and what the commands do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.window.actions import COMMANDS, Actions
from app.window.comparing import ComparePage
from app.window.designs import DesignsPage
from app.window.document import Document
from app.window.frame.file_control import FileControl
from app.window.frame.keys import AboutPanel, KeysPanel
from app.window.frame.problems import Problems
from app.window.frame.question import Question
from app.window.frame.run_control import RunControl
from app.window.frame.top_bar import TopBar
from app.window.look import app_icon, appearance
from app.window.objects import object_at
from app.window.organisation import OrganisationPage
from app.window.settings import Memory
from app.window.start import StartPage
from app.window.strip import Strip

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from app.window.look.appearance import Wish
    from models.comparison import Comparison

Page = Literal["start", "organisation", "designs", "compare"]

_NEEDS_FILE = (
    "file.save", "file.save_as", "edit.find", "edit.select_all", "edit.arrange",
    "edit.copy_rule", "view.organisation", "view.designs", "view.compare", "view.next_design",
    "view.zoom_in", "view.zoom_out",
    "view.fit", "view.zoom_selection", "run.start",
)  # fmt: skip
_SAID_MS = 8000


class MainWindow(QMainWindow):
    """One scenario at a time."""

    def __init__(self, memory: Memory | None = None) -> None:
        """Build everything; show the start page."""
        super().__init__()
        self.memory = memory or Memory()
        self.document = Document()
        self.actions_ = Actions(self)
        self.question = Question()
        self.problems = Problems()
        self.top_bar = TopBar(self.document, self.actions_)
        self.strip = Strip(self.document)
        self.files = FileControl(self.document, self.memory, self.question, self.problems, self.say)
        self.runs = RunControl(self.document, self.top_bar, self.strip, self.problems, self.say)
        self.start_page = StartPage(self.actions_)
        self.organisation = OrganisationPage(self.document, self.actions_)
        self.compare = ComparePage(self.document, self.actions_)
        self.designs = DesignsPage(self.document)
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        self._closing = False
        self._lay_out()
        self._connect_commands()
        self._connect_signals()
        self.setAcceptDrops(True)
        self.setWindowIcon(app_icon())
        if not self.memory.restore(self, self.organisation.splitter):
            self.resize(1280, 800)
        self._refresh()
        self.show_page("start")

    def _lay_out(self) -> None:
        self.actions_.fill(self.menuBar())
        for page in (self.start_page, self.organisation, self.designs, self.compare):
            self.pages.addWidget(page)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.top_bar, self.question, self.pages, self.problems, self.strip):
            layout.addWidget(widget, 1 if widget is self.pages else 0)
        self.setCentralWidget(body)
        self.statusBar().setSizeGripEnabled(False)

    def _connect_commands(self) -> None:
        document, view = self.document, self.organisation.view
        calls = {
            "file.open": self.files.ask_open,
            "file.start": lambda: self.show_page("start"),
            "file.save": self.files.save,
            "file.save_as": self.files.ask_save,
            "file.export": self.compare.ask_export,
            "file.quit": self.close,
            "edit.undo": document.undo,
            "edit.redo": document.redo,
            "edit.find": self._find,
            "edit.select_all": self._select_all,
            "edit.arrange": self.organisation.arrange,
            "view.organisation": lambda: self.show_page("organisation"),
            "edit.copy_rule": self.designs.copy_rule,
            "view.designs": lambda: self.show_page("designs"),
            "view.compare": lambda: self.show_page("compare"),
            "view.next_design": self._next_design,
            "view.zoom_in": view.zoom_in,
            "view.zoom_out": view.zoom_out,
            "view.fit": view.fit,
            "view.zoom_selection": view.zoom_to_selection,
            "view.system": lambda: self._wish("system"),
            "view.light": lambda: self._wish("light"),
            "view.dark": lambda: self._wish("dark"),
            "view.appearance": self._switch_appearance,
            "run.start": self.runs.start,
            "run.cancel": self.runs.cancel,
            "help.keys": lambda: KeysPanel.show_in(self),
            "help.about": lambda: AboutPanel.show_in(self),
        }
        for command in COMMANDS:
            self.actions_.on(command.id, calls[command.id])

    def _connect_signals(self) -> None:
        document = self.document
        document.opened.connect(self._opened)
        document.scenario_changed.connect(self._refresh)
        document.stored.connect(self._refresh)
        self.top_bar.switcher.chosen.connect(document.show_design)
        self.start_page.bundled_chosen.connect(self.files.open)
        self.start_page.recent_chosen.connect(self.files.open)
        self.problems.asked_for.connect(self._go_to)
        self.runs.compared.connect(self._compared)
        self.runs.state_changed.connect(self._running)
        self.compare.said.connect(self.say)
        self.designs.said.connect(self.say)

    # -- pages ---------------------------------------------------------------------------

    def show_page(self, page: Page) -> None:
        """Turn to a page; pages of a scenario need one."""
        if page != "start" and not self.document.is_open:
            page = "start"
        widget = {
            "start": self.start_page,
            "organisation": self.organisation,
            "designs": self.designs,
            "compare": self.compare,
        }[page]
        if page == "start":
            self.start_page.show_recent(self.memory.recent())
        self.pages.setCurrentWidget(widget)
        self.strip.setVisible(self.document.is_open and page != "start")
        self.actions_["view.organisation"].setChecked(page == "organisation")
        self.actions_["view.designs"].setChecked(page == "designs")
        self.actions_["view.compare"].setChecked(page == "compare")

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self.pages.currentWidget()

    def _opened(self) -> None:
        self.show_page("organisation")
        QTimer.singleShot(0, self, self.organisation.view.fit)

    def _compared(self, comparison: Comparison) -> None:
        self.compare.show_comparison(comparison)
        self.show_page("compare")
        self._refresh()

    def _running(self, running: bool) -> None:
        self.actions_["run.start"].setEnabled(not running and self.document.is_open)
        self.actions_["run.cancel"].setEnabled(running)
        self.compare.show_running(running)

    def _refresh(self) -> None:
        is_open = self.document.is_open
        self.actions_.enable(_NEEDS_FILE, is_open)
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
        dirty = "• " if self.document.is_dirty else ""
        self.setWindowTitle(f"{dirty}{name} – Sprawl" if name else "Sprawl")

    def say(self, text: str) -> None:
        """Say something in the status bar for a while."""
        self.statusBar().showMessage(text, _SAID_MS)

    # -- commands ------------------------------------------------------------------------

    def _find(self) -> None:
        self.show_page("organisation")
        self.organisation.outline.search.setFocus()
        self.organisation.outline.search.selectAll()

    def _select_all(self) -> None:
        for card in self.organisation.scene.cards.values():
            card.setSelected(True)

    def _next_design(self) -> None:
        designs = list(self.document.scenario.designs)
        at = designs.index(self.document.design)
        self.document.show_design(designs[(at + 1) % len(designs)])

    def _wish(self, wish: Wish) -> None:
        appearance().choose(wish)
        self.memory.remember_wish(wish)
        self.mark_wish()

    def mark_wish(self) -> None:
        """Check the menu entry of the wished appearance."""
        for name in ("system", "light", "dark"):
            self.actions_[f"view.{name}"].setChecked(appearance().wish == name)

    def _switch_appearance(self) -> None:
        self._wish("light" if appearance().theme.name == "dark" else "dark")

    def _go_to(self, path: str) -> None:
        ref = object_at(path)
        if ref is None or not self.document.is_open:
            self.say("Open the file to go to the object")
            return
        self.show_page("organisation")
        self.document.select((ref,))

    # -- files dropped, window closed ----------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the first file that is dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.files.open(Path(files[0]))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; then end the run and remember the window."""
        if self.document.is_dirty and not self._closing:
            event.ignore()
            self.files.when_clean("close", self._close_now)
            return
        self.runs.close()
        self.memory.remember(self, self.organisation.splitter)
        super().closeEvent(event)

    def _close_now(self) -> None:
        self._closing = True
        self.close()

    def keyboard_start(self) -> None:
        """Put the focus where a keyboard can start."""
        if self.start_page.tiles:
            self.start_page.tiles[0].setFocus(Qt.FocusReason.OtherFocusReason)
