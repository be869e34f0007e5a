"""The command palette: type a few letters of what should be done, and press Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.window.guidance.entries import Entry, fitting
from app.window.look import appearance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

_WIDTH, _HEIGHT, _FROM_TOP = 640, 420, 64
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Line(QLineEdit):
    """Hands the keys that walk a list on to it; the letters stay."""

    def __init__(self, palette: CommandPalette) -> None:
        super().__init__(palette)
        self.setAcceptDrops(False)  # a file is opened, not written here
        self._owner = palette

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _WALKING:
            self._owner.walk(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._owner.do_current()
        elif event.key() == Qt.Key.Key_Escape:
            self._owner.leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._owner.left_by(event.reason())


class CommandPalette(QFrame):
    """Lies over the window until something is chosen, Escape is pressed or one clicks elsewhere."""

    def __init__(
        self,
        window: QWidget,
        entries: Callable[[], Sequence[Entry]],
        name: str = "Command palette",
        prompt: str = "Command, object or term",
    ) -> None:
        """Offer what *entries* returns whenever it is opened."""
        super().__init__(window)
        self.setObjectName("panel")
        self.setAccessibleName(name)
        self._window = window
        self._make = entries
        self._entries: Sequence[Entry] = ()
        self._shown: list[Entry] = []
        self._before: QWidget | None = None
        self.line = _Line(self)
        self.line.setPlaceholderText(prompt)
        self.line.setAccessibleName(prompt)
        self.line.setToolTip("Type a few letters; arrows choose, Enter does it, Escape leaves.")
        self.line.textChanged.connect(self._narrow)
        self.list = _list()
        self.list.setProperty("reached_by", "the arrow keys in the line above it")
        self.list.itemClicked.connect(lambda _item: self.do_current())
        self.list.currentItemChanged.connect(lambda _now, _then: self._tell())
        self.hint = QLabel()
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        for widget in (self.line, self.list, self.hint):
            layout.addWidget(widget)
        self.hide()

    # -- open and close ------------------------------------------------------------------

    def open(self) -> None:
        """Show everything that can be done now; opened again it closes."""
        if self.isVisible():
            self.leave()
            return
        self._before = self._window.focusWidget()
        self._entries = self._make()
        self.line.clear()
        self._narrow("")
        self.place()
        self.show()
        self.raise_()
        self.line.setFocus()

    def leave(self) -> None:
        """Close, and put the keyboard back where it was."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus()

    def left_by(self, reason: Qt.FocusReason) -> None:
        """Close where somebody clicked elsewhere; the list belongs to the palette."""
        if reason == Qt.FocusReason.MouseFocusReason and not self.list.hasFocus():
            self._before = None
            self.hide()

    def place(self) -> None:
        """Lie in the middle of the window, near its top."""
        width = min(_WIDTH, self._window.width() - 32)
        height = min(_HEIGHT, self._window.height() - _FROM_TOP - 32)
        self.setGeometry((self._window.width() - width) // 2, _FROM_TOP, width, height)

    # -- choosing ------------------------------------------------------------------------

    def walk(self, event: QKeyEvent) -> None:
        """Go up or down the list."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8}.get(
            Qt.Key(event.key()), 8
        )
        last = self.list.topLevelItemCount() - 1
        item = self.list.topLevelItem(max(0, min(last, self.current_row + step)))
        if item is not None:
            self.list.setCurrentItem(item)

    def do_current(self) -> None:
        """Do what is chosen, or say why it cannot be done."""
        if not 0 <= self.current_row < len(self._shown):
            return
        entry = self._shown[self.current_row]
        if entry.why_not:
            self._tell()
            return
        self.leave()
        entry.call()

    @property
    def current_row(self) -> int:
        """Which line is chosen; -1: none."""
        index = self.list.currentIndex()
        return index.row() if index.isValid() else -1

    def shown(self) -> list[Entry]:
        """Return what is offered, the best first."""
        return list(self._shown)

    def _narrow(self, wanted: str) -> None:
        self._shown = fitting(self._entries, wanted)
        self.list.clear()
        for entry in self._shown:
            self.list.addTopLevelItem(_item(entry))
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self._tell()

    def _tell(self) -> None:
        if not self._shown:
            self.hint.setText("Nothing fits: try fewer letters, or another word.")
        elif 0 <= self.current_row < len(self._shown):
            entry = self._shown[self.current_row]
            self.hint.setText(entry.why_not or entry.hint)


def _list() -> QTreeWidget:
    made = QTreeWidget()
    made.setAccessibleName("What fits")
    made.setToolTip("Enter or a click does it.")
    made.setColumnCount(2)
    made.setHeaderHidden(True)
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.header().setStretchLastSection(False)
    made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    return made


def _item(entry: Entry) -> QTreeWidgetItem:
    item = QTreeWidgetItem([entry.text, entry.note])
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(0, entry.why_not or entry.hint)
    spoken = f"{entry.text}, {entry.note}".rstrip(", ")
    if entry.why_not:
        spoken += f", not possible: {entry.why_not}"
        item.setText(0, f"{entry.text} (not possible)")
        item.setForeground(0, QBrush(QColor(appearance().theme.muted)))
    item.setForeground(1, QBrush(QColor(appearance().theme.muted)))
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
    return item
