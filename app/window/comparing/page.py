"""The page: verdict, charts and table of the last run, or what to do to get them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.tokens import GAP
from app.window.comparing.export import Step, export_steps
from app.window.comparing.panels import PanelGrid
from app.window.look import appearance, pixmap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QShowEvent

    from app.window.actions import Actions
    from app.window.comparing.replications import ReplicationsTable
    from app.window.comparing.table import MetricsTable
    from app.window.comparing.verdict import Verdict
    from app.window.document import Document
    from models.comparison import Comparison
    from models.scenario import Scenario


class ComparePage(QWidget):
    """Follows the design switcher: the design in view is the one compared with the baseline.

    `replication_chosen` carries the design and the replication that is to be watched.
    """

    said = Signal(str)
    replication_chosen = Signal(str, int)

    def __init__(self, document: Document, actions: Actions) -> None:
        """Start empty."""
        super().__init__()
        self._document = document
        self._actions = actions
        self.comparison: Comparison | None = None
        self._scenario: Scenario | None = None
        self.verdict: Verdict | None = None
        self.table: MetricsTable | None = None
        self.grid: PanelGrid | None = None
        self.replications: ReplicationsTable | None = None
        self.dialog: QFileDialog | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty_state())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("Comparison")
        self._stack.addWidget(self.area)
        document.opened.connect(self._forget)
        document.design_changed.connect(self._retarget)
        appearance().changed.connect(self._retarget)

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on comparisons ask for."""
        actions.on("file.export", self.ask_export)

    @property
    def scenario(self) -> Scenario | None:
        """The scenario that was compared."""
        return self._scenario

    @property
    def has_comparison(self) -> bool:
        """Whether there is something to export."""
        return self.comparison is not None

    def _empty_state(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(12)
        picture = QLabel()
        picture.setPixmap(pixmap("experiment", appearance().theme.faint, 56, 2.0))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = QLabel("Nothing has been compared yet")
        title.setProperty("role", "heading")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text = QLabel(
            "A run simulates the organisation under every design with the same chances, and\n"
            "says what differs and how sure that is."
        )
        text.setProperty("role", "muted")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = QPushButton("Run comparison   Ctrl+R")
        button.setProperty("main", True)
        button.setAccessibleName("Run comparison now")
        button.setToolTip(self._actions["run.start"].toolTip())
        button.clicked.connect(self._actions["run.start"].trigger)
        for widget in (picture, title, text):
            layout.addWidget(widget)
        self._empty_title, self._empty_button = title, button
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        return page

    def show_running(self, running: bool) -> None:
        """Say on the empty page that a run is under way."""
        first = "The first comparison is under way; you can go on editing"
        self._empty_title.setText(first if running else "Nothing has been compared yet")
        self._empty_button.setVisible(not running)

    def _forget(self) -> None:
        self.comparison = None
        self._stack.setCurrentIndex(0)

    # -- showing -------------------------------------------------------------------------

    def show_comparison(self, comparison: Comparison, scenario: Scenario) -> None:
        """Show a comparison of the designs of *scenario*."""
        self.comparison = comparison
        self._scenario = scenario
        if self.grid is None:
            self._build()
        self._retarget()
        if self.grid is not None:
            self.grid.show_comparison(comparison, scenario)
        self._stack.setCurrentIndex(1)

    def _build(self) -> None:
        from app.window.comparing.replications import ReplicationsTable
        from app.window.comparing.table import MetricsTable
        from app.window.comparing.verdict import Verdict

        content = QWidget()
        content.setObjectName("content")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        self.verdict, self.table = Verdict(), MetricsTable()
        self.grid = PanelGrid(self.area)
        layout.addWidget(self.verdict)
        layout.addWidget(self.grid)
        self.grid.said.connect(self.said)
        self.replications = ReplicationsTable()
        self.replications.chosen.connect(self._watch)
        layout.addWidget(self._table_panel(self.table))
        layout.addWidget(_replications_panel(self.replications))
        layout.addStretch(1)
        self.area.setWidget(content)

    def _table_panel(self, table: MetricsTable) -> QFrame:
        panel = QFrame()
        panel.setObjectName("panel")
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(16, 12, 16, 12)
        head = QHBoxLayout()
        title = QLabel("All metrics")
        title.setProperty("role", "title")
        note = QLabel("Headline metrics in bold; the others are exploratory and never called.")
        note.setProperty("role", "muted")
        copy = QPushButton("Copy")
        copy.setAccessibleName("Copy table")
        copy.setToolTip("Copy the selected rows, or the whole table (Ctrl+C).")
        copy.clicked.connect(table.copy)
        export = QPushButton("Export…")
        export.setAccessibleName("Export comparison")
        export.setToolTip(self._actions["file.export"].toolTip())
        export.clicked.connect(self._actions["file.export"].trigger)
        for widget in (title, note):
            head.addWidget(widget)
        head.addStretch(1)
        for button in (copy, export):
            head.addWidget(button)
        layout.addLayout(head)
        layout.addWidget(table)
        return panel

    @property
    def target(self) -> str:
        """Design that is compared with the baseline: the one in view, else the first."""
        if self.comparison is None:
            return ""
        targets = [column.id for column in self.comparison.columns[1:]]
        if self._document.is_open and self._document.design in targets:
            return self._document.design
        return targets[0] if targets else ""

    def _retarget(self) -> None:
        if self.comparison is None or self.verdict is None or self.table is None:
            return
        self.verdict.show_comparison(self.comparison, self.target)
        self.table.show_comparison(self.comparison, self.target)
        if self.replications is not None and self.target:
            self.replications.show_comparison(self.comparison, self.target)

    def _watch(self, replication: int) -> None:
        self.replication_chosen.emit(self.target, replication)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was not drawn while the page was hidden."""
        super().showEvent(event)
        if self.grid is not None:
            self.grid.draw_soon()

    # -- export --------------------------------------------------------------------------

    def ask_export(self) -> None:
        """Let the user choose a folder."""
        if self.comparison is None:
            return
        self.dialog = QFileDialog(self.window(), "Export into a folder")
        self.dialog.setFileMode(QFileDialog.FileMode.Directory)
        self.dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self.dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        self.dialog.open()

    def export_to(self, folder: Path) -> None:
        """Write charts, tables, report and result into a folder, part by part."""
        if self.comparison is None or self._scenario is None:
            return
        steps = export_steps(self.comparison, self._scenario, folder, appearance().theme.name)
        self._write_next(steps, folder)

    def _write_next(self, steps: Iterator[Step], folder: Path) -> None:
        step = next(steps, None)
        if step is None:
            self.said.emit(f"Exported to {folder}")
            return
        name, write = step
        self.said.emit(f"Writing {name}")
        try:
            write()
        except OSError as error:
            reason = error.strerror or str(error)
            self.said.emit(f"{name} was not written to {folder}: {reason}")
            return
        QTimer.singleShot(0, self, lambda: self._write_next(steps, folder))


def _replications_panel(table: ReplicationsTable) -> QFrame:
    panel = QFrame()
    panel.setObjectName("panel")
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(16, 12, 16, 12)
    head = QHBoxLayout()
    title, note = (
        QLabel("Replications"),
        QLabel("Difference to the baseline, one by one; ▲ is far from the others. Enter plays it."),
    )
    title.setProperty("role", "title")
    note.setProperty("role", "muted")
    head.addWidget(title)
    head.addWidget(note)
    head.addStretch(1)
    layout.addLayout(head)
    layout.addWidget(table)
    return panel
