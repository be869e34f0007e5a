"""All metrics of a comparison in a table that can be sorted and copied."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.tokens import BODY_PX
from app.window.look import appearance
from app.window.look.fonts import sized_font
from app.window.look.tables import UNBROKEN, copy_rows
from models.metrics import NUMBERS
from models.metrics.wording import format_difference, format_interval, format_value

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from app.window.comparing.standing import Old, Shown
    from models.comparison import Comparison, Difference, Effect, Interval, MetricComparison

SORT = Qt.ItemDataRole.UserRole
_WORDS = {
    "better": "✓ better",
    "worse": "✕ worse",
    "undecided": "no difference shown",
    "exploratory": "exploratory",
    "equal": "equal",
}
_EFFECTS: dict[int, Effect] = {4: "total", 6: "structure", 7: "settings"}
_TOTAL, _CALL = 4, 5
_CROSSING = f"†{UNBROKEN}"
_LINE_PX, _TWO_LINES_PX, _CELL_PAD = 30, 46, 24
_MOST_CALL_PX = 165
BESIDE = ("h", "share", "n")
"""Units that stand beside the figures."""

_Index = QModelIndex | QPersistentModelIndex


class MetricsModel(QAbstractTableModel):
    """One row per metric: both levels, the difference and its parts, each with its interval."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._comparison: Comparison | None = None
        self._target = ""
        self._before = ""
        self._old: Old = {}
        self._heads: tuple[str, ...] = ()

    def show_target(self, shown: Shown, target: str) -> None:
        """Show one target against the baseline."""
        self.beginResetModel()
        comparison = shown.comparison
        self._comparison, self._target = comparison, target
        self._before, self._old = shown.before, shown.old
        titles = {column.id: column.title for column in comparison.columns}
        self._heads = (
            "Metric",
            "Unit",
            titles[comparison.baseline],
            titles.get(target, target),
            "Difference [95 %]",
            "What it says",
            "of it structure",
            "of it settings",
        )
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of metrics."""
        return 0 if parent.isValid() or self._comparison is None else len(self._comparison.metrics)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, sorts by, or says in its tooltip."""
        if self._comparison is None:
            return None
        metric = self._comparison.metrics[index.row()]
        found: object = None
        if role == Qt.ItemDataRole.DisplayRole:
            found = self._text(metric, index.column())
        elif role == Qt.ItemDataRole.ToolTipRole:
            found = self._hint(metric)
        elif role == Qt.ItemDataRole.FontRole and metric.headline and index.column() == 0:
            found = sized_font(BODY_PX, bold=True)
        elif role == Qt.ItemDataRole.ForegroundRole and index.column() == _CALL:
            found = _colour(self._difference(metric))
        elif role == SORT:
            found = self._key(metric, index.column())
        return found

    def _difference(self, metric: MetricComparison) -> Difference | None:
        return next((d for d in metric.differences if d.target == self._target), None)

    def _text(self, metric: MetricComparison, column: int) -> str:
        definition = NUMBERS[metric.id]
        difference = self._difference(metric)
        if column == 0:
            return definition.name
        if column == 1:
            return "" if definition.unit in BESIDE else definition.unit
        if column in (2, 3):
            return self._level(metric, column)
        if column == _CALL:
            return self._call(metric, difference)
        if difference is None:
            return "–"
        mark = _CROSSING if column == _TOTAL and self._crossing(metric) else ""
        return mark + _estimate(
            difference.effects.get(_EFFECTS[column]), shown_unit(definition.unit)
        )

    def _hint(self, metric: MetricComparison) -> str:
        about = f"{NUMBERS[metric.id].name}: {NUMBERS[metric.id].text}"
        return f"{about}\n{self._crossing(metric)}".rstrip()

    def _crossing(self, metric: MetricComparison) -> str:
        from models.comparison.phrases import crossing_told

        places = [at for at, d in enumerate(metric.differences) if d.target == self._target]
        return crossing_told(metric, places[0]) if places else ""

    @property
    def has_crossing(self) -> bool:
        """Whether a difference is marked with †."""
        return self._comparison is not None and any(map(self._crossing, self._comparison.metrics))

    def _call(self, metric: MetricComparison, difference: Difference | None) -> str:
        if self._old.get(metric.id, frozenset()) & {self._target, self._baseline}:
            return "not previewed: as in the last run, if any"
        if difference is None:
            return "–"
        word = _WORDS[difference.call]
        is_called = self._before and difference.call in ("better", "worse", "undecided")
        return f"{self._before.lower()}: {word}" if is_called else word

    @property
    def _baseline(self) -> str:
        return "" if self._comparison is None else self._comparison.baseline

    def _level(self, metric: MetricComparison, column: int) -> str:
        assert self._comparison is not None  # noqa: S101 - rows exist only with a comparison
        definition = NUMBERS[metric.id]
        wanted = self._comparison.baseline if column == 2 else self._target
        level = next((level for level in metric.levels if level.design == wanted), None)
        if level is None:
            return "–"
        limit_h = self._comparison.follow_up_h if definition.limit else None
        return format_value(level.interval.estimate, shown_unit(definition.unit), limit_h)

    def _key(self, metric: MetricComparison, column: int) -> float | str:
        if column in (0, 1, _CALL):
            return self._text(metric, column)
        if column in (2, 3):
            wanted = self._comparison.baseline if column == 2 and self._comparison else self._target
            found = [x.interval.estimate for x in metric.levels if x.design == wanted]
        else:
            difference = self._difference(metric)
            effects = difference.effects if difference is not None else {}
            found = [one.estimate for key, one in effects.items() if key == _EFFECTS[column]]
        return found[0] if found and not math.isnan(found[0]) else -math.inf


