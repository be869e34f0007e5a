"""The time line: where one is, and where something happened in each design."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.tokens import design_mark
from app.window.look import appearance
from app.window.look.fonts import sized_font
from models.engine.events import Kind
from models.trace import GROUPS, Listing, dated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from app.tokens import Theme
    from app.window.watching.clock import Clock
    from app.window.watching.recording import Recording
    from models.compiled.world import IntArray

_LANE, _SCALE, _LEFT, _RIGHT, _TOP = 3, 16, 28, 26, 2
_ROW = _LANE * len(GROUPS) + 2
_REACH_PX, _MOST_TOLD = 3, 5
_STEP_H, _LEAP_H = 1.0, 24.0


class Timeline(QWidget):
    """A row of marks a design; drag, click or use the keys to go to a moment."""

    stepped = Signal(int)

    def __init__(self, clock: Clock) -> None:
        """Show the moment of *clock*."""
        super().__init__()
        self._clock = clock
        self._recordings: Sequence[tuple[Recording, int]] = ()
        self._listing = Listing()
        self._marks: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Time line")
        self.setToolTip(
            "Drag to go to a moment. Left and Right: an hour; Page keys: a day; Home and End; "
            "N and P: next and previous event; Space: play. Rest on a mark to read it."
        )
        clock.moved.connect(self._moved)
        appearance().changed.connect(self._forget)

    def sizeHint(self) -> QSize:
        """Return room for a row a design and the days."""
        return QSize(400, _TOP + _ROW * max(len(self._recordings), 1) + _SCALE)

    def show_listing(self, recordings: Sequence[tuple[Recording, int]], listing: Listing) -> None:
        """Mark events.

        Args:
            recordings: Each with the place of its design in the file.
            listing: Which events, of their traces.
        """
        self._recordings, self._listing = recordings, listing
        self.updateGeometry()
        self._forget()

    def _forget(self) -> None:
        self._marks = None
        self.update()

    def _moved(self, _at_h: float) -> None:
        self.update()

    # -- from hours to pixels and back -----------------------------------------------------

    def x_of(self, at_h: float) -> float:
        """Return where a moment is, pixels."""
        span_h = max(self._clock.to_h - self._clock.from_h, 1e-9)
        return _LEFT + (at_h - self._clock.from_h) / span_h * (self.width() - _LEFT - _RIGHT)

    def _hour_at(self, x: float) -> float:
        room = max(self.width() - _LEFT - _RIGHT, 1)
        share = (x - _LEFT) / room
        return self._clock.from_h + share * (self._clock.to_h - self._clock.from_h)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the marks anew."""
        super().resizeEvent(event)
        self._marks = None

    # -- what a mark says --------------------------------------------------------------------

    def told_at(self, x: float, y: float) -> str:
        """Return what happened at a place of the time line, a line an event; empty: nothing."""
        side = int((y - _TOP) // _ROW)
        if not 0 <= side < len(self._recordings):
            return ""
        rows = self._listing.near(self._hour_at(x - _REACH_PX), self._hour_at(x + _REACH_PX), side)
        trace = self._recordings[side][0].trace
        lines = [dated(trace, int(self._listing.event[row])) for row in rows[:_MOST_TOLD]]
        if len(rows) > _MOST_TOLD:
            lines.append(f"and {len(rows) - _MOST_TOLD} more")
        return "\n".join(lines)

    def event(self, event: QEvent) -> bool:
        """Say what the marks under the pointer are; where there is none, how to move."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            told = self.told_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), told or self.toolTip(), self)
            return True
        return super().event(event)

    # -- going somewhere -------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where was pressed."""
        self._clock.go(self._hour_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._clock.go(self._hour_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by hours, days, events, or to the ends."""
        clock = self._clock
        targets = {
            Qt.Key.Key_Left: clock.at_h - _STEP_H,
            Qt.Key.Key_Right: clock.at_h + _STEP_H,
            Qt.Key.Key_PageUp: clock.at_h - _LEAP_H,
            Qt.Key.Key_PageDown: clock.at_h + _LEAP_H,
            Qt.Key.Key_Home: clock.from_h,
            Qt.Key.Key_End: clock.to_h,
        }
        key = Qt.Key(event.key())
        if key in targets:
            clock.go(targets[key])
        elif key == Qt.Key.Key_Space:
            clock.play(not clock.plays)
        elif key in (Qt.Key.Key_N, Qt.Key.Key_P):
            self.stepped.emit(1 if key == Qt.Key.Key_N else -1)
        else:
            super().keyPressEvent(event)

    # -- painting --------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the marks and where one is."""
        painter = QPainter(self)
        theme = appearance().theme
        if self._marks is None:
            self._marks = self._drawn()
        painter.drawPixmap(0, 0, self._marks)
        if self._recordings:
            x = self.x_of(self._clock.at_h)
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.drawLine(int(x), 0, int(x), self.height() - _SCALE)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _drawn(self) -> QPixmap:
        theme, ratio = appearance().theme, self.devicePixelRatioF()
        made = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(QColor(theme.surface))
        painter = QPainter(made)
        painter.setFont(sized_font(11))
        for row, (recording, index) in enumerate(self._recordings):
            top = _TOP + row * _ROW
            mark = design_mark(theme, index)
            painter.setPen(QColor(mark.colour))
            painter.drawText(
                QRectF(4, top, _LEFT, _ROW),
                Qt.AlignmentFlag.AlignVCenter,
                recording.sign(theme, index),
            )
            self._draw_events(painter, row, theme)
        self._draw_days(painter)
        painter.end()
        return made

    def _draw_events(self, painter: QPainter, side: int, theme: Theme) -> None:
        """Draw a short line for every pixel at which something of a group happened."""
        listing, trace = self._listing, self._recordings[side][0].trace
        hours, found = listing.hours[listing.side == side], listing.of(side)
        inside = hours >= self._clock.from_h  # what happened in the warm-up is only listed
        lanes = _LANES[trace.events["kind"][found[inside]]]
        span_h = max(self._clock.to_h - self._clock.from_h, 1e-9)
        share = (hours[inside] - self._clock.from_h) / span_h
        columns = (_LEFT + share * (self.width() - _LEFT - _RIGHT)).astype(np.int64)
        tints = (theme.accent, theme.bad, theme.warn, theme.ok, theme.muted)
        for place in np.unique(lanes * self.width() + columns).tolist():
            lane, x = divmod(place, self.width())
            painter.setPen(QPen(QColor(tints[lane % len(tints)]), 1))
            top = _TOP + side * _ROW + 1 + lane * _LANE
            painter.drawLine(x, top, x, top + _LANE - 1)

    def _draw_days(self, painter: QPainter) -> None:
        theme = appearance().theme
        painter.setPen(QColor(theme.muted))
        days = (self._clock.to_h - self._clock.from_h) / 24.0
        step = next((n for n in (1, 2, 5, 10, 30, 60, 90, 180, 365) if days / n <= 12), 365)
        day = 0
        while day * 24.0 <= self._clock.to_h:
            x = self.x_of(day * 24.0)
            painter.drawText(
                QRectF(x - 30, self.height() - _SCALE, 60, _SCALE),
                Qt.AlignmentFlag.AlignCenter,
                f"{day} d",
            )
            day += step


def _lanes() -> IntArray:
    """Return the group of each kind by its number."""
    found = np.zeros(len(Kind), dtype=np.int64)
    for lane, kinds in enumerate(GROUPS.values()):
        found[list(kinds)] = lane
    return found


_LANES = _lanes()
