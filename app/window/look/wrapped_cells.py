"""Cells of a table that is only read: texts are broken at the width of their column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.window.look.fitting import broken

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_EDGES_PX, _PAD_PX, _LEADING_PX, _MOST_LINES = 24, 12, 1, 200
_LINE = "\u2028"
_Index = QModelIndex | QPersistentModelIndex


class WrappedCells(QStyledItemDelegate):
    """Qt measures a wrapped text without the padding of the style sheet: rows become too low."""

    def __init__(self, parent: QObject) -> None:
        """Paint the cells of the table *parent*."""
        super().__init__(parent)

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """Break the text."""
        super().initStyleOption(option, index)
        table = self.parent()
        assert isinstance(table, QTableView)  # noqa: S101 - it is made for one
        room = table.columnWidth(index.column()) - _EDGES_PX
        metrics = QFontMetricsF(option.font)
        parts = [broken(part, metrics, room, _MOST_LINES) for part in option.text.split(_LINE)]
        option.text = _LINE.join(line for lines in parts for line in lines)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of all lines."""
        filled = QStyleOptionViewItem(option)
        self.initStyleOption(filled, index)
        more = filled.text.count(_LINE)
        line = filled.fontMetrics.lineSpacing() + (_LEADING_PX if more else 0)
        height = (1 + more) * line + _PAD_PX
        return QSize(super().sizeHint(option, index).width(), height)
