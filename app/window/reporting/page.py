"""The page: the report of the last run as it is printed, and saving it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.tokens import LIGHT
from app.window.look import appearance
from app.window.look.empty_state import EmptyState
from app.window.look.saving import REPORTS, ask_where
from models.scenario.building.naming import stem_of
from models.scenario.sameness import same_run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QImage, QShowEvent
    from PySide6.QtWidgets import QFileDialog

    from app.window.actions import Actions
    from app.window.document import Document
    from models.comparison import Comparison
    from models.scenario import Scenario

_WIDEST_PX = 1280
"""Longer lines are hard to read."""


class ReportPage(QWidget):
    """Shows what `app.report` makes of the last comparison; charts come one by one."""

    said = Signal(str)

    def __init__(self, document: Document, actions: Actions) -> None:
        """Start empty."""
        super().__init__()
        self._document, self._actions = document, actions
        self._run: tuple[Scenario, Comparison] | None = None
        self._stale = False
        self._pictures: Iterator[tuple[str, QImage]] | None = None
        self.dialog: QFileDialog | None = None
        self.text = QTextBrowser()
        self.note = QLabel()
        self.web, self.pdf = QPushButton("Save as web page…"), QPushButton("Save as PDF…")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(
            EmptyState(
                "export",
                "There is no report yet",
                "A report says what was asked, what came of it, how sure that is, what the designs "
                "are,\nand for every value whether it is a fact, a choice or an assumption.",
                "Run comparison",
                actions["run.start"],
            )
        )
        self._stack.addWidget(self._paper())
        document.opened.connect(self._forget)
        document.scenario_changed.connect(self._check_age)
        appearance().changed.connect(self._restart)

    def connect_commands(self, actions: Actions) -> None:
        """Do what the command on the report asks for."""
        actions.on("file.report", self.ask)
        actions["file.report"].setEnabled(False)

    @property
    def has_report(self) -> bool:
        """Whether there is something to show."""
        return self._run is not None

    @property
    def is_drawing(self) -> bool:
        """Whether charts are still to come."""
        return self._pictures is not None

    def _paper(self) -> QWidget:
        self.text.setAccessibleName("Report")
        self.text.setOpenLinks(False)
        self.text.setMaximumWidth(_WIDEST_PX)
        self.text.anchorClicked.connect(self._follow)
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.web.setToolTip("One file that shows everything in any browser (HTML).")
        self.web.clicked.connect(lambda: self.ask("html"))
        self.pdf.setToolTip("A4, landscape, to print or to send.")
        self.pdf.clicked.connect(lambda: self.ask("pdf"))
        bar = QHBoxLayout()
        bar.addWidget(self.note, 1)
        bar.addWidget(self.web)
        bar.addWidget(self.pdf)
        paper = QWidget()
        layout = QVBoxLayout(paper)
        layout.addLayout(bar)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.text, 1000)
        middle.addStretch(1)
        layout.addLayout(middle, 1)
        return paper

    # -- showing -------------------------------------------------------------------------

    def show_comparison(self, comparison: Comparison, scenario: Scenario) -> None:
        """Show the report of a comparison, as soon as the page is seen."""
        self._run = (scenario, comparison)
        self._actions["file.report"].setEnabled(True)
        self._stack.setCurrentIndex(1)
        self._check_age()
        self._restart()

    def _forget(self) -> None:
        self._run, self._pictures = None, None
        self._actions["file.report"].setEnabled(False)
        self._stack.setCurrentIndex(0)

    def _check_age(self) -> None:
        if self._run is None or not self._document.is_open:
            return
        changed = not same_run(self._run[0], self._document.scenario)
        self.note.setText(
            "The scenario has changed since: this is the run before. Run again (Ctrl+R)."
            if changed
            else "What is printed; on paper and in files its colours are light."
        )

    def _restart(self) -> None:
        self._stale = self._run is not None
        if self._stale and self.isVisible():
            self._write()

    def showEvent(self, event: QShowEvent) -> None:
        """Write what was not written while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._write()

    def _write(self) -> None:
        from app.report import printed_html
        from app.window.reporting.paper import pictures, set_margin

        if self._run is None:
            return
        self._stale = False
        theme = appearance().theme
        place = self.text.verticalScrollBar().value()
        self.text.clear()
        self.text.setHtml(printed_html(*self._run, theme))
        set_margin(self.text.document())
        self.text.verticalScrollBar().setValue(place)
        self._pictures = pictures(*self._run, theme)
        QTimer.singleShot(0, self, self._draw_next)

    def _draw_next(self) -> None:
        """Draw one chart a turn, so that nothing waits for all of them."""
        from app.window.reporting.paper import put_picture

        found = next(self._pictures, None) if self._pictures is not None else None
        if found is None:
            self._pictures = None
            return
        document = self.text.document()
        put_picture(document, *found)
        document.markContentsDirty(0, document.characterCount())
        QTimer.singleShot(0, self, self._draw_next)

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)
        else:
            self.text.scrollToAnchor(link.fragment())

    # -- saving --------------------------------------------------------------------------

    def ask(self, kind: str = "") -> None:
        """Let the user choose a file."""
        if self._run is None:
            return
        name = f"{stem_of(self._document.name) or 'report'}.{kind or 'html'}"
        self.dialog = ask_where(self, "Save the report", REPORTS, name, self.save, kind)

    def save(self, path: Path) -> None:
        """Write the report: PDF where the name says so, else a web page."""
        if self._run is None:
            return
        from app.report import report_html
        from app.window.reporting.paper import pdf_bytes
        from models.formats import replace_file

        self.said.emit(f"Writing {path.name}")
        if path.suffix.lower() == ".pdf":
            whole = pdf_bytes(*self._run, LIGHT)
        else:
            whole = report_html(*self._run).encode()
        try:
            replace_file(path, whole)
        except OSError as error:
            self.said.emit(f"{path.name} was not written: {error.strerror or error}")
            return
        self.said.emit(f"Saved {path}")
