"""Earlier runs: which there were, one of them pinned, and what is other since then."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.window.look.tables import make_read_only
from app.window.look.wrapped_cells import WrappedCells
from app.window.look.wrapped_head import wrap_heads

if TYPE_CHECKING:
    from models.comparison import Comparison
    from models.scenario import Scenario

_HEADS = ("Run", "Finished", "Scenario")
_MOST_CHANGES = 60
_RUN = Qt.ItemDataRole.UserRole
_NUMBER_PX, _DAY_PX = 64, 100


class RunList(QWidget):
    """`show_asked` and `pin_asked` carry the number of a run, `pin_asked` 0 to let go."""

    show_asked = Signal(int)
    pin_asked = Signal(int)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.table = QTableWidget(0, len(_HEADS))
        wrap_heads(self.table)
        self.table.setItemDelegate(WrappedCells(self.table))
        self.table.setHorizontalHeaderLabels(list(_HEADS))
        tip = "Enter or a double click shows the run on the page Compare."
        head = make_read_only(self.table, "Earlier runs", tip, one=True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(0, _NUMBER_PX)
        head.resizeSection(1, _DAY_PX)
        head.sectionResized.connect(self._fit_rows)
        self.remark = _text("What is kept")
        self.since = _text("What is other since the pinned run")
        self.show_button = _button("Show", "Show this run on the page Compare.")
        self.pin_button = _button("Pin", "Say from now on what is other since this run.")
        self.table.cellActivated.connect(
            lambda row, _column: self.show_asked.emit(self.run_at(row))
        )
        self.show_button.clicked.connect(lambda: self._ask(self.show_asked))
        self.pin_button.clicked.connect(self._pin)
        self.table.itemSelectionChanged.connect(self._enable)
        self._pinned = 0
        self._lay_out()
        self.remark.setText("Reading the library…")
        self._enable()

    def _fit_rows(self) -> None:
        """Make rows as high as their texts, once columns have their widths."""
        QTimer.singleShot(0, self, self.table.resizeRowsToContents)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName("Since the pinned run")
        area.setWidget(self.since)
        row = QHBoxLayout()
        row.addWidget(self.show_button)
        row.addWidget(self.pin_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.remark)
        layout.addWidget(self.table, 3)
        layout.addLayout(row)
        layout.addWidget(area, 2)

    def show_runs(self, runs: list[dict[str, Any]]) -> None:
        """Show runs, newest first; the chosen one stays chosen, wherever it stands now."""
        chosen = self._chosen
        self.table.clearSelection()
        self.table.setRowCount(len(runs))
        for row, run in enumerate(runs):
            texts = (run["id"], _local(str(run["finished"])), run["title"])
            for column, text in enumerate(texts):
                item = QTableWidgetItem(str(text))
                item.setData(_RUN, run["id"])
                item.setToolTip(
                    f"{run['title']}: seed {run['seed']}, {run['replications']} replications, "
                    f"digest {run['digest'][:12]}"
                )
                self.table.setItem(row, column, item)
            if run["id"] == chosen:
                self.table.selectRow(row)
        self._mark()
        self.table.resizeRowsToContents()
        count = len(runs)
        self.remark.setText(
            "Nothing is kept yet: a run stores its result here."
            if not count
            else f"{count} run{'s' * (count > 1)} in the library, newest first."
        )
        self._enable()

    def run_at(self, row: int) -> int:
        """Return the number of the run in a row, 0 if there is none."""
        item = self.table.item(row, 0)
        return 0 if item is None else int(item.data(_RUN))

    def show_failure(self, text: str) -> None:
        """Say why the library cannot be read."""
        self.remark.setText(text)

    def show_pinned(self, run: int) -> None:
        """Say which run is pinned; 0: none."""
        self._pinned = run
        if not run:
            self.since.setText("Pin a run to see what is other since then.")
        self._mark()
        self._enable()

    def _mark(self) -> None:
        """Mark the pinned run in the list."""
        for row in range(self.table.rowCount()):
            item, run = self.table.item(row, 0), self.run_at(row)
            if item is not None:
                item.setText(f"● {run}" if run == self._pinned else str(run))

    def show_since(self, run: int, then: Comparison, before: Scenario,
                   now: tuple[Scenario, Comparison] | None, after: Scenario) -> None:  # fmt: skip
        """Say what is other since a run.

        Args:
            run: Its number.
            then: What it said.
            before: What was run.
            now: What the last run in this window was of, and says; None: there is none yet.
            after: The scenario as it stands.
        """
        lines = [f"Since run {run}:", "", *_moved(then, now, after), "", *_edited(before, after)]
        self.since.setText("\n".join(lines))

    @property
    def _chosen(self) -> int:
        """Number of the run that is selected; 0: none is."""
        return self.run_at(self.table.currentRow()) if self.table.selectedItems() else 0

    def _ask(self, signal: Any) -> None:  # noqa: ANN401 - a bound signal has no type of its own
        if self._chosen:
            signal.emit(self._chosen)

    def _pin(self) -> None:
        self.pin_asked.emit(0 if self._chosen == self._pinned else self._chosen)

    def _enable(self) -> None:
        run = self._chosen
        self.show_button.setEnabled(bool(run))
        self.pin_button.setEnabled(bool(run))
        self.pin_button.setText("Let go" if run and run == self._pinned else "Pin")


def _local(finished: str) -> str:
    """Return when a run finished by the clock of this machine: day, then time."""
    moment = datetime.fromisoformat(finished)
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return known.astimezone().strftime("%Y-%m-%d\n%H:%M")


def _moved(then: Comparison, now: tuple[Scenario, Comparison] | None, after: Scenario) -> list[str]:
    """Return what headline differences were, and are; whose they are is said."""
    from app.window.strip.wording import difference_words, unit_shown
    from models.metrics import NUMBERS
    from models.scenario.sameness import same_run

    if now is None:
        return ["No run has finished in this window yet: press Run (Ctrl+R)."]
    ran, latest = now
    earlier = {(m.id, d.target): d for m in then.metrics for d in m.differences}
    titles = {column.id: column.title for column in latest.columns}
    lines = []
    for metric in latest.metrics:
        for difference in metric.differences:
            old = earlier.get((metric.id, difference.target))
            if not metric.headline or old is None:
                continue
            about = NUMBERS[metric.id]
            unit = unit_shown(about)
            was, is_now = (difference_words(each, unit) for each in (old, difference))
            name = about.name if unit == about.unit else f"{about.name} ({about.unit})"
            name = f"{name}, {titles[difference.target]}:"
            if was == is_now:
                lines.append(f"{name} {was}, as now")
            else:
                lines += [name, f"   then {was}", f"   now {is_now}"]
    if not lines:
        return ["The two runs have no headline metric in common."]
    lines = ["Differences then and now, with 95 % intervals:", *lines]
    if not same_run(ran, after):
        lines.insert(0, "The last run is not of the scenario as it stands: run again (Ctrl+R).")
    return lines


def _edited(before: Scenario, after: Scenario) -> list[str]:
    """Return what was edited in between."""
    from models.profile.change_words import change_words
    from models.scenario.differences import diff

    changes = [change_words(before, after, change) for change in diff(before, after)]
    if not changes:
        return ["The scenario says the same as then."]
    left = len(changes) - _MOST_CHANGES
    more = [f"… and {left} more"] if left > 0 else []
    return [f"Edited in between ({len(changes)}):", *changes[:_MOST_CHANGES], *more]


def _text(name: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAccessibleName(name)
    return label


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(f"{text} run")
    button.setToolTip(tip)
    return button
