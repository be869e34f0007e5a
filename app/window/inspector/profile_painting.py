"""Paints the rows of the profile: a setting with its value and origin, a layer of its cascade."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.tokens import SMALL_PX, Theme
from app.window.look import appearance
from app.window.look.fitting import broken
from app.window.look.fonts import sized_font

VALUE, ORIGIN, TONE, KIND, FROM = (Qt.ItemDataRole.UserRole + at for at in range(5))
"""Roles of a row: value, what stands below, tone, ``setting`` or a link's fate, who says it."""

SETTING = "setting"
SETTING_PX, LINK_PX = 44, 38
_INDENT_PX = 16
_TEXT_PX = 12
_LINE_PX, _SMALL_LINE_PX = 18, 16
_LEAST_PX, _MOST_LINES = 120, 6
_SLACK_PX = 4
_GAP_PX = 8
_SIGNS = {"weaker": "◆ ", "different": "▲ "}
_Index = QModelIndex | QPersistentModelIndex


class ProfilePainter(QStyledItemDelegate):
    """Label and value on one line where there is room, where it comes from below; none is cut."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a setting, or of a layer below it, as many lines as it needs."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 0
        is_setting = index.data(KIND) == SETTING
        row = _row_of(index, max(_LEAST_PX, width) - 4 - (0 if is_setting else _INDENT_PX))
        return QSize(120, (SETTING_PX if is_setting else LINK_PX) + row.extra_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        theme = appearance().theme
        area: QRect = option.rect.adjusted(2, 4, -2, -4)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(theme.accent_soft))
        if index.data(KIND) == SETTING:
            painter.setPen(QColor(theme.line_soft))
            painter.drawLine(area.left(), area.bottom() + 4, area.right(), area.bottom() + 4)
            _paint_row(painter, area, index, theme, _colour(theme, index.data(TONE)))
        else:
            area.adjust(_INDENT_PX, -2, 0, 2)
            self._paint_rail(painter, area, theme, decides=index.data(KIND) == "decides")
            colour = theme.text if index.data(KIND) == "decides" else theme.muted
            _paint_row(painter, area, index, theme, colour)
        painter.restore()

    def _paint_rail(self, painter: QPainter, area: QRect, theme: Theme, *, decides: bool) -> None:
        """Paint the line that holds a chain together, with a dot where it is decided."""
        at = area.left() - 9
        painter.setPen(QColor(theme.line))
        painter.drawLine(at, area.top() - 2, at, area.bottom() + 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.accent if decides else theme.muted))
        painter.setBrush(QColor(theme.accent if decides else theme.surface))
        size = 9 if decides else 5
        painter.drawEllipse(at - size // 2, area.top() + 9 - size // 2, size, size)


class _Row(NamedTuple):
    """The lines of a row: its label, its value beside the first of them or below, its origin."""

    label: tuple[str, ...]
    value: tuple[str, ...]
    origin: tuple[str, ...]
    is_beside: bool

    @property
    def upper(self) -> int:
        """How many lines label and value take."""
        return len(self.label) + (0 if self.is_beside else len(self.value))

    @property
    def extra_px(self) -> int:
        """How much higher the row is than one with a line of each."""
        return (self.upper - 1) * _LINE_PX + (len(self.origin) - 1) * _SMALL_LINE_PX


def _row_of(index: _Index, width: int) -> _Row:
    return _broken(
        index.data(Qt.ItemDataRole.DisplayRole),
        _SIGNS.get(index.data(TONE), "") + index.data(VALUE),
        index.data(ORIGIN),
        width,
        index.data(KIND) in (SETTING, "decides"),
    )


@lru_cache(maxsize=1024)
def _broken(text: str, value: str, origin: str, width: int, bold: bool) -> _Row:
    plain, strong, small = (
        QFontMetricsF(sized_font(_TEXT_PX)),
        QFontMetricsF(sized_font(_TEXT_PX, bold=bold)),
        QFontMetricsF(sized_font(SMALL_PX)),
    )
    both = plain.horizontalAdvance(text) + _GAP_PX + strong.horizontalAdvance(value) + _SLACK_PX
    return _Row(
        tuple(broken(text, plain, width, _MOST_LINES)),
        tuple(broken(value, strong, width, _MOST_LINES)),
        tuple(broken(origin, small, width, _MOST_LINES)),
        both <= width,
    )


def _paint_row(painter: QPainter, area: QRect, index: _Index, theme: Theme, colour: str) -> None:
    row = _row_of(index, area.width())
    bold = index.data(KIND) in (SETTING, "decides")
    at = area.top()
    painter.setFont(sized_font(_TEXT_PX))
    for line in row.label:
        _write(painter, QRect(area.left(), at, area.width(), _LINE_PX), line, theme.muted)
        at += _LINE_PX
    painter.setFont(sized_font(_TEXT_PX, bold=bold))
    at -= _LINE_PX if row.is_beside else 0
    for line in row.value:
        place = QRect(area.left(), at, area.width(), _LINE_PX)
        _write(painter, place, line, colour, Qt.AlignmentFlag.AlignRight)
        at += _LINE_PX
    painter.setFont(sized_font(SMALL_PX))
    at += 1
    for line in row.origin:
        _write(painter, QRect(area.left(), at, area.width(), _SMALL_LINE_PX), line, theme.muted)
        at += _SMALL_LINE_PX


def _colour(theme: Theme, gap: str) -> str:
    return {"weaker": theme.bad, "different": theme.warn, "stronger": theme.ok}.get(gap, theme.text)


def _write(
    painter: QPainter,
    where: QRect,
    text: str,
    colour: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setPen(QColor(colour))
    painter.drawText(where, side | Qt.AlignmentFlag.AlignVCenter, text)
