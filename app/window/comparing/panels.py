"""Chart panels: each its own canvas, drawn only when it is in view, one per turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.tokens import GAP
from app.window.comparing.panel_tools import (
    PanelTools,
    copy_picture,
    save_figure,
)
from app.window.look import appearance
from app.window.look.saving import PICTURES, ask_where

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QFileDialog

    from app.window.comparing.chart import Chart
    from app.window.comparing.enlarged import EnlargedChart
    from app.window.comparing.panel_table import PanelTable
    from app.window.comparing.source import Source

_LEAST_WIDTH = 400
_HEIGHT = 356
_SETTLE_MS = 120
_PAD = 10
_OF_HEADLINES = ("headline_levels", "differences")
"""Panels of the metrics that the table of replications holds."""


class Panel(QFrame):
    """One chart; knows whether what it shows is out of date.

    `said` carries a sentence for the status bar, `platform_chosen` the id of a platform;
    `replications_asked` asks for the replications behind it, one by one, `replication_chosen` for
    one of a design that is marked.
    """

    said = Signal(str)
    platform_chosen = Signal(str)
    replications_asked = Signal()
    replication_chosen = Signal(int, str)

    def __init__(self, panel_id: str) -> None:
        """Be the place of one chart."""
        super().__init__()
        from app.charts import panel_of

        self.source: Source | None = None
        self.enlarged: EnlargedChart | None = None
        self.dialog: QFileDialog | None = None
        self.tools = PanelTools(panel_of(panel_id).name, self)
        self.tools.add("table", "Table or chart", self.toggle_table)
        if panel_id in _OF_HEADLINES:
            self.tools.add("replications", "Replications one by one", self.replications_asked.emit)
        self.tools.add("fit", "Enlarge", self.enlarge)
        self.tools.add("copy", "Copy", self.copy)
        self.tools.add("save", "Save as PNG, SVG or PDF…", self.ask_save)
        self.panel_id = panel_id
        self.dirty = True
        self.canvas: Chart | None = None
        self.table: PanelTable | None = None
        self.shows_table = False
        self.setObjectName("panel")
        self.setFixedHeight(_HEIGHT)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(_PAD, _PAD, _PAD, self._below)

    def show_source(self, source: Source) -> None:
        """Take what the chart is drawn from; it is drawn when it is in view."""
        if not source.is_like(self.source):
            self.dirty = True
        self.source = source

    def draw(self) -> None:
        """Draw the chart in the size that the panel has now."""
        if self.source is None:
            return
        from app.window.comparing.chart import Chart

        self.dirty = False
        inside = self.contentsRect()
        room = (inside.width() - 2 * _PAD, inside.height() - _PAD - self._below)
        had_focus = self.canvas is not None and self.canvas.hasFocus()
        self._take_out(self.canvas)
        self.canvas = Chart(self.panel_id, self.source, room)
        self.canvas.platform_chosen.connect(self.platform_chosen)
        self.canvas.replication_chosen.connect(self.replication_chosen)
        self._layout.addWidget(self.canvas)
        if self.shows_table:
            self._show_table()
        elif had_focus:
            self.canvas.show()
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place_tools()

    def _take_out(self, widget: QWidget | None) -> None:
        if widget is not None:
            self._layout.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def toggle_table(self) -> None:
        """Show the numbers as a table, or the chart again."""
        if self.canvas is None:
            return
        self.shows_table = not self.shows_table
        if self.shows_table:
            self._show_table()
        else:
            self._take_out(self.table)
            self.table = None
            self.canvas.show()
        shown = self.table or self.canvas
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place_tools()

    def _show_table(self) -> None:
        if self.source is None or self.canvas is None:
            return
        from app.window.comparing.panel_table import PanelTable

        self._take_out(self.table)
        self.table = PanelTable(self.panel_id, self.source)
        self.table.platform_chosen.connect(self.platform_chosen)
        self.canvas.hide()
        self._layout.addWidget(self.table)
        self.table.show()

    @property
    def _below(self) -> int:
        """What is free at the lower edge: room for the tools."""
        return self.tools.sizeHint().height() + 4

    # -- what can be done with it ------------------------------------------------------------

    def enlarge(self) -> None:
        """Show the chart in a window of its own."""
        if self.source is not None:
            from app.window.comparing.enlarged import EnlargedChart

            self.enlarged = EnlargedChart(self.panel_id, self.source, self.window())
            self.enlarged.platform_chosen.connect(self.platform_chosen)
            self.enlarged.replication_chosen.connect(self.replication_chosen)
            self.enlarged.show()

    def copy(self) -> None:
        """Put a picture of the chart on the clipboard, or the text of the table."""
        if self.table is not None:
            self.table.copy()
            self.said.emit("The table is on the clipboard")
        elif self.canvas is not None:
            copy_picture(self.canvas)
            self.said.emit("The chart is on the clipboard")

    def ask_save(self) -> None:
        """Let the user choose where the chart goes."""
        self.dialog = ask_where(self, "Save the chart", PICTURES, f"{self.panel_id}.png", self.save)

    def save(self, path: Path) -> None:
        """Write the chart to a file."""
        if self.source is None:
            return
        from app.charts import figure_for

        source = self.source
        figure = figure_for(
            self.panel_id,
            source.comparison,
            appearance().theme,
            names=source.names,
            standing=source.standing,
        )
        try:
            save_figure(figure, path)
        except (OSError, ValueError) as error:
            self.said.emit(f"{path.name} was not written: {error}")
        else:
            self.said.emit(f"Saved {path.name}")

    def _place_tools(self) -> None:
        self.tools.move(
            self.width() - self.tools.width() - 4, self.height() - self.tools.height() - 4
        )
        self.tools.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a new drawing in the new size."""
        super().resizeEvent(event)
        self._place_tools()
        if event.size().width() != event.oldSize().width():
            self.dirty = True


