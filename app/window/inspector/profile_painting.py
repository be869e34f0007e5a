"""Paints the rows of the profile: a setting with its value and origin, a layer of its cascade."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.tokens import SMALL_PX, Theme
from app.window.look import appearance
from app.window.look.fonts import sized_font

VALUE, ORIGIN, TONE, KIND, FROM = (Qt.ItemDataRole.UserRole + at for at in range(5))
"""Roles of a row: value, what stands below, tone, ``setting`` or a link's fate, who says it."""

SETTING = "setting"
SETTING_PX, LINK_PX = 44, 38
_INDENT_PX = 16
_TEXT_PX = 12
_SLACK_PX = 4
_GAP_PX = 8
_SIGNS = {"weaker": "◆ ", "different": "▲ "}
_Index = QModelIndex | QPersistentModelIndex


class ProfilePainter(QStyledItemDelegate):
    """Label and value on one line, where it comes from below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's
        """Return the height of a setting, or of a layer below it."""
        return QSize(120, SETTING_PX if index.data(KIND) == SETTING else LINK_PX)

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
            tone = index.data(TONE)
            _two_lines(painter, area, index, theme, _SIGNS.get(tone, ""), _colour(theme, tone))
        else:
            area.adjust(_INDENT_PX, -2, 0, 2)
            self._paint_rail(painter, area, theme, decides=index.data(KIND) == "decides")
            colour = theme.text if index.data(KIND) == "decides" else theme.muted
            _two_lines(painter, area, index, theme, "", colour)
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


def _two_lines(
    painter: QPainter, area: QRect, index: _Index, theme: Theme, sign: str, colour: str
) -> None:
    first = QRect(area.left(), area.top(), area.width(), 18)
    bold = index.data(KIND) in (SETTING, "decides")
    text, value = index.data(Qt.ItemDataRole.DisplayRole), sign + index.data(VALUE)
    # Each gets what the other leaves, and at least half.
    wanted = QFontMetrics(sized_font(_TEXT_PX)).horizontalAdvance(text) + _SLACK_PX
    other = QFontMetrics(sized_font(_TEXT_PX, bold=bold)).horizontalAdvance(value) + _SLACK_PX
    room = min(wanted, max(area.width() // 2, area.width() - other - _GAP_PX))
    label = _elided(painter, text, room, _TEXT_PX, bold=False)
    _write(painter, first, label, theme.muted, Qt.AlignmentFlag.AlignLeft)
    shown = _elided(painter, value, area.width() - room - _GAP_PX, _TEXT_PX, bold=bold)
    _write(painter, first, shown, colour, Qt.AlignmentFlag.AlignRight)
    second = QRect(area.left(), area.top() + 19, area.width(), 16)
    origin = _elided(painter, index.data(ORIGIN), area.width(), SMALL_PX, bold=False)
    _write(painter, second, origin, theme.muted, Qt.AlignmentFlag.AlignLeft)


def _colour(theme: Theme, gap: str) -> str:
    return {"weaker": theme.bad, "different": theme.warn, "stronger": theme.ok}.get(gap, theme.text)


def _elided(painter: QPainter, text: str, room: int, pixels: int, *, bold: bool) -> str:
    font = sized_font(pixels, bold=bold)
    painter.setFont(font)
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)


def _write(painter: QPainter, where: QRect, text: str, colour: str, side: Qt.AlignmentFlag) -> None:
    painter.setPen(QColor(colour))
    painter.drawText(where, side | Qt.AlignmentFlag.AlignVCenter, text)
