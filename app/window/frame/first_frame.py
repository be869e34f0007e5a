"""What is seen first: menus, bar and start page, before anything of a scenario is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.window.actions import Actions
from app.window.frame.top_bar import TopBar
from app.window.look import app_icon
from app.window.look.scrolling import Column, scrolling
from app.window.settings import Memory
from app.window.start import StartPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject

_LEAST_PAGE = 300
_SIZE = (1280, 800)
_LEAST = (480, 320)
"""Half of a small screen at 200 %; below what the pages need, the window scrolls."""

_PATIENCE_MS = 1000
"""How long a window may be without being painted, as one that starts minimised is."""


class FirstFrame(QMainWindow):
    """A window that can be shown at once: it needs neither numpy nor the models.

    `painted` tells once that its page has been painted.
    """

    painted = Signal()

    def __init__(self, memory: Memory | None = None) -> None:
        """Build what the first frame shows, in its last place and size."""
        super().__init__()
        self.memory = memory or Memory()
        self.actions_ = Actions(self)
        self.top_bar = TopBar(self.actions_)
        self.start_page = StartPage(self.actions_)
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        # Less than they ask for, where problems are listed.
        self.pages.setMinimumHeight(_LEAST_PAGE)
        self.pages.addWidget(self.start_page)
        self.actions_.fill(self.menuBar())
        self.below = _below(self.pages)
        whole, self.body = _column()
        self.body.addWidget(self.top_bar)
        self.body.addWidget(self.below, 1)
        self.whole = scrolling(whole, "Pages")
        self.setCentralWidget(self.whole)
        self.setMinimumSize(*_LEAST)
        self.statusBar().setSizeGripEnabled(False)
        self.setWindowTitle("Sprawl")
        self.setWindowIcon(app_icon())
        if not self.memory.restore(self):
            self.resize(*_SIZE)
        self.show_recent()

    def show_recent(self) -> None:
        """List the files opened last on the start page."""
        memory = self.memory
        self.start_page.show_recent({path: memory.state_of(path) for path in memory.recent()})

    def forget_recent(self, path: Path) -> None:
        """Take a file out of that list."""
        self.memory.forget_file(path)
        self.show_recent()

    def say_opening(self, name: str) -> None:
        """Say which file is being opened, instead of offering others."""
        told = QLabel(f"Opening {name}…")
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setProperty("role", "muted")
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages.setCurrentIndex(self.pages.addWidget(told))

    def show_first(self) -> None:
        """Show the window and return when it has been painted; keys and clicks wait."""
        self.pages.installEventFilter(self)
        waiting = QEventLoop(self)
        self.painted.connect(waiting.quit)
        QTimer.singleShot(_PATIENCE_MS, waiting, waiting.quit)
        self.show()
        waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        waiting.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the page is painted first."""
        if watched is self.pages and event.type() == QEvent.Type.Paint:
            self.pages.removeEventFilter(self)
            self.painted.emit()
        return super().eventFilter(watched, event)


def _below(pages: QWidget) -> QMainWindow:
    """Return what is below the bar: docks lie beside the pages there and leave the bar its room."""
    below = QMainWindow()
    below.setWindowFlags(Qt.WindowType.Widget)
    below.setCentralWidget(pages)
    return below


def _column() -> tuple[QWidget, QVBoxLayout]:
    widget = QWidget()
    layout = Column(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return widget, layout
