"""The whole canvas, small, with what is in view; a click goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.window.look import appearance

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from app.window.canvas.view import CanvasView

_SIZE = QSize(190, 130)
_INSET, _GAP = 6, 14
_STEP = 0.1


class MiniMap(QWidget):
    """Lies in the lower left corner of a view."""

    def __init__(self, view: CanvasView) -> None:
        """Show all that *view* can show."""
        super().__init__(view)
        self._view = view
        self._blocks: QPixmap | None = None
        self.setFixedSize(_SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Mini-map")
        self.setToolTip("Click or drag to go there; arrow keys move what is in view.")
        view.resized.connect(self.place)
        view.zoomed.connect(self._renew)
        view.painted.connect(self.update)
        view.scene().changed.connect(self._forget)
        appearance().changed.connect(self._forget)
        self.hide()

    def place(self) -> None:
        """Go to the corner."""
        self.move(_GAP, self._view.height() - self.height() - _GAP)
        self.raise_()

    def _renew(self, _scale: float) -> None:
        self.update()

    def _forget(self) -> None:
        self._blocks = None
        self.update()

    # -- between the two -------------------------------------------------------------------

    def _scale(self) -> float:
        extent = self._view.organisation.extent
        return min(
            (self.width() - 2 * _INSET) / max(extent.width(), 1.0),
            (self.height() - 2 * _INSET) / max(extent.height(), 1.0),
        )

    def to_map(self, box: QRectF) -> QRectF:
        """Return where a part of the canvas is on the map."""
        scale, extent = self._scale(), self._view.organisation.extent
        return QRectF(
            _INSET + (box.left() - extent.left()) * scale,
            _INSET + (box.top() - extent.top()) * scale,
            box.width() * scale,
            box.height() * scale,
        )

    def _go(self, at: QPointF) -> None:
        scale, extent = self._scale(), self._view.organisation.extent
        self._view.look_at(
            QPointF(
                extent.left() + (at.x() - _INSET) / scale,
                extent.top() + (at.y() - _INSET) / scale,
            )
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where was pressed."""
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move what is in view."""
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        extent, view = self._view.organisation.extent, self._view.organisation.view_rect
        step = QPointF(way[0] * extent.width() * _STEP, way[1] * extent.height() * _STEP)
        self._view.look_at(view.center() + step)

    # -- painting --------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the blocks and the frame of what is in view."""
        painter, theme = QPainter(self), appearance().theme
        if self._blocks is None:
            self._blocks = self._drawn()
        painter.drawPixmap(0, 0, self._blocks)
        painter.setPen(QPen(QColor(theme.accent), 2))
        frame = self.to_map(self._view.organisation.view_rect)
        painter.drawRect(frame.intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1)))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.text), 1, Qt.PenStyle.DotLine))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _drawn(self) -> QPixmap:
        theme, ratio = appearance().theme, self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(QColor(theme.surface))
        painter = QPainter(made)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(Qt.PenStyle.NoPen)
        for card in self._view.organisation.cards.values():
            painter.setBrush(QColor(theme.kinds[card.node.kind]))
            painter.drawRect(self.to_map(card.sceneBoundingRect()))
        painter.end()
        return made
