"""The outline: every object by kind, searchable, in step with the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from app.window.commands.layout_menu import COMMANDS as LAYOUT
from app.window.look import appearance
from app.window.objects import ObjectRef
from app.window.outline.painting import RowDelegate, Tree
from app.window.outline.rows import KIND, REF, Rows

if TYPE_CHECKING:
    from app.window.actions import Actions
    from app.window.document import Document

_OPEN_AT_FIRST = ("directory", "platform", "fleet", "design")
_MOST_OPEN = 24
_MENU = (
    "object.add", "", "object.rename", "object.change_id", "object.set",
    "object.duplicate", "object.delete", "", "object.earlier", "object.later", "",
    "edit.cut", "edit.copy", "edit.paste", "",
    "object.connect", "object.disconnect", "object.go_to",
)  # fmt: skip


class Outline(QWidget):
    """A tree of all objects: also the way to the canvas for those who do not see it.

    `named` carries an object, its new name or id, and whether it is an id; `activated` asks for
    the fields of the selected one.
    """

    named = Signal(object, str, bool)
    activated = Signal()

    def __init__(self, document: Document, actions: Actions) -> None:
        """List the objects of *document*; *actions* fill the menu of a row."""
        super().__init__()
        self._document = document
        self._actions = actions
        self._syncing = False
        self._rows = Rows(document)
        self._turn = document.pace.join()
        self.search = QLineEdit()
        self.search.setAcceptDrops(False)  # a file is opened, not written here
        self.search.setPlaceholderText("Search objects   Ctrl+Alt+F")
        self.search.setAccessibleName("Search objects by name")
        self.search.setToolTip("Shows only objects whose name or id holds these letters.")
        self.search.setClearButtonEnabled(True)
        self._filter = QSortFilterProxyModel(self)
        self._filter.setSourceModel(self._rows.model)
        self._filter.setRecursiveFilteringEnabled(True)
        self._filter.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filter.setFilterRole(Qt.ItemDataRole.AccessibleTextRole)
        self.tree = Tree()
        self.menu = self._make_menu()
        self._delegate = RowDelegate(self.tree)
        self._set_up_tree()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 12, 6, 6)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._connect()

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setModel(self._filter)
        tree.setHeaderHidden(True)
        tree.setAccessibleName("Outline of the organisation")
        tree.setToolTip(
            "Insert adds, F2 renames, Delete removes, Shift+F10 shows all that can be done."
        )
        tree.setIndentation(16)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.setItemDelegate(self._delegate)

    def _connect(self) -> None:
        document = self._document
        self.search.textChanged.connect(self._search)
        self.tree.selectionModel().selectionChanged.connect(self._tell)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self._delegate.named.connect(self.named)
        self.tree.activated.connect(self._activate)
        document.opened.connect(self.rebuild)
        document.scenario_changed.connect(self._turn.ask)
        self._turn.came.connect(self.refresh)
        document.design_changed.connect(self._follow_design)
        document.selection_changed.connect(self._follow)
        appearance().changed.connect(self.rebuild)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName("What can be done with the selected objects")
        for key in _MENU:
            if key:
                menu.addAction(self._actions[key])
            else:
                menu.addSeparator()
        menu.addSeparator()
        places = menu.addMenu("&Lay out")
        places.setAccessibleName("Where the selected cards stand")
        for command in LAYOUT:
            if command.divided:
                places.addSeparator()
            places.addAction(self._actions[command.id])
        return menu

    def _show_menu(self, where: QPoint) -> None:
        self.menu.popup(self.tree.viewport().mapToGlobal(where))

    def _activate(self, index: QModelIndex) -> None:
        if isinstance(index.data(REF), ObjectRef):
            self.activated.emit()

    @property
    def rows(self) -> Rows:
        """What is listed, as the document stands."""
        self._turn.take()
        return self._rows

    # -- following -----------------------------------------------------------------------

    def rebuild(self) -> None:
        """List everything anew."""
        if not self._document.is_open:
            return
        self._turn.skip()
        self._syncing = True
        self._rows.rebuild()
        for kind, group in self._rows.groups.items():
            is_open = kind in _OPEN_AT_FIRST and group.rowCount() <= _MOST_OPEN
            self.tree.setExpanded(self._filter.mapFromSource(group.index()), is_open)
        self._syncing = False
        self._follow()

    def refresh(self) -> None:
        """Follow an edit; rows that did not change are left alone."""
        if not self._document.is_open:
            return
        if not self._rows.groups:
            self.rebuild()
            return
        self._turn.skip()
        self._syncing = True
        designs = [ref for ref in self._rows.items if ref.kind == "design"]
        unfolded = [ref for ref in designs if self.tree.isExpanded(self.index_of(ref))]
        self._rows.refresh()
        for ref in unfolded:  # a row that stands elsewhere now was taken out and put in
            if ref in self._rows.items:
                self.tree.setExpanded(self.index_of(ref), True)
        self._syncing = False
        if set(self._selected()) != set(self._document.selection):
            self._follow()

    def _follow_design(self) -> None:
        """Remark what holds under another design, unless the scenario is about to change too."""
        if self._rows.groups and self._rows.has_all_platforms:
            self._rows.refresh_platforms()

    def _selected(self) -> list[ObjectRef]:
        refs = [index.data(REF) for index in self.tree.selectionModel().selectedRows()]
        return [ref for ref in refs if isinstance(ref, ObjectRef)]

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
        self._turn.take()
        refs = self._selected()
        self._syncing = True
        self._document.select(tuple(refs))
        self._syncing = False

    def _follow(self) -> None:
        """Select what the document has selected."""
        if self._syncing:
            return
        self._turn.take()
        self._syncing = True
        chosen = QItemSelection()
        last = None
        for ref in self._document.selection:
            index = self.index_of(ref)
            if index.isValid():
                chosen.select(index, index)
                last = index
        model = self.tree.selectionModel()
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if last is not None:
            model.setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.tree.scrollTo(last)
        self._syncing = False

    # -- what commands ask ---------------------------------------------------------------

    def index_of(self, ref: ObjectRef) -> QModelIndex:
        """Return the row of an object in the tree; an invalid one where it is not shown."""
        item = self.rows.items.get(ref)
        return QModelIndex() if item is None else self._filter.mapFromSource(item.index())

    def group_index(self, kind: str) -> QModelIndex:
        """Return the row of all objects of a kind."""
        return self._filter.mapFromSource(self.rows.groups[kind].index())

    @property
    def current_kind(self) -> str:
        """Kind of the group in which the keyboard is; empty: in none."""
        index = self.tree.currentIndex()
        ref, kind = index.data(REF), index.data(KIND)
        if isinstance(ref, ObjectRef):
            return ref.kind if ref.kind != "scenario" else ""
        return str(kind or "")

    def settle(self) -> None:
        """Take over the name that is being typed, before it is run, saved or left."""
        line = self.tree.viewport().findChild(QLineEdit)
        if line is not None and line.isVisible():
            self.tree.commitData(line)
            self.tree.closeEditor(line, QAbstractItemDelegate.EndEditHint.NoHint)

    def edit_name(self, ref: ObjectRef, *, edits_id: bool = False) -> None:
        """Let the user write another name, or another id, over the row of an object."""
        self.search.clear()
        index = self.index_of(ref)
        if index.isValid():
            self._delegate.edits_id = edits_id
            self.tree.setFocus()
            self.tree.setCurrentIndex(index)
            self.tree.edit(index)
