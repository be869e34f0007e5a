"""The editors of a row: a line that Escape sets back, a choice, a small button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWheelEvent


class Line(QLineEdit):
    """A line that Escape sets back."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)


class Box(QComboBox):
    """A choice that does not change when somebody scrolls past."""

    def event(self, event: QEvent) -> bool:
        """Open the choice on Alt+Down, which moves rows elsewhere."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel."""
        event.ignore()


class SmallButton(QToolButton):
    """A sign at the end of a row, with a name and a tooltip in words."""

    def __init__(self, sign: str, name: str, tip: str) -> None:
        """Show *sign*."""
        super().__init__()
        self.setText(sign)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet("QToolButton{padding:0 6px;}")
        self.setMaximumHeight(self.fontMetrics().height() + 4)


class TellingButton(SmallButton):
    """A small button whose tooltip costs something to look up: it is asked for when looked at."""

    def __init__(self, sign: str, name: str, tip: str, more: Callable[[], str]) -> None:
        """Show *sign*; *more* returns the rest of the tooltip."""
        super().__init__(sign, name, tip)
        self._tip, self._more = tip, more

    def event(self, event: QEvent) -> bool:
        """Ask for the rest of the tooltip before it is shown or read out."""
        if event.type() in (QEvent.Type.ToolTip, QEvent.Type.FocusIn):
            self.setToolTip(f"{self._tip}\n{self._more()}")
            self.setAccessibleDescription(self.toolTip())
        return super().event(event)
