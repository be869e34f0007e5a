"""A matplotlib canvas that leaves the wheel to the page; no pyplot anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from PySide6.QtGui import QWheelEvent


class FigureCanvas(FigureCanvasQTAgg):
    """Shows one figure."""

    def __init__(self, figure: Figure) -> None:
        """Show *figure*."""
        super().__init__(figure)  # type: ignore[no-untyped-call]
        self.setMinimumSize(40, 40)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()
