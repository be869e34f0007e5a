"""The numbers of a chart as a table: all its rows, also those that the chart has no room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from app.charts import panel_of, read
from app.window.look.tables import TextTable

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.window.comparing.source import Source


class PanelTable(TextTable):
    """Ctrl+C copies; `platform_chosen` carries the id of a platform on whose row Enter was hit."""

    platform_chosen = Signal(str)

    def __init__(self, panel_id: str, source: Source) -> None:
        """Show the table of a panel."""
        heads, rows = read(panel_id, source.comparison, source.names)
        leads = (
            " Enter selects the platform on the canvas." if any(r.platform for r in rows) else ""
        )
        super().__init__(
            f"Table {panel_of(panel_id).name}", f"Ctrl+C copies the selected rows, or all.{leads}"
        )
        self._platforms = [row.platform for row in rows]
        self.show_rows([(row.label, *row.values) for row in rows], heads)
        self.setAlternatingRowColors(True)
        self.cellDoubleClicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the platform of the current row, or copy."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentRow())
        else:
            super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._platforms) and self._platforms[row]:
            self.platform_chosen.emit(self._platforms[row])
