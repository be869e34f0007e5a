"""The table of the matrix: cells, rows and columns are selected, edited, copied and pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QTableView

from app.window.designs.cell_painting import CellPainter, cell_px
from app.window.look.wrapped_head import wrap_heads

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QResizeEvent

    from app.window.designs.matrix_model import MatrixModel

_COLUMN_PX, _WIDEST_COLUMN_PX, _ROW_PX = 190, 420, 46
_COPY, _PASTE = QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Paste
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MatrixView(QTableView):
    """Enter edits, Shift+Space takes the row, Ctrl+Space the column, Ctrl+C and Ctrl+V copy.

    `pasted` carries cells with the text that is to stand in each, `given_up` cells whose refused
    text is to be forgotten (Escape).
    """

    pasted = Signal(list)
    given_up = Signal(list)

    def __init__(self, model: MatrixModel) -> None:
        """Show *model*."""
        super().__init__()
        self._shown = model
        self._rows = QTimer(self, singleShot=True, interval=0)
        self._rows.timeout.connect(self._fit_rows)
        self.setModel(model)
        self.setAccessibleName("Controls by domains")
        self.setToolTip("Arrow keys walk, Enter changes a cell; Shift+F1 explains it.")
        self.setItemDelegate(CellPainter(self))
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        head = self._head = wrap_heads(self)
        head.setHighlightSections(True)
        head.setDefaultSectionSize(_COLUMN_PX)
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head.sectionCountChanged.connect(self._share_room)
        for changed in (model.modelReset, model.dataChanged):
            changed.connect(self._rows.start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let few columns share the room that there is."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        count = max(1, self.horizontalHeader().count())
        share = min(_WIDEST_COLUMN_PX, self.viewport().width() // count)
        self.horizontalHeader().setDefaultSectionSize(max(_COLUMN_PX, share))
        self._rows.start()

    def _fit_rows(self) -> None:
        """Make rows as high as their highest cell, and the heads of columns."""
        self._head.follow()
        model = self._shown
        widths = [self.columnWidth(at) for at in range(model.columnCount())]
        for row in range(model.rowCount()):
            texts = set(zip(model.texts_of(row), widths, strict=True))
            height = max([_ROW_PX, *(cell_px(text, width) for text, width in texts)])
            if height != self.rowHeight(row):
                self.setRowHeight(row, height)

    def event(self, event: QEvent) -> bool:
        """Take the keys for copying and pasting before a command does."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.matches(_COPY) or event.matches(_PASTE))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the keys of a table of calculation do."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.edit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit(self.selected_in_order())
        elif event.matches(_COPY):
            self.copy()
        elif event.matches(_PASTE):
            self.paste()
        elif event.key() == Qt.Key.Key_Space and event.modifiers():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._take_line(QItemSelectionModel.SelectionFlag.Rows if shift
                            else QItemSelectionModel.SelectionFlag.Columns)  # fmt: skip
        else:
            super().keyPressEvent(event)

    def settle(self) -> None:
        """Take over what is being typed in a cell, as if the keyboard had gone elsewhere."""
        editor = self.viewport().findChild(QLineEdit)
        if self.state() == QAbstractItemView.State.EditingState and editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _take_line(self, line: QItemSelectionModel.SelectionFlag) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | line
        self.selectionModel().select(self.currentIndex(), flags)

    def selected_in_order(self) -> list[QModelIndex]:
        """Return the selected cells, row by row; the current one where none is selected."""
        found = self.selectedIndexes() or [self.currentIndex()]
        return sorted(found, key=lambda index: (index.row(), index.column()))

    def copy(self) -> None:
        """Put the values of the selected cells on the clipboard, as text with tabs."""
        rows: dict[int, list[str]] = {}
        for index in self.selected_in_order():
            if index.isValid():
                rows.setdefault(index.row(), []).append(str(index.data(Qt.ItemDataRole.EditRole)))
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows.values()))

    def paste(self) -> None:
        """Ask for the values on the clipboard: one in every selected cell, more from the first."""
        text = QGuiApplication.clipboard().text().rstrip("\n")
        cells = self.selected_in_order()
        if not text or not cells[0].isValid():
            return
        rows = [line.split("\t") for line in text.split("\n")]
        if len(rows) == 1 and len(rows[0]) == 1:
            self.pasted.emit([(index, text) for index in cells])
            return
        top, left = cells[0].row(), min(index.column() for index in cells)
        places = (
            (self._shown.index(top + down, left + right), each)
            for down, row in enumerate(rows)
            for right, each in enumerate(row)
        )
        self.pasted.emit([(index, each) for index, each in places if index.isValid()])
