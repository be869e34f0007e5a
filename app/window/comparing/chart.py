"""A chart as a widget: drawn once in one size, its values read by mouse or arrow keys."""

from __future__ import annotations

import gc
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from app.charts import finding_of, panel_of, picture_of, read
from app.window.look import appearance

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from app.charts import Reading, Spot
    from app.window.comparing.source import Source

_NARROW_PX = 12.0
"""Spots that are narrower are shown as a line through their middle: points along a curve."""

_LEAST_PX = 40
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Chart(QWidget):
    """One panel of a comparison: a picture of it, and which part of it shows which value.

    Nothing is kept of the figure, whose parts refer to each other in their thousands.
    Reading a value repaints two small rectangles of the picture and draws nothing anew.
    `platform_chosen` carries the id of a platform that was clicked, or Enter was pressed on;
    `replication_chosen` the number of a replication, and the design that it is of.
    """

    platform_chosen = Signal(str)
    replication_chosen = Signal(int, str)

    def __init__(self, panel_id: str, source: Source, size: tuple[float, float]) -> None:
        """Draw a panel.

        Args:
            panel_id: Id of the panel.
            source: What it is drawn from.
            size: Width and height in pixels.
        """
        super().__init__()
        self._panel_id, self._source = panel_id, source
        self._drawn_size = QSize(*(max(_LEAST_PX, round(side)) for side in size))
        self._spots: tuple[Spot, ...] = ()
        self._picture = self._draw()
        gc.collect(0)  # the figure, while nothing else has to be looked through: 1 ms, later 200
        self.setMinimumSize(_LEAST_PX, _LEAST_PX)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._at = -1
        about = panel_of(panel_id)
        finding = finding_of(panel_id, source.comparison, source.names)
        before = f"{source.standing}: " if source.standing else ""
        self.setAccessibleName(f"Chart {about.name}: {before}{finding}")
        self.setAccessibleDescription(about.text)
        self._definition = f"{about.name}: {about.text} Arrow keys read the values."
        self.setToolTip(self._definition)

    def _draw(self) -> QPixmap:
        """Return the picture as sharp as the screen; remember what is where."""
        ratio = self.devicePixelRatioF()
        pixels, self._spots = picture_of(
            self._panel_id,
            self._source.comparison,
            appearance().theme,
            (self._drawn_size.width(), self._drawn_size.height()),
            ratio=ratio,
            names=self._source.names,
            standing=self._source.standing,
        )
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, QImage.Format.Format_RGBA8888)
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(ratio)
        return picture

    @cached_property
    def _table(self) -> tuple[tuple[str, ...], tuple[Reading, ...]]:
        return read(self._panel_id, self._source.comparison, self._source.names)

    # -- reading -----------------------------------------------------------------------------

    @property
    def told(self) -> str:
        """What is read now; empty: nothing."""
        reading = self._reading()
        if reading is None:
            return ""
        designs = self._table[0][1:]
        values = (f"{name}: {x}" for name, x in zip(designs, reading.values, strict=True))
        lead = "\nClick to select it on the canvas" if reading.platform else ""
        lead = "\nClick to see it among the others" if reading.replication >= 0 else lead
        return "\n".join([reading.label, *values]) + lead

    def _reading(self) -> Reading | None:
        rows = self._table[1] if self._at >= 0 else ()
        row = self._spots[self._at].row if self._at >= 0 else -1
        return rows[row] if 0 <= row < len(rows) else None

    def _go(self, at: int) -> None:
        """Read another spot; -1: none."""
        if at == self._at:
            return
        if self._at >= 0:
            self.update(self._rectangle(self._at).adjusted(-3, -3, 3, 3))
        self._at = at
        if at >= 0:
            self.update(self._rectangle(at).adjusted(-3, -3, 3, 3))
        reading = self._reading()
        leads = reading is not None and (bool(reading.platform) or reading.replication >= 0)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        self.setAccessibleDescription(self.told or self._definition)

    def _show_reading(self, at: QPoint) -> None:
        if self.told:
            lines = "<br>".join(escape(line) for line in self.told.splitlines())
            QToolTip.showText(at, f"<qt>{lines}</qt>", self, self._rectangle(self._at))
        else:
            QToolTip.hideText()

    def _rectangle(self, at: int) -> QRect:
        """Return where a spot is in the widget, which may be a little larger than the drawing."""
        across = self.width() / self._drawn_size.width()
        down = self.height() / self._drawn_size.height()
        area = self._spots[at].area
        corner = QPoint(round(area.left * across), round(area.top * down))
        return QRect(corner, QPoint(round(area.right * across) - 1, round(area.bottom * down) - 1))

    def _spot_at(self, point: QPoint) -> int:
        found = (
            at for at in reversed(range(len(self._spots))) if self._rectangle(at).contains(point)
        )
        return next(found, -1)

    # -- mouse and keys ----------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read what the mouse is on."""
        before = self._at
        self._go(self._spot_at(event.position().toPoint()))
        if self._at != before:
            self._show_reading(event.globalPosition().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        """Read nothing."""
        del event
        self._go(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the platform or the replication that the mouse is on."""
        self._go(self._spot_at(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do nothing more."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do nothing more than a click did."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the next value, or choose its platform."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and self._spots and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            start = -1 if step > 0 else len(self._spots)
            at = (self._at if self._at >= 0 else start) + step
            self._go(min(max(at, 0), len(self._spots) - 1))
            self._show_reading(self.mapToGlobal(self._rectangle(self._at).center()))
        elif event.key() in _ENTER:
            self._choose()
        else:
            event.ignore()

    def _choose(self) -> None:
        reading = self._reading()
        if reading is None:
            return
        if reading.platform:
            self.platform_chosen.emit(reading.platform)
        if reading.replication >= 0:
            self.replication_chosen.emit(reading.replication, reading.design)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Read nothing."""
        super().focusOutEvent(event)
        self._go(-1)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self.update()

    # -- painting ----------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Say the definition where no value is read."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._at >= 0:
            self._show_reading(event.globalPos())
            return True
        return bool(super().event(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the picture, then mark what is read and where the keyboard is."""
        del event
        if self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._picture = self._draw()  # it has come to another screen
        painter = QPainter(self)
        if self.size() != self._drawn_size:  # until the new size has come to rest
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self._picture)
        painter.setPen(QPen(QColor(appearance().theme.accent), 1.5))
        if self._at >= 0:
            spot = self._rectangle(self._at)
            if spot.width() < _NARROW_PX:
                x = spot.center().x()
                painter.drawLine(x, spot.top(), x, spot.bottom())
            else:
                painter.drawRoundedRect(spot, 3.0, 3.0)
        if self.hasFocus():
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 4.0, 4.0)
        painter.end()
