"""The comparison strip: the headline metrics, design A, design B, paired difference."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from app.window.look import appearance
from app.window.look.fitted_label import FittedLabel
from app.window.look.restyle import set_look
from app.window.strip.cells import Cell, Figures

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.window.document import Document
    from app.window.running import RunProgress
    from models.comparison import Comparison
    from models.experiments.previews import Preview

_HEIGHT, _SHORT_TITLE = 100, 48
"""Height in pixels, and letters of a title that still stand in the larger size."""

_HEAD, _CELL = 232, 205
"""Widths of the head and of one metric, in pixels: narrower, figures would be cut."""


class Strip(QFrame):
    """Always visible: what the last run said, whether it still holds, what an edit would do."""

    def __init__(self, document: Document) -> None:
        """Start with the names of the headline metrics and no figures."""
        super().__init__()
        self.setObjectName("strip")
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName("Comparison strip")
        self._document = document
        self._comparison: Comparison | None = None
        self._preview: Preview | None = None
        self._progress: RunProgress | None = None
        self._partial: Comparison | None = None
        self._expected = 0
        self._run_edited = False
        self._waits = ""
        self.outdated = False
        self.badge = QLabel()
        self.badge.setProperty("role", "badge")
        self.title, self.remark = FittedLabel("title", 3), FittedLabel("small", 2)
        self.cells: list[Cell] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self._head())
        document.opened.connect(self._forget)
        document.design_changed.connect(self.redraw)
        document.drafts.changed.connect(self.redraw)
        appearance().changed.connect(self.redraw)

    def _head(self) -> QFrame:
        head = QFrame()
        head.setFixedWidth(_HEAD)
        layout = QVBoxLayout(head)
        layout.setContentsMargins(16, 5, 8, 5)
        layout.setSpacing(2)
        layout.addWidget(self.title)
        layout.addWidget(self.remark)
        row = QHBoxLayout()
        row.addWidget(self.badge)
        row.addStretch(1)
        layout.addLayout(row)
        return head

    # -- what there is to show -----------------------------------------------------------

    def _forget(self) -> None:
        self._comparison = self._preview = self._progress = self._partial = None
        self._run_edited = False
        self._waits = ""
        self.outdated = False
        self.redraw()

    def show_comparison(self, comparison: Comparison) -> None:
        """Show the figures of a run."""
        self._comparison, self._preview = comparison, None
        self.outdated = False
        self.redraw()

    def mark_outdated(self, outdated: bool) -> None:
        """Say that the scenario is no longer the one that was run, or that it is again."""
        if self._comparison is not None and outdated != self.outdated:
            self.outdated = outdated
            self.redraw()

    def show_preview(self, preview: Preview | None, waits: str = "") -> None:
        """Show what a sample says of the scenario as it stands.

        Args:
            preview: What it says; None: nothing, the run's own figures hold or nothing is known.
            waits: Why there is no preview of the scenario as it stands, or that one is under way.
        """
        self._preview, self._waits = preview, waits
        self.redraw()

    def show_progress(self, progress: RunProgress | None) -> None:
        """Show how sure the headline is by now; None: no run is under way."""
        self._progress = progress
        if progress is None:
            self._partial, self._run_edited = None, False
        self.redraw()

    def show_so_far(self, comparison: Comparison, expected: int) -> None:
        """Show what is whole of a run that is under way.

        Args:
            comparison: What it says so far.
            expected: Replications after which it should end.
        """
        self._partial, self._expected = comparison, expected
        self.redraw()

    def mark_run_edited(self, edited: bool) -> None:
        """Say that the run under way is not of the scenario as it stands, or that it is again."""
        if edited != self._run_edited:
            self._run_edited = edited
            self.redraw()

    @property
    def _shows_run(self) -> bool:
        """Whether a run is under way of what one sees; of another state, what is known stands."""
        return self._progress is not None and not self._run_edited

    # -- drawing -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many metrics as there is room for."""
        super().resizeEvent(event)
        if self._room() < len(self.cells) or len(self.cells) < len(self._figures()):
            self.redraw()

    def _room(self) -> int:
        """Return how many metrics can be read side by side; the rest stands on Compare."""
        return max(3, (self.width() - _HEAD) // _CELL)

    def redraw(self) -> None:
        """Show what there is, in place."""
        if not self._document.is_open:
            return
        figures = self._figures()
        shown = [self._so_far(each) for each in figures[: self._room()]]
        while len(self.cells) > len(shown):
            cell = self.cells.pop()
            self._layout.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        while len(self.cells) < len(shown):
            self.cells.append(Cell())
            self._layout.addWidget(self.cells[-1], 1)
        for cell, each in zip(self.cells, shown, strict=True):
            cell.show_figures(each)
        self._tell(len(shown), len(figures))

    def _figures(self) -> list[Figures]:
        from app.window.strip.sources import as_previewed, as_run, waiting

        if not self._document.is_open:
            return []
        designs = list(self._document.scenario.designs)
        if self._shows_run and self._partial is not None:
            return as_run(self._partial, self._target(), designs)
        if self._preview is not None:
            return as_previewed(self._preview, self._target(), designs)
        if self._comparison is not None:
            return as_run(self._comparison, self._target(), designs)
        return waiting(self._document.scenario)

    def _so_far(self, figures: Figures) -> Figures:
        """Return what a run that is under way says by now, instead of what was."""
        if self._progress is None or not self._shows_run:
            return figures
        from app.window.strip.wording import sureness_words, unit_shown
        from models.metrics import NUMBERS

        for sure in self._progress.surenesses:
            if (sure.metric, sure.target) == (figures.metric, self._target()):
                unit = unit_shown(NUMBERS[figures.metric])
                return replace(figures, line=sureness_words(sure, unit), mood="muted")
        return figures

    def _target(self) -> str:
        """Return the design that is compared with the baseline: the one in view, if it is."""
        shown = self._partial if self._shows_run and self._partial else self._comparison
        if shown is not None and (self._preview is None or shown is self._partial):
            targets = [column.id for column in shown.columns[1:]]
        else:
            scenario = self._document.scenario
            targets = [key for key in scenario.experiment.compare if key in scenario.designs]
            targets = [key for key in targets if key != self._document.baseline]
        current = self._document.design
        return current if current in targets else targets[0] if targets else ""

    def _tell(self, shown: int, of: int) -> None:
        designs = self._document.scenario.designs
        pair = (self._document.baseline, self._target())
        first, second = (
            (designs[key].title or key) if key in designs else "nothing yet" for key in pair
        )
        self.title.show_text(f"{first} → {second}")
        set_look(self.title, "tight", len(self.title.whole) > _SHORT_TITLE)
        part = f", {shown} of {of} metrics" if shown < of else ", 95 % intervals"
        if self._progress is not None and self._shows_run:
            self.remark.show_text(f"{self._progress.done} of {self._progress.total} runs")
            self._tell_so_far()
        elif self._preview is not None:
            self._tell_preview(self._preview)
        elif self._comparison is not None:
            self.remark.show_text(f"{self._comparison.replications} replications{part}")
            self._tell_age()
        else:
            self.remark.show_text(self._waits or "no figures yet")
            self._tell_how_to_begin()

    def _tell_how_to_begin(self) -> None:
        problems = self._document.problems
        if self._progress is not None:
            hint = "The run goes on with the scenario as it was started (Shift+F5 for this one)."
            self._set_badge("run of another state", "plain", hint)
        elif problems:
            self._set_badge("▲ cannot be run yet", "warn", str(problems[0]))
        else:
            self._set_badge("press Run (Ctrl+R)", "plain", "Compare the designs.")

    def _tell_so_far(self) -> None:
        hint = "Intervals narrow as replications arrive; nothing is called before the end."
        if self._partial is None:
            self._set_badge("running", "accent", hint)
        else:
            part = f"{self._partial.replications} of {self._expected} replications"
            self._set_badge(f"◔ {part}", "accent", hint)

    def _tell_preview(self, preview: Preview) -> None:
        few, every = sum(preview.agents.values()), sum(preview.of_agents.values())
        days, all_days = preview.horizon_h / 24.0, preview.of_horizon_h / 24.0
        self.remark.show_text(
            f"{few} of {every} agents, {days:.0f} of {all_days:.0f} d, × {preview.replications}"
        )
        text = "≈ preview, nothing moves" if preview.still else "≈ preview"
        if self._waits:
            text = f"≈ preview, {self._waits}"
        about = [preview.text, preview.still, "Run (Ctrl+R) for the whole of it."]
        self._set_badge(text, "accent", "\n".join(filter(None, about)))

    def _tell_age(self) -> None:
        if not self.outdated:
            self._set_badge("as run", "ok", "These figures belong to the scenario as it stands.")
            return
        why = f" ({self._waits})" if self._waits else ""
        hint = "The scenario was edited since this run: run again."
        self._set_badge(f"▲ out of date{why}", "warn", hint)

    def _set_badge(self, text: str, tone: str, hint: str) -> None:
        self.badge.setText(text)
        self.badge.setToolTip(hint)
        set_look(self.badge, "tone", tone)
