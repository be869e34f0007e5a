"""The editors of a row: a line that Escape sets back, a paragraph, a choice, a small button."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QToolButton

from app.window.look.choice_box import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QResizeEvent, QWheelEvent

_MOST_LINES, _PARAGRAPH_PX, _HINT_PX = 24, 16, 120


class Line(QLineEdit):
    """A line that Escape sets back; a file that is dropped on it is opened, not written into it."""

    given_up = Signal()

    def __init__(self, text: str) -> None:
        """Show *text*."""
        super().__init__(text)
        self.setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)


class Paragraph(QPlainTextEdit):
    """A text longer than a line: as high as it is up to a limit; Enter takes it over as there."""

    given_up = Signal()
    editingFinished = Signal()  # noqa: N815 - as that of a line

    def __init__(self, text: str) -> None:
        """Show *text*."""
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(1.0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def text(self) -> str:
        """Return what is written."""
        return self.toPlainText()

    def setText(self, text: str) -> None:
        """Write another text, which nobody has edited yet."""
        self.setPlainText(text)
        self.document().setModified(False)

    def isModified(self) -> bool:
        """Whether somebody has edited it."""
        return self.document().isModified()

    def cursorPosition(self) -> int:
        """Return before which letter one writes."""
        return self.textCursor().position()

    def setCursorPosition(self, at: int) -> None:
        """Write before that letter."""
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(self.text())))
        self.setTextCursor(cursor)

    def sizeHint(self) -> QSize:
        """Ask for the height of the text."""
        return QSize(_HINT_PX, self._needed())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the text needs at another width."""
        super().resizeEvent(event)
        self._fit()

    def _needed(self) -> int:
        """Return the height of all lines, up to a limit from which it scrolls."""
        document, block, height = self.document(), self.document().begin(), 0.0
        while block.isValid():
            height += document.documentLayout().blockBoundingRect(block).height()
            block = block.next()
        return math.ceil(min(height, self._most_px)) + _PARAGRAPH_PX

    @property
    def _most_px(self) -> float:
        return _MOST_LINES * QFontMetricsF(self.font()).lineSpacing()

    def _fit(self) -> None:
        height = self._needed()
        scrolls = height > self._most_px
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff
        )
        if height != self.height():
            self.setFixedHeight(height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the text over on Enter, give up on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.editingFinished.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the text over."""
        super().focusOutEvent(event)
        self.editingFinished.emit()


class Box(ChoiceBox):
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
