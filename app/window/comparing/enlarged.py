"""A chart in a window of its own, as large as one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.window.look import appearance

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.window.comparing.chart import Chart
    from app.window.comparing.source import Source

_SETTLE_MS = 120
_SIZE = (1000, 680)


class EnlargedChart(QWidget):
    """Draws a panel anew whenever its size has come to rest; Escape closes it.

    `platform_chosen` carries the id of a platform, `replication_chosen` as of `Chart`.
    """

    platform_chosen = Signal(str)
    replication_chosen = Signal(int, str)

    def __init__(self, panel_id: str, source: Source, parent: QWidget) -> None:
        """Show a panel."""
        super().__init__(parent, Qt.WindowType.Window)
        from app.charts import panel_of

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._panel_id, self._source = panel_id, source
        self.canvas: Chart | None = None
        name = panel_of(panel_id).name
        self.setWindowTitle(f"{name} – Sprawl")
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.draw)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        appearance().changed.connect(self._settle.start)
        self.resize(*_SIZE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw in the new size, soon."""
        super().resizeEvent(event)
        self._settle.start()

    def draw(self) -> None:
        """Draw the chart."""
        from app.window.comparing.chart import Chart

        room = self.contentsRect()
        margins = self._layout.contentsMargins()
        size = (
            room.width() - margins.left() - margins.right(),
            room.height() - margins.top() - margins.bottom(),
        )
        old, self.canvas = self.canvas, Chart(self._panel_id, self._source, size)
        self.canvas.platform_chosen.connect(self.platform_chosen)
        self.canvas.replication_chosen.connect(self.replication_chosen)
        if old is not None:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._layout.addWidget(self.canvas)
