"""The runs that wait, as a list: moved, dropped, and what is open added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QKeyEvent

    from app.window.running.queue import RunQueue


class QueueList(QWidget):
    """Alt+Up and Alt+Down move the chosen run, Delete drops it."""

    def __init__(self, queue: RunQueue, add: QAction) -> None:
        """Follow *queue*; *add* lets what is open wait."""
        super().__init__()
        self._queue = queue
        self.remark = QLabel()
        self.remark.setWordWrap(True)
        self.remark.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName("Runs that wait")
        self.list.setToolTip("Alt+Up and Alt+Down move a run, Delete drops it.")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.currentRowChanged.connect(self._enable)
        self.earlier = _button("Earlier", "Run it before the one above (Alt+Up).")
        self.later = _button("Later", "Run it after the one below (Alt+Down).")
        self.drop = _button("Drop", "Do not run it (Delete).")
        self.add = _button("Add what is open", add.toolTip())
        self.earlier.clicked.connect(self._move_up)
        self.later.clicked.connect(self._move_down)
        self.drop.clicked.connect(self._drop)
        self.add.clicked.connect(add.trigger)
        self._add = add
        add.changed.connect(self._follow_add)
        queue.changed.connect(self.show_queue)
        self._lay_out()
        self._follow_add()
        self.show_queue()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for button in (self.earlier, self.later, self.drop):
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.remark)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def _follow_add(self) -> None:
        self.add.setEnabled(self._add.isEnabled())

    def show_queue(self) -> None:
        """Show who waits."""
        row = self.list.currentRow()
        self.list.clear()
        for place, run in enumerate(self._queue.runs, start=1):
            self.list.addItem(f"{place}. {run.name}")
        count = self.list.count()
        self.list.setCurrentRow(min(max(row, 0), count - 1))
        self.remark.setText(
            "Nothing waits. While a run goes on, others can be asked for; each is of the scenario "
            "as it stood then."
            if not count
            else f"{count} run{'s wait' if count > 1 else ' waits'}, of the scenario as it stood "
            "when each was asked for."
        )
        self._enable()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or drop the chosen run."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        calls: dict[tuple[int, bool], Callable[[], None]] = {
            (Qt.Key.Key_Up, True): self._move_up,
            (Qt.Key.Key_Down, True): self._move_down,
            (Qt.Key.Key_Delete, False): self._drop,
        }
        call = calls.get((event.key(), alt))
        if call is None:
            super().keyPressEvent(event)
        else:
            call()

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        if self.list.currentRow() >= 0:
            self.list.setCurrentRow(self._queue.move(self.list.currentRow(), by))

    def _drop(self) -> None:
        if self.list.currentRow() >= 0:
            self._queue.drop(self.list.currentRow())

    def _enable(self) -> None:
        row, count = self.list.currentRow(), self.list.count()
        self.earlier.setEnabled(row > 0)
        self.later.setEnabled(0 <= row < count - 1)
        self.drop.setEnabled(row >= 0)


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(f"{text}: run that waits" if text != "Add what is open" else text)
    button.setToolTip(tip)
    return button
