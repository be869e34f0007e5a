"""A label of one line that is shortened, with its whole text in the tooltip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Line(QLabel):
    """A line that is shortened rather than cut.

    Attributes:
        whole: The text, not shortened.
    """

    def __init__(self, role: str) -> None:
        """Start empty."""
        super().__init__()
        self.whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setMinimumWidth(20)

    def show_text(self, text: str) -> None:
        """Show a text, as much of it as there is room for."""
        self.whole = text
        self.setToolTip(text if len(text) > 24 else "")
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for room for the whole text."""
        return QSize(
            self.fontMetrics().horizontalAdvance(self.whole) + 4, super().sizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        self.setText(metrics.elidedText(self.whole, Qt.TextElideMode.ElideRight, self.width()))