class PanelGrid(QWidget):
    """All panels in as many columns as there is room for; signals as those of a panel."""

    said = Signal(str)
    platform_chosen = Signal(str)
    replications_asked = Signal()
    replication_chosen = Signal(int, str)

    def __init__(self, area: QScrollArea) -> None:
        """Draw what *area* shows."""
        super().__init__()
        self._area = area
        self.panels: list[Panel] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._draw_next)
        area.verticalScrollBar().valueChanged.connect(lambda _at: self.draw_soon())
        appearance().changed.connect(self._redraw_all)

    def show_sources(self, sources: Mapping[str, Source]) -> None:
        """Show charts, each by its id with what it is drawn from."""
        if [panel.panel_id for panel in self.panels] != list(sources):
            for panel in self.panels:
                self._grid.removeWidget(panel)
                panel.hide()
                panel.deleteLater()
            self.panels = [Panel(panel_id) for panel_id in sources]
            for panel in self.panels:
                panel.said.connect(self.said)
                panel.platform_chosen.connect(self.platform_chosen)
                panel.replications_asked.connect(self.replications_asked)
                panel.replication_chosen.connect(self.replication_chosen)
            self._columns = 0
            self._arrange()
        for panel in self.panels:
            panel.show_source(sources[panel.panel_id])
        self.draw_soon()

    def _redraw_all(self) -> None:
        for panel in self.panels:
            panel.dirty = True
        self.draw_soon()

    def draw_soon(self) -> None:
        """Draw dirty panels in view, when the size has come to rest."""
        self._settle.start()

    def _draw_next(self) -> None:
        if not self.isVisible():
            return
        panel = next((p for p in self.panels if p.dirty and self._in_view(p)), None)
        if panel is not None:
            panel.draw()
            QTimer.singleShot(0, self, self._draw_next)

    def _in_view(self, panel: Panel) -> bool:
        viewport = self._area.viewport()
        corner = panel.mapTo(viewport, panel.rect().topLeft())
        return QRect(corner, panel.size()).intersects(viewport.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change the number of columns with the width."""
        super().resizeEvent(event)
        self._arrange()
        self.draw_soon()

    def _arrange(self) -> None:
        columns = max(1, min(4, (self.width() + GAP) // (_LEAST_WIDTH + GAP)))
        if columns == self._columns or not self.panels:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for at, panel in enumerate(self.panels):
            self._grid.addWidget(panel, at // columns, at % columns)
