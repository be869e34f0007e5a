"""A chart as a widget: drawn once in one size; it leaves the wheel to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg

from app.charts import figure_for, finding_of, panel_of
from app.window.look import appearance

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

    from app.window.comparing.source import Source


class Chart(FigureCanvasQTAgg):
    """One panel of a comparison; no pyplot anywhere."""

    def __init__(self, panel_id: str, source: Source, size: tuple[float, float]) -> None:
        """Draw a panel.

        Args:
            panel_id: Id of the panel.
            source: What it is drawn from.
            size: Width and height in pixels.
        """
        figure = figure_for(
            panel_id,
            source.comparison,
            appearance().theme,
            size,
            names=source.names,
            standing=source.standing,
        )
        super().__init__(figure)  # type: ignore[no-untyped-call]
        self.setMinimumSize(40, 40)
        about = panel_of(panel_id)
        finding = finding_of(panel_id, source.comparison, source.names)
        before = f"{source.standing}: " if source.standing else ""
        self.setAccessibleName(f"Chart {about.name}: {before}{finding}")
        self.setAccessibleDescription(about.text)
        self.setToolTip(f"{about.name}: {about.text}")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()
