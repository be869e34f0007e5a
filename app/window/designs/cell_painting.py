"""How a cell of the matrix is painted: ground of its layer, value, and below it the origin."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.tokens import BODY_PX, SMALL_PX
from app.window.look import appearance
from app.window.look.fonts import sized_font

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CellPainter(QStyledItemDelegate):
    """Paints two lines, each elided; the current cell has a frame."""

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
        inner = area.adjusted(10, 4, -8, -4)
        half = inner.height() // 2
        lines = str(index.data()).split("\n")
        for at, line in enumerate(lines):
            font = sized_font(SMALL_PX if at else BODY_PX)
            painter.setFont(font)
            painter.setPen(QColor(theme.text))
            shown = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, inner.width())
            place = QRect(inner.left(), inner.top() + at * half, inner.width(), half)
            painter.drawText(place, _LEFT, shown)
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
