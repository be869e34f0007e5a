"""The outline: every object by kind, searchable, in step with the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QIcon,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.tokens import SMALL_PX
from app.window.look import appearance, icon
from app.window.look.fonts import sized_font
from app.window.objects import COLLECTIONS, PLURALS, ObjectRef, collection, title_of

if TYPE_CHECKING:
    from app.window.document import Document

_REF = Qt.ItemDataRole.UserRole
_NOTE = Qt.ItemDataRole.UserRole + 1
_OPEN_AT_FIRST = ("directory", "platform", "design")
_MOST_OPEN = 24


class Outline(QWidget):
    """A tree of all objects: also the way to the canvas for those who do not see it."""

    def __init__(self, document: Document) -> None:
        """List the objects of *document*."""
        super().__init__()
        self._document = document
        self._items: dict[ObjectRef, QStandardItem] = {}
        self._syncing = False
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search objects   Ctrl+F")
        self.search.setAccessibleName("Search objects by name")
        self.search.setToolTip("Shows only objects whose name or id holds these letters.")
        self.search.setClearButtonEnabled(True)
        self._model = QStandardItemModel(self)
        self._filter = QSortFilterProxyModel(self)
        self._filter.setSourceModel(self._model)
        self._filter.setRecursiveFilteringEnabled(True)
        self._filter.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filter.setFilterRole(Qt.ItemDataRole.AccessibleTextRole)
        self.tree = QTreeView()
        self._set_up_tree()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 12, 6, 6)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search.textChanged.connect(self._search)
        self.tree.selectionModel().selectionChanged.connect(self._tell)
        document.opened.connect(self.rebuild)
        document.scenario_changed.connect(self.refresh)
        document.design_changed.connect(self.refresh)
        document.selection_changed.connect(self._follow)
        appearance().changed.connect(self.rebuild)

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setModel(self._filter)
        tree.setHeaderHidden(True)
        tree.setAccessibleName("Outline of the organisation")
        tree.setUniformRowHeights(True)
        tree.setIndentation(16)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setItemDelegate(_WithNote(tree))

    def rebuild(self) -> None:
        """List everything anew."""
        if not self._document.is_open:
            return
        self._syncing = True
        self._model.clear()
        self._items.clear()
        theme = appearance().theme
        scenario = self._document.scenario
        head = self._row(ObjectRef("scenario"), icon("scenario", theme.muted))
        self._model.appendRow(head)
        for kind in COLLECTIONS:
            objects = collection(scenario, kind)
            if not objects:
                continue
            colour = theme.kinds.get(kind, theme.muted)
            group = QStandardItem(icon(kind, colour), PLURALS[kind])
            group.setData(PLURALS[kind], Qt.ItemDataRole.AccessibleTextRole)
            group.setSelectable(False)
            group.setData(str(len(objects)), _NOTE)
            self._model.appendRow(group)
            for key in objects:
                group.appendRow(self._row(ObjectRef(kind, key)))
        for at in range(self._model.rowCount()):
            item = self._model.item(at)
            kind = next((k for k, plural in PLURALS.items() if plural == item.text()), "")
            is_open = kind in _OPEN_AT_FIRST and item.rowCount() <= _MOST_OPEN
            self.tree.setExpanded(self._filter.mapFromSource(item.index()), is_open)
        self._syncing = False
        self._follow()

    def _row(self, ref: ObjectRef, picture: QIcon | None = None) -> QStandardItem:
        title = title_of(self._document.scenario, ref)
        item = QStandardItem(title)
        if picture is not None:
            item.setIcon(picture)
        item.setData(ref, _REF)
        note = self._note_of(ref)
        item.setData(f"{title} {ref.id} {note}".strip(), Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(f"{title}\n{'.'.join(ref.path)}" if ref.id else title)
        item.setData(note, _NOTE)
        self._items[ref] = item
        return item

    def _note_of(self, ref: ObjectRef) -> str:
        if ref.kind == "platform":
            governed = self._document.governed()
            gaps = {
                path
                for control, _ in governed.controls(ref.id)
                for path, origin in control.origins.items()
                if origin.gap == "weaker"
            }
            return f"◆ {len(gaps)}" if gaps else ""
        if ref.kind == "fleet":
            return str(self._document.scenario.workload.fleets[ref.id].agents)
        if ref.kind == "design" and ref.id == self._document.scenario.experiment.baseline:
            return "baseline"
        return ""

    def refresh(self) -> None:
        """Follow an edit: new names and remarks, or a new list where objects came or went."""
        if not self._document.is_open:
            return
        scenario = self._document.scenario
        now = {ObjectRef(kind, key) for kind in COLLECTIONS for key in collection(scenario, kind)}
        if now | {ObjectRef("scenario")} != set(self._items):
            self.rebuild()
            return
        for ref, item in self._items.items():
            title, note = title_of(scenario, ref), self._note_of(ref)
            item.setText(title)
            item.setData(f"{title} {ref.id} {note}".strip(), Qt.ItemDataRole.AccessibleTextRole)
            item.setData(note, _NOTE)

    def _search(self, text: str) -> None:
        self._syncing = True
        self._filter.setFilterFixedString(text.strip())
        self._syncing = False
        if text.strip():
            self.tree.expandAll()
        self._follow()

    def _tell(self) -> None:
        if self._syncing:
            return
        refs = [
            index.data(_REF)
            for index in self.tree.selectionModel().selectedRows()
            if isinstance(index.data(_REF), ObjectRef)
        ]
        self._syncing = True
        self._document.select(tuple(refs))
        self._syncing = False

    def _follow(self) -> None:
        """Select what the document has selected."""
        if self._syncing:
            return
        self._syncing = True
        chosen = QItemSelection()
        last = None
        for ref in self._document.selection:
            if ref in self._items:
                index = self._filter.mapFromSource(self._items[ref].index())
                if index.isValid():
                    chosen.select(index, index)
                    last = index
        model = self.tree.selectionModel()
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if last is not None:
            model.setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.tree.scrollTo(last)
        self._syncing = False


class _WithNote(QStyledItemDelegate):
    """Paints a short remark at the right end of a row."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the name in the room that the remark leaves."""
        note = str(index.data(_NOTE) or "")
        whole: QRect = option.rect
        width = QFontMetrics(sized_font(SMALL_PX)).horizontalAdvance(note) + 10 if note else 0
        super().paint(painter, option, index)
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
