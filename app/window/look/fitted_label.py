"""A label of one line or a few, which is broken, and shortened in its middle at last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel

from app.window.look.fitting import broken

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class FittedLabel(QLabel):
    """A text that is broken where there is no room, and shortened rather than cut.

    Attributes:
        whole: The text, not shortened.
    """

    def __init__(self, role: str, most: int = 1) -> None:
        """Start empty; *most* lines at most."""
        super().__init__()
        self.whole = ""
        self._most = most
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
        """Break it anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Break it anew in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        lines = broken(self.whole, QFontMetricsF(self.font()), self.width(), self._most)
        self.setText("\n".join(lines))
