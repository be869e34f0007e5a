"""The tree of kinds: Enter adds, and an entry can be carried away with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTreeWidget, QTreeWidgetItem

from app.window.kinds.entries import KindEntry, headings, members
from app.window.look import appearance, icon
from app.window.look.wrapped_rows import WrappedRows, lay_out_anew

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from app.window.document import Document

_ENTRY = Qt.ItemDataRole.UserRole
_OF_SCENARIO = ("fleet", "incident")
"""Groups whose templates are about what there is."""


class KindTree(QTreeWidget):
    """`chosen` carries an entry; `carried` and `let_go` also where the pointer is on the screen."""

    chosen = Signal(object)
    carried = Signal(object, QPoint)
    let_go = Signal(object, QPoint)
    left = Signal()

    def __init__(self, document: Document) -> None:
        """List what can be added to *document*."""
        super().__init__()
        self._document = document
        self._pressed: tuple[KindEntry, QPoint] | None = None
        self.is_carrying = False
        self.setHeaderHidden(True)
        self.setItemDelegate(WrappedRows(self))
        self.setIndentation(16)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Kinds of objects to add")
        self.setToolTip("Drag one onto the canvas, or press Enter to add it.")
        for heading in headings():
            item = self._item(heading)
            if heading.group:
                policy = QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
                item.setChildIndicatorPolicy(policy)
            self.addTopLevelItem(item)
        self.itemExpanded.connect(self._fill)
        document.scenario_changed.connect(self._follow)
        appearance().changed.connect(self._tint)
        self._tint()

    def _item(self, entry: KindEntry) -> QTreeWidgetItem:
        item = QTreeWidgetItem([entry.title])
        item.setData(0, _ENTRY, entry)
        item.setToolTip(0, f"{entry.title}\n{entry.hint}")
        item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, entry.hint)
        return item

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break titles anew."""
        super().resizeEvent(event)
        lay_out_anew(self, event)

    def expandAll(self) -> None:
        """Open every heading, one by one: Qt's own way does not bear rows that come meanwhile."""
        for at in range(self.topLevelItemCount()):
            item = self.topLevelItem(at)
            if item is not None and item.data(0, _ENTRY).group:
                item.setExpanded(True)

    def _fill(self, item: QTreeWidgetItem) -> None:
        """List the templates of a heading when it is opened."""
        if item.childCount() or not self._document.is_open:
            return
        entry: KindEntry = item.data(0, _ENTRY)
        item.addChildren([self._item(one) for one in members(self._document.scenario, entry)])

    def _follow(self) -> None:
        """List templates anew that are about what there is, and may be about other things now."""
        for at in range(self.topLevelItemCount()):
            item = self.topLevelItem(at)
            if item is None or item.data(0, _ENTRY).group not in _OF_SCENARIO:
                continue
            if not item.isExpanded():
                item.takeChildren()
                continue
            wanted = members(self._document.scenario, item.data(0, _ENTRY))
            if self._entries(item) != wanted:
                item.takeChildren()
                self._fill(item)

    @staticmethod
    def _entries(item: QTreeWidgetItem) -> list[KindEntry]:
        children = (item.child(at) for at in range(item.childCount()))
        return [one.data(0, _ENTRY) for one in children if one is not None]

    def _tint(self) -> None:
        theme = appearance().theme
        for at in range(self.topLevelItemCount()):
            item = self.topLevelItem(at)
            if item is not None:
                entry: KindEntry = item.data(0, _ENTRY)
                item.setIcon(0, icon(entry.icon, theme.kinds.get(entry.kind, theme.muted)))

    # -- keys and mouse ------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds; Escape drops what is carried."""
        if self.is_carrying:
            if event.key() == Qt.Key.Key_Escape:
                self._stop()
                self.left.emit()
            return
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Asterisk and item is not None:
            item.setExpanded(True)  # Qt's own way with all below it never ends, as rows come
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.chosen.emit(item.data(0, _ENTRY))
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember what was pressed: it may be carried away."""
        super().mousePressEvent(event)
        item = self.itemAt(event.position().toPoint())
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = item.data(0, _ENTRY), event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it, once the mouse has moved a little."""
        if self._pressed is None:
            return
        entry, start = self._pressed
        away = (event.position().toPoint() - start).manhattanLength()
        if not self.is_carrying and away >= QApplication.startDragDistance():
            self.is_carrying = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self.is_carrying:
            self.carried.emit(entry, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go where the pointer is."""
        pressed, was_carrying = self._pressed, self.is_carrying
        self._stop()
        if pressed is not None and was_carrying:
            self.let_go.emit(pressed[0], event.globalPosition().toPoint())
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Add what has nothing below it; open a heading."""
        item = self.itemAt(event.position().toPoint())
        if item is not None and not item.data(0, _ENTRY).is_choice:
            self.chosen.emit(item.data(0, _ENTRY))
            return
        super().mouseDoubleClickEvent(event)

    def _stop(self) -> None:
        self._pressed, self.is_carrying = None, False
        self.viewport().unsetCursor()
