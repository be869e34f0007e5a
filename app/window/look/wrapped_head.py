"""Heads of columns whose texts are broken where a column is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHeaderView

from app.window.look.fitting import broken
from app.window.look.fonts import sized_font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionHeader, QTableView, QWidget

_EDGES_PX, _SORT_PX, _PAD_PX, _MOST_LINES = 18, 16, 14, 8


class WrappedHead(QHeaderView):
    """As high as its highest text at the widths that its columns have."""

    def __init__(self, parent: QWidget) -> None:
        """Lie above *parent*."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._height = 0
        self.setSectionsClickable(True)
        self.sectionResized.connect(lambda *_sizes: self.follow())
        self.sortIndicatorChanged.connect(lambda *_order: self.follow())

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, index: int) -> None:
        """Break the text."""
        super().initStyleOptionForIndex(option, index)
        option.text = "\n".join(self._lines(index))

    def sizeHint(self) -> QSize:
        """Return room for the highest text."""
        shown = [at for at in range(self.count()) if not self.isSectionHidden(at)]
        lines = max((len(self._lines(at)) for at in shown), default=1)
        spacing = sized_font(self.font().pixelSize(), bold=True)
        height = round(lines * QFontMetricsF(spacing).lineSpacing()) + _PAD_PX
        return QSize(super().sizeHint().width(), height)

    def _lines(self, at: int) -> list[str]:
        metrics = QFontMetricsF(sized_font(self.font().pixelSize(), bold=True))
        sorts = self.isSortIndicatorShown() and self.sortIndicatorSection() == at
        room = self.sectionSize(at) - _EDGES_PX - (_SORT_PX if sorts else 0)
        text = str(self.model().headerData(at, self.orientation()) or "")
        return [
            line for part in text.split("\n") for line in broken(part, metrics, room, _MOST_LINES)
        ]

    def follow(self) -> None:
        """Take another height where other widths need one."""
        height = self.sizeHint().height()
        if height != self._height:
            self._height = height
            self.geometriesChanged.emit()


def wrap_heads(table: QTableView) -> WrappedHead:
    """Give a table such heads; what was set for the old ones is lost."""
    head = WrappedHead(table)
    table.setHorizontalHeader(head)
    return head
