"""The line in which one searches, with the number of hits, in a corner of the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from app.window.look import appearance
from app.window.look.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_MARGIN, _LINE_PX, _COUNT_PX = 14, 200, 84


class _Line(QLineEdit):
    """Enter and Escape belong to the search."""

    def __init__(self, bar: SearchBar) -> None:
        super().__init__(bar)
        self.setAcceptDrops(False)  # a file is opened, not written here
        self._bar = bar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._bar.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self._bar.left.emit()
        else:
            super().keyPressEvent(event)


class SearchBar(QFrame):
    """`stepped` carries 1 for the next hit and -1 for the one before."""

    stepped = Signal(int)
    left = Signal()

    def __init__(self, over: QWidget) -> None:
        """Lie in the upper right corner of *over* when shown."""
        super().__init__(over)
        self._over = over
        self.setObjectName("switcher")
        self.setAccessibleName("Search over the canvas")
        self.line = _Line(self)
        self.line.setPlaceholderText("Find on the canvas")
        self.line.setAccessibleName("Find on the canvas")
        self.line.setToolTip(
            "Lights up cards whose name, id, kind or settings hold all of these words.\n"
            "Enter goes to the next, Shift+Enter to the one before, Escape leaves."
        )
        self.line.setMinimumWidth(_LINE_PX)
        self.count = QLabel()
        self.count.setMinimumWidth(_COUNT_PX)
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.before = self._button("Find previous", "The one before (Shift+Enter, Shift+F3).")
        self.after = self._button("Find next", "The next one (Enter, F3).")
        self.close_button = self._button("Leave the search", "Leave the search (Escape).")
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self.close_button.clicked.connect(self.left)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 5, 6, 5)
        layout.setSpacing(4)
        for widget in (self.line, self.count, self.before, self.after, self.close_button):
            layout.addWidget(widget)
        appearance().changed.connect(self._tint)
        self._tint()
        self.hide()

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(name)
        button.setToolTip(tip)
        button.setIconSize(QSize(16, 16))
        return button

    def _tint(self) -> None:
        colour, faint = appearance().theme.muted, appearance().theme.line
        for button, name in (
            (self.before, "chevron-up"),
            (self.after, "chevron-down"),
            (self.close_button, "close"),
        ):
            button.setIcon(icon(name, colour, faint))

    def place(self) -> None:
        """Go to the corner."""
        self.adjustSize()
        self.move(max(self._over.width() - self.width() - _MARGIN, 0), _MARGIN)
        self.raise_()

    def show_count(self, at: int, count: int) -> None:
        """Say how many hits there are, and which one is looked at.

        Args:
            at: Place of that one among the hits, from 0; negative: none yet.
            count: How many there are; negative: nothing was asked for.
        """
        if count < 0:
            text = ""
        elif count == 0:
            text = "none found"
        else:
            text = f"{at + 1} of {count}" if at >= 0 else f"{count} found"
        self.count.setText(text)
        self.line.setAccessibleDescription(text)
        for button in (self.before, self.after):
            button.setEnabled(count > 0)
