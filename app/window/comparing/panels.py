"""Chart panels: each its own canvas, drawn only when it is in view, one per turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.tokens import GAP
from app.window.comparing.panel_tools import (
    PanelTools,
    ask_where_to_save,
    copy_picture,
    save_figure,
)
from app.window.look import appearance

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QFileDialog

    from app.charts import Names
    from app.window.comparing.enlarged import EnlargedChart
    from models.comparison import Comparison
    from models.scenario import Scenario

_LEAST_WIDTH = 400
_HEIGHT = 340
_SETTLE_MS = 120
_PAD = 10


class Panel(QFrame):
    """One chart; knows whether what it shows is out of date.

    `said` carries a sentence for the status bar.
    """

    said = Signal(str)

    def __init__(self, panel_id: str) -> None:
        """Be the place of one chart."""
        super().__init__()
        from app.charts import panel_of

        self._shown: tuple[Comparison, Names] | None = None
        self.enlarged: EnlargedChart | None = None
        self.dialog: QFileDialog | None = None
        self.tools = PanelTools(panel_of(panel_id).name, self)
        self.tools.add("fit", "Enlarge", self.enlarge)
        self.tools.add("copy", "Copy as a picture", self.copy)
        self.tools.add("save", "Save as PNG, SVG or PDF…", self.ask_save)
        self.panel_id = panel_id
        self.dirty = True
        self.canvas: QWidget | None = None
        self.setObjectName("panel")
        self.setFixedHeight(_HEIGHT)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(_PAD, _PAD, _PAD, _PAD)

    def draw(self, comparison: Comparison, names: Names) -> None:
        """Draw the chart in the size that the panel has now."""
        from app.charts import figure_for, finding_of, panel_of
        from app.window.comparing.figure_canvas import FigureCanvas

        self.dirty = False
        self._shown = (comparison, names)
        room = (self.width() - 2 * _PAD, self.height() - 2 * _PAD)
        figure = figure_for(self.panel_id, comparison, appearance().theme, room, names=names)
        canvas = FigureCanvas(figure)
        about = panel_of(self.panel_id)
        canvas.setAccessibleName(f"Chart {about.name}: {finding_of(about.id, comparison, names)}")
        canvas.setAccessibleDescription(about.text)
        canvas.setToolTip(f"{about.name}: {about.text}")
        old, self.canvas = self.canvas, canvas
        if old is not None:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._layout.addWidget(canvas)
        self._place_tools()

    # -- what can be done with it ------------------------------------------------------------

    def enlarge(self) -> None:
        """Show the chart in a window of its own."""
        if self._shown is not None:
            from app.window.comparing.enlarged import EnlargedChart

            self.enlarged = EnlargedChart(self.panel_id, *self._shown, self.window())
            self.enlarged.show()

    def copy(self) -> None:
        """Put a picture of the chart on the clipboard."""
        if self.canvas is not None:
            copy_picture(self.canvas)
            self.said.emit("The chart is on the clipboard")

    def ask_save(self) -> None:
        """Let the user choose where the chart goes."""
        self.dialog = ask_where_to_save(self.panel_id, self, self.save)

    def save(self, path: Path) -> None:
        """Write the chart to a file."""
        if self._shown is None:
            return
        from app.charts import figure_for

        comparison, names = self._shown
        figure = figure_for(self.panel_id, comparison, appearance().theme, names=names)
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
    """All panels in as many columns as there is room for; `said` as that of a panel."""

    said = Signal(str)

    def __init__(self, area: QScrollArea) -> None:
        """Draw what *area* shows."""
        super().__init__()
        self._area = area
        self._comparison: Comparison | None = None
        self._names: Names | None = None
        self.panels: list[Panel] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._draw_next)
        area.verticalScrollBar().valueChanged.connect(lambda _at: self.draw_soon())
        appearance().changed.connect(self._redraw_all)

    def show_comparison(self, comparison: Comparison, scenario: Scenario) -> None:
        """Show the charts of a comparison of the designs of *scenario*."""
        from app.charts import names_of, panels_of

        self._names = names_of(scenario)
        self._comparison = comparison
        wanted = list(panels_of(comparison))
        if [panel.panel_id for panel in self.panels] != wanted:
            for panel in self.panels:
                self._grid.removeWidget(panel)
                panel.hide()
                panel.deleteLater()
            self.panels = [Panel(panel_id) for panel_id in wanted]
            for panel in self.panels:
                panel.said.connect(self.said)
            self._columns = 0
            self._arrange()
        self._redraw_all()

    def _redraw_all(self) -> None:
        for panel in self.panels:
            panel.dirty = True
        self.draw_soon()

    def draw_soon(self) -> None:
        """Draw dirty panels in view, when the size has come to rest."""
        self._settle.start()

    def _draw_next(self) -> None:
        if self._comparison is None or self._names is None or not self.isVisible():
            return
        panel = next((p for p in self.panels if p.dirty and self._in_view(p)), None)
        if panel is not None:
            panel.draw(self._comparison, self._names)
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
