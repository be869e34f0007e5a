"""The top bar: name, scenario, pages, design switcher, run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.window.frame.switcher import Switcher
from app.window.look import appearance, icon
from app.window.look.fitted_label import FittedLabel
from app.window.look.icons import pixmap
from app.window.look.restyle import set_look

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from app.window.actions import Actions
    from app.window.document import Document
    from app.window.running import RunProgress

_SHORT_NAME = 28
"""Letters of a scenario's name that still stand in the size of other text."""

_TITLE_ROOM, _LEAST_TITLE, _LEFT_ROOM = 260, 72, 56
"""Widths in pixels: at most and at least of the title, at least of the time left."""


class TopBar(QFrame):
    """Always in sight: where one is, what is shown, and the run."""

    def __init__(self, actions: Actions) -> None:
        """Show the program's name, until there is a document to follow."""
        super().__init__()
        self.setObjectName("bar")
        self.setFixedHeight(52)
        self._document: Document | None = None
        self._actions = actions
        self.logo = QLabel()
        self.name = _label("Sprawl", "name")
        self.title = FittedLabel("muted", 3)
        self.dot = _label("●", "muted")
        self.dot.setAccessibleName("Unsaved changes")
        self.dot.setToolTip("There are changes that are not saved (Ctrl+S).")
        self.switcher = Switcher()
        self.pages = [
            self._page(actions["view.organisation"], "Organisation"),
            self._page(actions["view.designs"], "Designs"),
            self._page(actions["view.playback"], "Playback"),
            self._page(actions["view.compare"], "Compare"),
            self._page(actions["view.report"], "Report"),
        ]
        self.run = QPushButton("Run")
        self.cancel = QPushButton("Cancel")
        self.pause = QPushButton()
        self.progress = QProgressBar()
        self.left = FittedLabel("small", 3)
        self._is_paused = False
        self._waiting: list[str] = []
        self._progress: RunProgress | None = None
        self._set_up_run()
        self._lay_out()
        appearance().changed.connect(self._tint)
        self._tint()
        self._refresh()
        self.show_idle()

    def follow(self, document: Document) -> None:
        """Show the state of *document*."""
        self._document = document
        self.switcher.follow(document)
        document.stored.connect(self._refresh)
        document.scenario_changed.connect(self._refresh)

    def _page(self, action: QAction, text: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setProperty("page", True)
        button.setAccessibleName(f"Page {text}")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _set_up_run(self) -> None:
        self.run.setProperty("main", True)
        self.run.setAccessibleName("Run comparison")
        self.run.setToolTip(self._actions["run.start"].toolTip())
        self.run.clicked.connect(self._actions["run.start"].trigger)
        self._actions["run.start"].changed.connect(self._follow_run)
        self.cancel.setAccessibleName("Cancel run")
        self.cancel.setToolTip(self._actions["run.cancel"].toolTip())
        self.cancel.clicked.connect(self._actions["run.cancel"].trigger)
        self.pause.setToolTip(self._actions["run.pause"].toolTip())
        self.pause.clicked.connect(self._actions["run.pause"].trigger)
        self.progress.setFixedSize(44, 8)
        self.left.setMinimumWidth(_LEFT_ROOM)
        self.title.setMinimumWidth(_LEAST_TITLE)
        self.title.setMaximumWidth(_TITLE_ROOM)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress of the run")

    def _follow_run(self) -> None:
        """Be as able to run as the command is, and say why not."""
        self.run.setEnabled(self._actions["run.start"].isEnabled())
        self.run.setToolTip(self._actions["run.start"].toolTip())

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 14, 0)
        layout.setSpacing(8)
        for widget in (self.logo, self.name, self.title, self.dot):
            layout.addWidget(widget)
        layout.addSpacing(16)
        for page in self.pages:
            layout.addWidget(page)
        layout.addWidget(_spring(), 1)
        for other in (self.progress, self.left, self.switcher, self.pause, self.cancel, self.run):
            layout.addWidget(other)

    def _tint(self) -> None:
        theme = appearance().theme
        self.dot.setStyleSheet(f"color: {theme.accent}; font-size: 10px;")
        self.logo.setPixmap(pixmap("platform", theme.accent, 22, 3.0))
        self.run.setIcon(icon("run", theme.on_accent, theme.faint))
        self.run.setIconSize(QSize(14, 14))
        self.cancel.setIcon(icon("cancel", theme.bad))
        self.cancel.setIconSize(QSize(14, 14))
        self.pause.setIcon(icon("run" if self._is_paused else "pause", theme.text))
        self.pause.setIconSize(QSize(14, 14))

    def _refresh(self) -> None:
        document, is_open = self._document, self._is_open
        name = document.name if document else ""
        self.title.show_text(name)
        set_look(self.title, "tight", len(name) > _SHORT_NAME)
        self.title.setToolTip(str(document.file.path) if document and document.file else name)
        self.dot.setVisible(document is not None and document.is_dirty)
        self.switcher.setVisible(is_open)
        self.name.setVisible(not is_open)  # the room is the scenario's
        self.run.setVisible(is_open and self.cancel.isHidden())
        for page in self.pages:
            page.setVisible(is_open)

    @property
    def _is_open(self) -> bool:
        return self._document is not None and self._document.is_open

    def show_idle(self) -> None:
        """Offer to run."""
        for widget in (self.pause, self.cancel, self.progress, self.left):
            widget.hide()
        self.run.setVisible(self._is_open)

    def show_running(self) -> None:
        """Offer to cancel."""
        self.run.hide()
        self.progress.setRange(0, 1 if appearance().is_still else 0)
        self._progress = None
        self.show_paused(False)
        for widget in (self.pause, self.cancel, self.progress, self.left):
            widget.show()

    def show_paused(self, paused: bool) -> None:
        """Offer to go on, or to pause."""
        name = "Go on with the run" if paused else "Pause the run"
        self.pause.setAccessibleName(name)
        self.pause.setToolTip(f"{name} (F6); what is under way is kept.")
        self._is_paused = paused
        self._tint()
        self._tell_left()

    def show_progress(self, progress: RunProgress) -> None:
        """Say how far the run is and how long it should still take."""
        self.progress.setRange(0, max(progress.total, 1))
        self.progress.setValue(progress.done)
        self._progress = progress
        self._tell_left()

    def show_waiting(self, names: list[str]) -> None:
        """Say beside the progress which runs wait."""
        self._waiting = names
        self._tell_left()

    def _tell_left(self) -> None:
        progress, told = self._progress, []
        text = "starting"
        if progress is not None:
            text = cells = f"{progress.done} of {progress.total}"
            if progress.left_s is not None:
                text += f" · {time_left(progress.left_s)}"
            reused = f", {progress.reused} from the library" if progress.reused else ""
            told = [f"{text}: {cells} replications of a design are there{reused}."]
        if self._is_paused:
            text = "paused"  # replications that were under way still come in
        more = f" · {len(self._waiting)} more" if self._waiting else ""
        self.left.show_text(text + more)
        self.left.setToolTip("\n".join([*told, *(f"Waits: {name}" for name in self._waiting)]))


def time_left(seconds: float) -> str:
    """Return a time left in words, coarse enough not to flicker."""
    if seconds < 1:
        return "a moment left"
    if seconds < 90:
        return f"{seconds:.0f} s left"
    return f"{seconds / 60:.0f} min left"


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def _spring() -> QWidget:
    widget = QWidget()
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return widget
