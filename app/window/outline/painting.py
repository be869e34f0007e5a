"""How a row is painted, and how its name is edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from app.tokens import SMALL_PX
from app.window.look import appearance
from app.window.look.fonts import sized_font
from app.window.look.wrapped_rows import Index, WrappedRows, lay_out_anew
from app.window.outline.rows import NOTE, REF

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent


class Tree(QTreeView):
    """A tree whose rows are as high as their text needs at its width."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break names anew."""
        super().resizeEvent(event)
        lay_out_anew(self, event)


class RowDelegate(WrappedRows):
    """Paints a short remark at the right end of a row, and edits a name or an id.

    `named` carries the object, the new text and whether it is an id.
    """

    named = Signal(object, str, bool)

    def __init__(self, parent: QObject) -> None:
        """Edit names."""
        super().__init__(parent)
        self.edits_id = False

    def note_px(self, index: Index) -> int:
        """Return how wide the remark of a row is, pixels."""
        note = str(index.data(NOTE) or "")
        return QFontMetrics(sized_font(SMALL_PX)).horizontalAdvance(note) + 10 if note else 0

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        """Paint the name in the room that the remark leaves."""
        note = str(index.data(NOTE) or "")
        whole: QRect = option.rect
        width = self.note_px(index)
        narrow = QStyleOptionViewItem(option)
        narrow.rect = whole.adjusted(0, 0, -width, 0)
        super().paint(painter, narrow, index)
        if not note:
            return
        painter.save()
        theme = appearance().theme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = QRect(whole.right() - width, whole.top() + 1, width + 1, whole.height() - 2)
        painter.fillRect(ground, QColor(theme.accent_soft if chosen else theme.surface))
        painter.setFont(sized_font(SMALL_PX))
        painter.setPen(QColor(theme.bad if note.startswith("◆") else theme.muted))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(ground.adjusted(0, 0, -4, 0), side, note)
        painter.restore()

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Return a line over the row."""
        del option, index
        line = QLineEdit(parent)
        line.setAccessibleName("Id" if self.edits_id else "Name")
        line.setToolTip("Enter keeps it, Escape leaves it as it was.")
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Start from what it is called now."""
        ref = index.data(REF)
        if isinstance(editor, QLineEdit):
            editor.setText(ref.id if self.edits_id else str(index.data()))
            editor.selectAll()

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell the new name; the row follows the document."""
        del model
        if isinstance(editor, QLineEdit):
            self.named.emit(index.data(REF), editor.text(), self.edits_id)
