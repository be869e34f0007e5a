"""Rows of a tree or list whose names are broken at its width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from app.window.look.fitting import broken

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

Index = QModelIndex | QPersistentModelIndex

_EDGES_PX, _ICON_PX, _PAD_PX, _LEADING_PX, _MOST_LINES = 12, 26, 9, 4, 4
"""Pixels beside and above a name; Qt drops the last of several lines that has no room to spare."""

_LINE = "\u2028"


class WrappedRows(QStyledItemDelegate):
    """Paints a name in as many lines as it needs; its parent is the tree or list."""

    def note_px(self, index: Index) -> int:  # noqa: ARG002 - for those that write one
        """Return how wide a remark at the end of a row is, pixels."""
        return 0

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Break the name where it has no room on a line."""
        super().initStyleOption(option, index)
        rect: QRect = option.rect
        before = (Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.CheckStateRole)
        taken = sum(index.data(role) is not None for role in before) * _ICON_PX
        room = rect.width() - _EDGES_PX - taken
        lines = broken(str(index.data()), QFontMetricsF(option.font), room, _MOST_LINES)
        option.text = _LINE.join(lines)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of all lines of the name."""
        view = self.parent()
        assert isinstance(view, QAbstractItemView)  # noqa: S101 - it is made for one
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        indented = depth * view.indentation() if isinstance(view, QTreeView) else 0
        width = view.viewport().width() - indented - self.note_px(index)
        narrow = QStyleOptionViewItem(option)
        narrow.rect = QRect(0, 0, width, 0)
        high = super().sizeHint(narrow, index).height()
        self.initStyleOption(narrow, index)
        more = narrow.text.count(_LINE)
        lines = (1 + more) * narrow.fontMetrics.lineSpacing() + _PAD_PX + _LEADING_PX
        return QSize(width, max(high, lines) if more else high)


def lay_out_anew(view: QAbstractItemView, event: QResizeEvent) -> bool:
    """Break the rows of *view* anew if a resize has changed its width; return whether it has."""
    other = event.size().width() != event.oldSize().width()
    if other:
        view.scheduleDelayedItemsLayout()
    return other
