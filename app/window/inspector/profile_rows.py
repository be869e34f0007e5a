"""The resolved control profile of a platform, each value with where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from app.tokens import SMALL_PX, Theme
from app.window.governed.words import name_of, words_of
from app.window.inspector.wording import label_of, layer_words
from app.window.look import appearance
from app.window.look.fonts import sized_font
from models.profile import control_table, documented

if TYPE_CHECKING:
    from models.profile import ControlProfile, Origin

_VALUE, _ORIGIN, _TONE, _FROM = (Qt.ItemDataRole.UserRole + at for at in range(4))
_HEIGHT = 44
_MAIN = (
    "credential", "access_ttl", "rotation", "issuance", "authorisation", "grant_factor",
    "revocation", "logging.data", "logging.delay", "review.every", "approval.by",
)  # fmt: skip


def origin_words(origin: Origin) -> str:
    """Return where a value comes from, in a few words."""
    place = layer_words(origin.layer, origin.id)
    source = f" · {origin.source}" if origin.source else ""
    grade = f" grade {origin.grade}" if origin.grade else ""
    return f"{place} · {origin.standing}{source}{grade}"


def _leads(origin: Origin) -> str:
    return "" if origin.layer == "preset" else "\nClick or Enter: go to what says so."


def _path_label(path: str) -> str:
    group, _, name = path.rpartition(".")
    return f"{label_of(group)}: {name_of(name)}" if group else label_of(name)


class ProfileList(QListView):
    """Settings that hold on a platform for a fleet; gaps first, each marked by a sign."""

    origin_chosen = Signal(str, str)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.clicked.connect(self._tell_origin)
        self.activated.connect(self._tell_origin)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_TwoLines(self))
        self.setAccessibleName("Settings that hold here under the current design")
        self.setToolTip("Arrow keys walk; Shift+F1 explains the setting.")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)

    def _tell_origin(self, index: QModelIndex) -> None:
        layer, name = index.data(_FROM)
        self.origin_chosen.emit(layer, name)

    def show_profile(self, control: ControlProfile, *, whole: bool) -> None:
        """Show one resolved profile.

        Args:
            control: The profile.
            whole: Every setting; else the main ones and those that fall short.
        """
        self._model.clear()
        table = control_table()
        shown = [
            path
            for path in control.leaves
            if whole or path in _MAIN or control.origins[path].is_gap
        ]
        order = sorted(shown, key=lambda path: not control.origins[path].is_gap)
        for path in order:
            origin = control.origins[path]
            value = words_of(control.leaves[path])
            gap = f"; {origin.gap} than declared" if origin.gap == "weaker" else ""
            item = QStandardItem(_path_label(path))
            item.setData(value, _VALUE)
            item.setData(origin_words(origin), _ORIGIN)
            item.setData(origin.gap, _TONE)
            item.setData((origin.layer, origin.id), _FROM)
            declared = f"\ndeclared: {words_of(origin.declared)}" if origin.is_gap else ""
            about = documented(table[path])
            item.setToolTip(f"{about}\n{value}{declared}\n{origin_words(origin)}{_leads(origin)}")
            item.setAccessibleText(f"{item.text()}: {value}{gap}; {origin_words(origin)}")
            self._model.appendRow(item)
        self.setFixedHeight(self._model.rowCount() * _HEIGHT + 4)


class _TwoLines(QStyledItemDelegate):
    """Paints label and value on one line, the origin below."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's signature
    ) -> QSize:
        """Return the same height for every row."""
        return QSize(120, _HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        theme = appearance().theme
        area: QRect = option.rect.adjusted(2, 4, -2, -4)
        gap = index.data(_TONE)
        value = ("◆ " if gap == "weaker" else "▲ " if gap == "different" else "") + index.data(
            _VALUE
        )
        painter.save()
        painter.setPen(QColor(theme.line_soft))
        painter.drawLine(area.left(), area.bottom() + 4, area.right(), area.bottom() + 4)
        first = QRect(area.left(), area.top(), area.width(), 18)
        half = area.width() // 2
        label = _elided(painter, index.data(Qt.ItemDataRole.DisplayRole), half, 12, bold=False)
        _write(painter, first, label, theme.muted, Qt.AlignmentFlag.AlignLeft)
        shown = _elided(painter, value, area.width() - half - 8, 12, bold=True)
        _write(painter, first, shown, _colour(theme, gap), Qt.AlignmentFlag.AlignRight)
        second = QRect(area.left(), area.top() + 19, area.width(), 16)
        origin = _elided(painter, index.data(_ORIGIN), area.width(), SMALL_PX, bold=False)
        _write(painter, second, origin, theme.muted, Qt.AlignmentFlag.AlignLeft)
        painter.restore()


def _colour(theme: Theme, gap: str) -> str:
    return {"weaker": theme.bad, "different": theme.warn, "stronger": theme.ok}.get(gap, theme.text)


def _elided(painter: QPainter, text: str, room: int, pixels: int, *, bold: bool) -> str:
    font = sized_font(pixels, bold=bold)
    painter.setFont(font)
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)


def _write(painter: QPainter, where: QRect, text: str, colour: str, side: Qt.AlignmentFlag) -> None:
    painter.setPen(QColor(colour))
    painter.drawText(where, side | Qt.AlignmentFlag.AlignVCenter, text)
