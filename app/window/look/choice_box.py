"""A choice whose text is whole: long names are written smaller, then in two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from app.tokens import BODY_PX, SMALL_PX
from app.window.look.fitting import fitted

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SIZES = ((BODY_PX, 1), (BODY_PX - 1, 1), (SMALL_PX, 2))
_SLACK_PX = 2


class ChoiceBox(QComboBox):
    """Like any other, but for a text that is wider than the box."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame and the chosen text."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        style, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        field = self.style().subControlRect(style, option, part, self)
        room = field.width() - _SLACK_PX
        if self.fontMetrics().horizontalAdvance(self.currentText()) <= room:
            super().paintEvent(event)
            return
        font, lines = fitted(self.currentText(), room, _SIZES)
        painter = QStylePainter(self)
        painter.drawComplexControl(style, option)
        painter.setFont(font)
        painter.setPen(option.palette.text().color())
        place = self.rect()
        place.setLeft(field.left())
        place.setRight(field.right())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, side, "\n".join(lines))
