"""How a cell of the matrix is painted: ground of its layer, value, and below it the origin."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.tokens import BODY_PX, SMALL_PX
from app.window.look import appearance
from app.window.look.fitting import fitted

_LEFT_PX, _RIGHT_PX, _EDGE_PX, _MOST_SPARE = 10, 8, 4, 3
_VALUE = ((BODY_PX, 1), (BODY_PX - 1, 1), (SMALL_PX, 4))
_ORIGIN = ((SMALL_PX, 4),)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CellPainter(QStyledItemDelegate):
    """Paints a value and its origin, each in as many lines as it needs; the current has a frame."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        theme = appearance().theme
        area: QRect = option.rect
        painter.save()
        painter.fillRect(area, index.data(Qt.ItemDataRole.BackgroundRole))
        inner = area.adjusted(_LEFT_PX, _EDGE_PX, -_RIGHT_PX, -_EDGE_PX)
        painter.setPen(QColor(theme.text))
        lines = _lines(str(index.data()), inner.width())
        needed = sum(height for _font, _line, height in lines)
        spare = min(_MOST_SPARE, max(0, inner.height() - needed) // (len(lines) + 1))
        top = inner.top() + (inner.height() - needed - spare * (len(lines) - 1)) // 2
        for font, line, height in lines:
            painter.setFont(font)
            painter.drawText(QRect(inner.left(), top, inner.width(), height), _LEFT, line)
            top += height + spare
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(theme.accent))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Return the editor, with the name of what it changes."""
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        editor.setToolTip(str(index.data(Qt.ItemDataRole.ToolTipRole)))
        return editor


def cell_px(text: str, width: int) -> int:
    """Return how high a cell must be for its text at a width, pixels."""
    room = width - _LEFT_PX - _RIGHT_PX
    return sum(height for _font, _line, height in _lines(text, room)) + 2 * _EDGE_PX


@lru_cache(maxsize=8192)
def _lines(text: str, room: int) -> tuple[tuple[QFont, str, int], ...]:
    """Return the lines of a cell, each with its font and height: first value, then origin."""
    found: list[tuple[QFont, str, int]] = []
    for at, part in enumerate(text.split("\n")):
        font, lines = fitted(part, room, _ORIGIN if at else _VALUE)
        height = QFontMetrics(font).lineSpacing()
        found += [(font, line, height) for line in lines]
    return tuple(found)
