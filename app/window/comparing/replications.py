"""What single replications say: a row each, outliers marked, each one opens in Playback."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from app.tokens import FAR_GLYPH
from app.window.comparing.table import shown_unit
from app.window.look import appearance
from app.window.look.tables import make_read_only
from app.window.look.wrapped_head import wrap_heads
from models.comparison.outliers import OUTLIER, differences_of, outliers
from models.metrics import NUMBERS
from models.metrics.wording import format_difference

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from models.comparison import Comparison

_MARK = f"{FAR_GLYPH} "


class _Item(QTableWidgetItem):
    """Sorts by its number, not by its text; what is not told comes last."""

    def __lt__(self, other: QTableWidgetItem) -> bool:
        mine = float(self.data(Qt.ItemDataRole.UserRole))
        return mine < float(other.data(Qt.ItemDataRole.UserRole))


class ReplicationsTable(QTableWidget):
    """`chosen` carries the number of a replication that is to be watched."""

    chosen = Signal(int)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        tip = "Enter or a double click opens the replication in Playback."
        wrap_heads(self)
        make_read_only(self, "Replications", tip, one=True)
        self.setMinimumHeight(240)
        self.cellActivated.connect(lambda row, _column: self._choose(row))

    def show_comparison(self, comparison: Comparison, target: str) -> None:
        """Show the differences of a target to the baseline, replication by replication."""
        metrics = [metric for metric in comparison.metrics if metric.headline]
        self.setSortingEnabled(False)
        self.setColumnCount(1 + len(metrics))
        self.setHorizontalHeaderLabels(["Replication", *(NUMBERS[m.id].name for m in metrics)])
        self.setRowCount(comparison.replications)
        for row in range(comparison.replications):
            self._put(row, 0, str(row), float(row))
        for column, metric in enumerate(metrics, start=1):
            values = differences_of(metric, comparison.baseline, target)
            marked = outliers(values)
            for row, value in enumerate(values.tolist()):
                text = format_difference(value, shown_unit(NUMBERS[metric.id].unit))
                sign = _MARK if marked[row] else ""
                self._put(row, column, f"{sign}{text}", value, marked=marked[row])
        self.setSortingEnabled(True)
        self.sortItems(0)
        for column, metric in enumerate(metrics, start=1):
            about, item = NUMBERS[metric.id], self.horizontalHeaderItem(column)
            if item is not None:
                item.setToolTip(f"{about.name}, {about.unit}: {about.text}")

    def _put(self, row: int, column: int, text: str, value: float, *, marked: bool = False) -> None:
        item = _Item(text)
        item.setData(Qt.ItemDataRole.UserRole, value if math.isfinite(value) else math.inf)
        if marked:
            item.setForeground(QColor(appearance().theme.warn))
            item.setToolTip(f"Far from the others: over {OUTLIER} robust standard deviations.")
        self.setItem(row, column, item)

    def go_to_marked(self) -> None:
        """Make the first value that is far from the others current, or the first replication."""
        places = [(row, column) for row in range(self.rowCount())
                  for column in range(1, self.columnCount())]  # fmt: skip
        marked = (place for place in places if self._is_marked(*place))
        self.setCurrentCell(*next(marked, (0, 0)))

    def go_to(self, replication: int) -> None:
        """Make the first value of a replication that is far from the others current."""
        for row in range(self.rowCount()):
            item = self.item(row, 0)
            if item is not None and item.text() == str(replication):
                columns = range(1, self.columnCount())
                marked = (column for column in columns if self._is_marked(row, column))
                self.setCurrentCell(row, next(marked, 0))

    def _is_marked(self, row: int, column: int) -> bool:
        item = self.item(row, column)
        return item is not None and item.text().startswith(_MARK)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current replication on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentRow())
            return
        super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        item = self.item(row, 0)
        if item is not None:
            self.chosen.emit(int(item.text()))
