"""A choice whose text is whole: long names are written smaller, then in two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from app.tokens import BODY_PX, SMALL_PX
from app.window.look.fitting import fitted

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SIZES = ((BODY_PX, 1), (BODY_PX - 1, 1), (SMALL_PX, 2))
_SLACK_PX, _GAP_PX = 2, 4


class ChoiceBox(QComboBox):
    """Like any other, but for a text that is wider than the box."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame and the chosen text."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        style, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        field = self.style().subControlRect(style, option, part, self)
        icon = option.currentIcon
        beside = 0 if icon.isNull() else self.iconSize().width() + _GAP_PX
        room = field.width() - _SLACK_PX - beside
        if self.fontMetrics().horizontalAdvance(self.currentText()) <= room:
            super().paintEvent(event)
            return
        font, lines = fitted(self.currentText(), room, _SIZES)
        painter = QStylePainter(self)
        painter.drawComplexControl(style, option)
        painter.setFont(font)
        painter.setPen(option.palette.text().color())
        if beside:
            side_px = self.iconSize()
            mark = QRect(field.left() + _GAP_PX // 2, (self.height() - side_px.height()) // 2,
                         side_px.width(), side_px.height())  # fmt: skip
            icon.paint(painter, mark)
        place = self.rect()
        place.setLeft(field.left() + beside)
        place.setRight(field.right())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, side, "\n".join(lines))
