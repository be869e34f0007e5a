"""What all tables that are only read have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.window.look.wrapped_cells import WrappedCells
from app.window.look.wrapped_head import wrap_heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QTableView

UNBROKEN = "\u00a0"
"""A blank at which no line is broken."""


def make_read_only(table: QTableView, name: str, tip: str, *, one: bool = False) -> QHeaderView:
    """Let a table be read: whole rows are selected, Tab leads on, columns share the room.

    Args:
        table: The table.
        name: What it is, for who cannot see it.
        tip: What can be done with it.
        one: Whether one row is selected at a time.

    Returns:
        The heads of its columns, for other widths.
    """
    table.setAccessibleName(name)
    table.setToolTip(tip)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    if one:
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)  # arrows walk the rows
    table.setShowGrid(False)
    table.verticalHeader().hide()
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return head


def copy_rows(view: QTableView) -> None:
    """Put the selected rows of a table, or all, on the clipboard: heads first, tabs between."""
    model, role = view.model(), Qt.ItemDataRole.DisplayRole
    rows = sorted({index.row() for index in view.selectionModel().selectedRows()})
    columns = range(model.columnCount())
    cells = [[model.index(row, c).data() or "" for c in columns] for row in range(model.rowCount())]
    heads = [model.headerData(column, Qt.Orientation.Horizontal, role) for column in columns]
    lines = [heads, *(cells[row] for row in rows or range(len(cells)))]
    text = "\n".join("\t".join(_on_one_line(str(cell)) for cell in line) for line in lines)
    QGuiApplication.clipboard().setText(f"{text}\n")


def _on_one_line(text: str) -> str:
    return text.replace(UNBROKEN, " ").replace("\n", "; ")


class TextTable(QTableWidget):
    """Rows of text that are only read, as tall as their text at any width; Ctrl+C copies them."""

    def __init__(self, name: str, tip: str, heads: Sequence[str] = ()) -> None:
        """Start without rows; see `make_read_only`."""
        super().__init__(0, len(heads))
        wrap_heads(self)
        self.setHorizontalHeaderLabels(list(heads))
        make_read_only(self, name, tip)
        self.setItemDelegate(WrappedCells(self))
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self.resizeRowsToContents)
        self.horizontalHeader().sectionResized.connect(lambda *_widths: self._fit.start())

    @property
    def is_settling(self) -> bool:
        """Whether columns have another width, and rows get their height in the next turn."""
        return self._fit.isActive()

    def show_rows(self, rows: Sequence[Sequence[str]], heads: Sequence[str] = ()) -> None:
        """Show other rows, under other heads if some are given."""
        if heads:
            self.setColumnCount(len(heads))
            for at, head in enumerate(heads):
                self.setHorizontalHeaderItem(at, _told(head))
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(at, column, _told(text))
        self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy on Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard."""
        copy_rows(self)


def _told(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    return item
