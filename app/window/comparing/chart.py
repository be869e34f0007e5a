"""A chart as a widget: drawn once in one size, its values read by mouse or arrow keys."""

from __future__ import annotations

from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip

from app.charts import draw, finding_of, panel_of, read
from app.charts.drawing import DPI
from app.window.look import appearance

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from app.charts import Reading, Spot
    from app.window.comparing.source import Source

_NARROW_PX = 12.0
"""Spots that are narrower are shown as a line through their middle: points along a curve."""

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Chart(FigureCanvasQTAgg):
    """One panel of a comparison; no pyplot anywhere, and the wheel is left to the page.

    Reading a value repaints two small rectangles of the picture and draws nothing anew.
    `platform_chosen` carries the id of a platform that was clicked, or Enter was pressed on.
    """

    platform_chosen = Signal(str)

    def __init__(self, panel_id: str, source: Source, size: tuple[float, float]) -> None:
        """Draw a panel.

        Args:
            panel_id: Id of the panel.
            source: What it is drawn from.
            size: Width and height in pixels.
        """
        self._panel_id, self._source = panel_id, source
        self._drawn_size = tuple(max(40.0, side) for side in size)
        width, height = self._drawn_size
        figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
        self._spots: tuple[Spot, ...] = draw(
            panel_id,
            source.comparison,
            appearance().theme,
            figure,
            source.names,
            source.standing,
        )
        super().__init__(figure)  # type: ignore[no-untyped-call]
        self.setMinimumSize(40, 40)
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
        is_platform = reading is not None and bool(reading.platform)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if is_platform else Qt.CursorShape.ArrowCursor
        )
        self.setAccessibleDescription(self.told or self._definition)

    def _show_reading(self, at: QPoint) -> None:
        if self.told:
            lines = "<br>".join(escape(line) for line in self.told.splitlines())
            QToolTip.showText(at, f"<qt>{lines}</qt>", self, self._rectangle(self._at))
        else:
            QToolTip.hideText()

    def _rectangle(self, at: int) -> QRect:
        """Return where a spot is in the widget, which may be a little larger than the drawing."""
        across, down = self.width() / self._drawn_size[0], self.height() / self._drawn_size[1]
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
        """Choose the platform that the mouse is on."""
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

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Leave keys to the window."""
        event.ignore()

    def _choose(self) -> None:
        reading = self._reading()
        if reading is not None and reading.platform:
            self.platform_chosen.emit(reading.platform)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

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
        super().paintEvent(event)  # type: ignore[no-untyped-call]
        painter = QPainter(self)
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
