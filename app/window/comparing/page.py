"""The page: verdict, charts and tables of a run, a run so far or a preview, or how to get them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.tokens import GAP
from app.window.comparing.export import Step, export_steps
from app.window.comparing.panels import PanelGrid
from app.window.comparing.sections import metrics_section, replications_section
from app.window.comparing.source import Source
from app.window.comparing.standing import Shown, StandingBar, earlier, previewed, so_far
from app.window.look import appearance
from app.window.look.empty_state import EmptyState
from models.scenario.sameness import same_run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QShowEvent

    from app.window.actions import Actions
    from app.window.comparing.replications import ReplicationsTable
    from app.window.comparing.table import MetricsTable
    from app.window.comparing.verdict import Verdict
    from app.window.document import Document
    from models.comparison import Comparison
    from models.experiments.previews import Preview
    from models.scenario import Scenario

_NOT_COMPARED = "Nothing has been compared yet"
_UNDER_WAY = "The first comparison is under way; you can go on editing"


class ComparePage(QWidget):
    """Follows the design switcher: the design in view is the one compared with the baseline.

    `replication_chosen` carries the design and the replication that is to be watched,
    `platform_chosen` the id of a platform that is to be selected.
    """

    said = Signal(str)
    replication_chosen = Signal(str, int)
    platform_chosen = Signal(str)

    def __init__(self, document: Document, actions: Actions) -> None:
        """Start empty."""
        super().__init__()
        self._document = document
        self._actions = actions
        self._whole: Shown | None = None
        self._so_far: Shown | None = None
        self._preview: Shown | None = None
        self._stale = False
        self.standing: StandingBar | None = None
        self.verdict: Verdict | None = None
        self.table: MetricsTable | None = None
        self.grid: PanelGrid | None = None
        self.replications: ReplicationsTable | None = None
        self._replications_frame: QFrame | None = None
        self.dialog: QFileDialog | None = None
        self._stack = QStackedLayout(self)
        self._empty = EmptyState(
            "experiment",
            _NOT_COMPARED,
            "A run simulates the organisation under every design with the same chances, and\n"
            "says what differs and how sure that is.",
            "Run comparison",
            actions["run.start"],
        )
        self._stack.addWidget(self._empty)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("Comparison")
        self._stack.addWidget(self.area)
        document.opened.connect(self._forget)
        document.scenario_changed.connect(self._tell_standing)
        document.design_changed.connect(self._retarget)
        appearance().changed.connect(self._retarget)

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on comparisons ask for."""
        actions.on("file.export", self.ask_export)

    @property
    def comparison(self) -> Comparison | None:
        """The last run that was whole."""
        return None if self._whole is None else self._whole.comparison

    @property
    def scenario(self) -> Scenario | None:
        """The scenario that was compared."""
        return None if self._whole is None else self._whole.scenario

    @property
    def shown(self) -> Shown | None:
        """What is shown: a run under way before a preview, that before the last run."""
        return self._so_far or self._preview or self._whole

    @property
    def has_comparison(self) -> bool:
        """Whether there is something to export."""
        return self.comparison is not None

    def show_running(self, running: bool) -> None:
        """Say on the empty page that a run is under way; one that has ended is no longer shown."""
        self._empty.title.setText(_UNDER_WAY if running else _NOT_COMPARED)
        self._empty.button.setVisible(not running)
        if not running and self._so_far is not None:
            self._so_far = None
            self._show()

    def _forget(self) -> None:
        self._whole = self._so_far = self._preview = None
        self._stack.setCurrentIndex(0)

    # -- showing -------------------------------------------------------------------------

    def show_comparison(self, comparison: Comparison, scenario: Scenario) -> None:
        """Show a comparison of the designs of *scenario*."""
        self._whole, self._so_far, self._preview = Shown(comparison, scenario), None, None
        self._show()

    def show_earlier(self, run: int, comparison: Comparison, scenario: Scenario) -> None:
        """Show a run of the library, and say that it is one."""
        self._whole, self._so_far, self._preview = earlier(run, comparison, scenario), None, None
        self._show()

    def show_so_far(self, scenario: Scenario, comparison: Comparison, expected: int) -> None:
        """Show what is whole of a run that is under way.

        Args:
            scenario: What is run.
            comparison: What it says so far.
            expected: Replications after which it should end.
        """
        self._so_far = so_far(comparison, scenario, expected)
        self._show()

    def show_preview(self, preview: Preview | None) -> None:
        """Show what a sample says of the scenario as it stands; None: the last run."""
        before, self._preview = self._preview, None
        if preview is not None:
            scenario = self._document.scenario
            self._preview = previewed(preview, scenario, is_run=self._whole is not None)
        if self._so_far is None and before is not self._preview:
            self._show()

    def _show(self) -> None:
        """Show what there is; a page that nobody sees waits until it is seen."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        if self.shown is None:
            self._stack.setCurrentIndex(0)
            return
        if self.grid is None:
            self._build()
        self._retarget()
        if self.grid is not None:
            self.grid.show_sources(self._sources())
        self._tell_standing()
        self._stack.setCurrentIndex(1)

    def _sources(self) -> dict[str, Source]:
        """Return by panel what it is drawn from: what is shown, or the last run where it has it."""
        from app.charts import names_of, panels, panels_of

        found: dict[str, Source] = {}
        for each in (self._whole, self.shown):
            if each is not None:
                source = Source(each.comparison, names_of(each.scenario), each.before)
                found.update(dict.fromkeys(panels_of(each.comparison), source))
        return {panel.id: found[panel.id] for panel in panels() if panel.id in found}

    def _tell_standing(self) -> None:
        if self.standing is None or self.shown is None:
            return
        if self.shown.badge:
            self.standing.tell(self.shown.badge, self.shown.text)
        elif not same_run(self.shown.scenario, self._document.scenario):
            text = "The scenario was edited since this run: run again (Ctrl+R)."
            self.standing.tell("▲ out of date", text, "warn")
        else:
            self.standing.tell("", "")

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
        self.verdict.said.connect(self.said)
        self.verdict.table_asked.connect(self.go_to_table)
        self.standing = StandingBar()
        self.grid = PanelGrid(self.area)
        layout.addWidget(self.standing)
        layout.addWidget(self.verdict)
        layout.addWidget(self.grid)
        self.grid.said.connect(self.said)
        self.grid.platform_chosen.connect(self.platform_chosen)
        self.grid.replications_asked.connect(self.go_to_replications)
        self.grid.replication_chosen.connect(self.go_to_replication)
        self.replications = ReplicationsTable()
        self.replications.chosen.connect(self._watch)
        self._replications_frame = replications_section(self.replications)
        layout.addWidget(metrics_section(self.table, self._actions["file.export"]))
        layout.addWidget(self._replications_frame)
        layout.addStretch(1)
        self.area.setWidget(content)

    @property
    def target(self) -> str:
        """Design that is compared with the baseline: the one in view, else the first."""
        return "" if self.shown is None else self._target_of(self.shown)

    def _target_of(self, shown: Shown) -> str:
        targets = [column.id for column in shown.comparison.columns[1:]]
        if self._document.is_open and self._document.design in targets:
            return self._document.design
        return targets[0] if targets else ""

    def _retarget(self) -> None:
        shown = self.shown
        if shown is None or self.verdict is None or self.table is None:
            return
        self.verdict.show_target(shown, self.target)
        self.verdict.setVisible(shown.has_verdict)
        self.table.show_target(shown, self.target)
        self._show_replications()

    def _show_replications(self) -> None:
        """Show the replications of the last whole run; a preview has none to play."""
        if self.replications is None or self._replications_frame is None:
            return
        target = "" if self._whole is None else self._target_of(self._whole)
        self._replications_frame.setVisible(bool(target))
        if self._whole is not None and target:
            self.replications.show_comparison(self._whole.comparison, target)

    def go_to_table(self) -> None:
        """Scroll to the table of all metrics and put the keyboard there."""
        if self.table is not None:
            self.table.selectRow(0)
            frame = self.table.parentWidget()
            self.area.verticalScrollBar().setValue(frame.y() if frame is not None else 0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_replications(self) -> None:
        """Scroll to the replications and put the keyboard on the first that is marked."""
        if self._whole is None or self.replications is None or self._replications_frame is None:
            self.said.emit("A preview keeps no replications: run the comparison (Ctrl+R)")
            return
        self.replications.go_to_marked()
        self.area.ensureWidgetVisible(self._replications_frame, 0, GAP)
        self.replications.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_replication(self, replication: int, design: str) -> None:
        """Show a replication of a design among the others; Enter plays it."""
        if self._document.is_open and design in self._document.scenario.designs:
            self._document.show_design(design)
        self.go_to_replications()
        if self.replications is not None:
            self.replications.go_to(replication)

    def _watch(self, replication: int) -> None:
        if self._whole is not None:
            self.replication_chosen.emit(self._target_of(self._whole), replication)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was not drawn while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._show()
        elif self.grid is not None:
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
        if self._whole is None:
            return
        whole, theme = self._whole, appearance().theme
        steps = export_steps(whole.comparison, whole.scenario, folder, theme.name)
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
