"""The numbers of a chart as a table: all its rows, also those that the chart has no room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from app.charts import panel_of, read
from app.window.comparing.table import copy_rows
from app.window.look.tables import make_read_only

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.window.comparing.source import Source


class PanelTable(QTableWidget):
    """Ctrl+C copies; `platform_chosen` carries the id of a platform on whose row Enter was hit."""

    platform_chosen = Signal(str)

    def __init__(self, panel_id: str, source: Source) -> None:
        """Show the table of a panel."""
        heads, rows = read(panel_id, source.comparison, source.names)
        super().__init__(len(rows), len(heads))
        self._platforms = [row.platform for row in rows]
        self.setHorizontalHeaderLabels(list(heads))
        for number, row in enumerate(rows):
            for column, text in enumerate((row.label, *row.values)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(number, column, item)
        leads = " Enter selects the platform on the canvas." if any(self._platforms) else ""
        make_read_only(
            self,
            f"Table {panel_of(panel_id).name}",
            f"Ctrl+C copies the selected rows, or all.{leads}",
        )
        self.setAlternatingRowColors(True)
        self.cellDoubleClicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, or choose the platform of the current row."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentRow())
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard, separated by tabs."""
        copy_rows(self)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._platforms) and self._platforms[row]:
            self.platform_chosen.emit(self._platforms[row])