def _estimate(interval: Interval | None, unit: str) -> str:
    if interval is None or math.isnan(interval.estimate):
        return "–"
    if interval.method == "identical" and interval.estimate == 0:
        return "equal"
    change = format_difference(interval.estimate, unit)
    if math.isnan(interval.low):
        return change
    _, _, word = change.partition(" ")
    ends = format_interval(interval.low, interval.high, unit, difference=True)
    return f"{_whole(change)} [{_whole(ends.removesuffix(word).rstrip())}]"


def _whole(text: str) -> str:
    """Return a text that no line is broken in."""
    return text.replace(" ", UNBROKEN)


def shown_unit(unit: str) -> str:
    """Return the unit that stands beside the figures: the long ones have a column."""
    return unit if unit in BESIDE else "n"


def _colour(difference: Difference | None) -> QColor:
    theme = appearance().theme
    call = difference.call if difference is not None else ""
    return QColor({"better": theme.ok, "worse": theme.bad}.get(call, theme.muted))


class MetricsTable(QTableView):
    """The table; Ctrl+C copies the selected rows, headings first.

    `crossing` says whether a row is marked with †.
    """

    crossing = Signal(bool)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setTabKeyNavigation(False)  # Tab leads on; arrows walk the cells
        self.metrics = MetricsModel()
        proxy = QSortFilterProxyModel(self)
        proxy.setSourceModel(self.metrics)
        proxy.setSortRole(SORT)
        self.setModel(proxy)
        self.setSortingEnabled(True)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName("All metrics with their paired differences")
        self.setToolTip("Arrow keys walk; Shift+F1 explains the metric.")

    def show_target(self, shown: Shown, target: str) -> None:
        """Show one target; in the order of the comparison, headline metrics first."""
        self.metrics.show_target(shown, target)
        self.crossing.emit(self.metrics.has_crossing)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let intervals stand below their estimates where there is no room beside them."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self.setWordWrap(False)
        self.resizeColumnsToContents()
        columns = range(self.metrics.columnCount())
        is_narrow = sum(map(self.columnWidth, columns)) > self.viewport().width()
        if is_narrow:
            self.setWordWrap(True)
            for column in _EFFECTS:
                self.setColumnWidth(column, self._least_width(column))
            self.setColumnWidth(_CALL, min(_MOST_CALL_PX, self.columnWidth(_CALL)))
        line = _TWO_LINES_PX if is_narrow else _LINE_PX
        self.verticalHeader().setDefaultSectionSize(line)
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(line * self.metrics.rowCount() + head + 18)

    def _least_width(self, column: int) -> int:
        """Return how wide a column must be so that an interval has a line of its own."""
        model, room = self.model(), self.fontMetrics()
        texts = [str(model.index(row, column).data() or "") for row in range(model.rowCount())]
        parts = [part for text in texts for part in text.split(" ")]
        widest = max(map(room.horizontalAdvance, parts), default=0) + _CELL_PAD
        return max(widest, self.horizontalHeader().sectionSizeHint(column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard, separated by tabs."""
        copy_rows(self)
