"""A button whose text is broken into lines where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QPushButton

from app.window.look.fitting import broken

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LEAST_PX, _MOST_LINES, _SLACK_PX = 40, 4, 2


class WrappedButton(QPushButton):
    """Shows the whole of its text at any width, in up to four lines.

    Attributes:
        whole: Its text, unbroken; an ampersand is one.
    """

    def __init__(self, text: str, edges_px: int) -> None:
        """Show *text*; *edges_px* are left free beside it."""
        super().__init__()
        self.whole, self._edges = text, edges_px
        self.setMinimumWidth(_LEAST_PX)
        self._fit()

    def say(self, text: str) -> None:
        """Show another text."""
        if text != self.whole:
            self.whole = text
            self.updateGeometry()
            self._fit()

    def sizeHint(self) -> QSize:
        """Ask for a width in which nothing is broken, and the height of what is."""
        width = self.fontMetrics().horizontalAdvance(self.whole) + self._edges + _SLACK_PX
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as there is room."""
        return QSize(_LEAST_PX, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the text anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - self._edges, _LEAST_PX)
        lines = broken(self.whole, QFontMetricsF(self.font()), room, _MOST_LINES)
        self.setText("\n".join(lines).replace("&", "&&"))
