"""The resolved control profile of a platform; below each value, if asked, the whole cascade."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView

from app.window.inspector.profile_painting import (
    FROM,
    KIND,
    ORIGIN,
    SETTING,
    TONE,
    VALUE,
    ProfilePainter,
)
from app.window.look.wrapped_rows import lay_out_anew
from models.profile import control_table, documented
from models.profile.wording import layer_words, name_of, path_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from models.profile import ControlProfile, Fate, Link, Origin
    from models.profile.design_profile import AnyLeaf

_PATH = Qt.ItemDataRole.UserRole + 9
_MAIN = (
    "credential", "access_ttl", "rotation", "issuance", "authorisation", "grant_factor",
    "revocation", "logging.data", "logging.delay", "review.every", "approval.by",
)  # fmt: skip
_FATES: dict[Fate, str] = {
    "decides": "✓ decides",
    "overruled": "overruled",
    "not taken": "not taken by this platform",
}


def origin_words(origin: Origin) -> str:
    """Return where a value comes from, in a few words."""
    return f"{layer_words(origin.layer, origin.id)} · {_rests(origin)}"


def _rests(origin: Origin) -> str:
    source = f" · {origin.source}" if origin.source else ""
    grade = f" grade {origin.grade}" if origin.grade else ""
    return f"{origin.standing}{source}{grade}"


class ProfileList(QListView):
    """Settings that hold on a platform for a fleet; gaps first, each marked by a sign.

    Click, Enter or Right shows what every layer of the cascade says of one; there Enter leads to
    the layer.  `origin_chosen` carries layer, name and design.
    """

    origin_chosen = Signal(str, str, str)

    def __init__(
        self,
        chain_of: Callable[[str], Sequence[Link]],
        elder: Callable[[str], str],
        say: Callable[[str, AnyLeaf], str],
    ) -> None:
        """Start empty.

        Args:
            chain_of: Tells the cascade of a setting by its path, the lowest layer first.
            elder: Tells the title of a design that another takes over from; of the one in view
                nothing.
            say: Tells a value in words, by the path of its setting.
        """
        super().__init__()
        self._chain_of, self._elder, self._say = chain_of, elder, say
        self._unfolded = ""
        self.clicked.connect(self._follow)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(ProfilePainter(self))
        self.setAccessibleName("Settings that hold here under the current design")
        self.setToolTip("Arrow keys walk, Enter shows the cascade; Shift+F1 explains the setting.")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Unfold on Right, fold on Left, follow on Enter and Space."""
        index = self.currentIndex()
        path = index.data(_PATH) if index.isValid() else None
        match event.key():
            case Qt.Key.Key_Right if path and path != self._unfolded:
                self._unfold(path)
            case Qt.Key.Key_Left if path and self._unfolded:
                self._unfold("")
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if path:
                self._follow(index)
            case _:
                super().keyPressEvent(event)

    def _follow(self, index: QModelIndex) -> None:
        path = index.data(_PATH)
        if index.data(KIND) == SETTING:
            self._unfold("" if path == self._unfolded else path)
            return
        layer, name, design = index.data(FROM)
        if design:
            self.origin_chosen.emit(layer, name, design)

    def _unfold(self, path: str) -> None:
        """Show the cascade of one setting, of none if empty; the place in the list stays."""
        index = self.currentIndex()
        here = index.data(_PATH) if index.isValid() else ""
        for row in reversed(range(self._model.rowCount())):
            if self._model.index(row, 0).data(KIND) != SETTING:
                self._model.removeRow(row)
        self._unfolded = path
        self._insert_chain()
        again = next((row for row in range(self._model.rowCount())
                      if self._model.index(row, 0).data(_PATH) == here), -1)  # fmt: skip
        self.setCurrentIndex(self._model.index(again, 0))

    def show_profile(self, control: ControlProfile, *, whole: bool) -> None:
        """Show one resolved profile.

        Args:
            control: The profile.
            whole: Every setting; else the main ones and those that fall short.
        """
        row = self.currentIndex().row()
        self._model.clear()
        shown = [
            path
            for path in control.leaves
            if whole or path in _MAIN or control.origins[path].is_gap
        ]
        order = sorted(shown, key=lambda path: not control.origins[path].is_gap)
        for path in order:
            self._model.appendRow(_setting(path, control, partial(self._say, path)))
        self._insert_chain()
        self.setCurrentIndex(self._model.index(row, 0))

    def _insert_chain(self) -> None:
        """Put the layers of the unfolded setting below it, and take the height of all rows."""
        rows = range(self._model.rowCount())
        at = next((r for r in rows if self._model.index(r, 0).data(_PATH) == self._unfolded), None)
        links = self._chain_of(self._unfolded) if at is not None else ()
        for below, link in enumerate(links, start=1):
            elder = self._elder(link.design) if link.design else ""
            value = self._say(self._unfolded, link.leaf)
            item = _layer(link, self._unfolded, f"{below} of {len(links)}", elder, value)
            self._model.insertRow((at or 0) + below, item)
        self._take_height()

    def _take_height(self) -> None:
        """Be as high as all rows are in the width that there is."""
        rows = range(self._model.rowCount())
        self.setFixedHeight(sum(map(self.sizeHintForRow, rows)) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines of all rows anew where there is more or less room for them."""
        super().resizeEvent(event)
        if lay_out_anew(self, event):
            self._take_height()


def _setting(path: str, control: ControlProfile, say: Callable[[AnyLeaf], str]) -> QStandardItem:
    origin = control.origins[path]
    value = say(control.leaves[path])
    gap = f"; {origin.gap} than declared" if origin.gap == "weaker" else ""
    item = QStandardItem(path_label(path))
    item.setData(SETTING, KIND)
    item.setData(path, _PATH)
    item.setData(value, VALUE)
    item.setData(origin_words(origin), ORIGIN)
    item.setData(origin.gap, TONE)
    declared = f"\ndeclared: {say(origin.declared)}" if origin.is_gap and origin.declared else ""
    about = documented(control_table()[path])
    item.setToolTip(
        f"{about}\n{value}{declared}\n{origin_words(origin)}\n"
        "Click or Enter: what every layer of the cascade says."
    )
    item.setAccessibleText(f"{item.text()}: {value}{gap}; {origin_words(origin)}")
    return item


def _layer(link: Link, path: str, place: str, elder: str, value: str) -> QStandardItem:
    origin = link.origin
    who = layer_words(origin.layer, origin.id)
    who = f"{who}, for {name_of(link.credential)}" if link.credential else who
    who = who[:1].upper() + who[1:]
    item = QStandardItem(who)
    item.setData(link.fate, KIND)
    item.setData(path, _PATH)
    item.setData(value, VALUE)
    over = f" · taken over from {elder}" if elder else ""
    item.setData(f"{_FATES[link.fate]} · {_rests(origin)}{over}", ORIGIN)
    item.setData((origin.layer, origin.id, link.design), FROM)
    note = f"\n{link.leaf.note}" if link.leaf.note else ""
    leads = "\nClick or Enter: go to what says so." if link.design else ""
    item.setToolTip(f"{who}: {value}\n{item.data(ORIGIN)}{note}{leads}")
    item.setAccessibleText(f"Layer {place}, {who}: {value}; {item.data(ORIGIN)}")
    return item
