"""Revoke now: how access drains in each design, as a curve and domain by domain."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.tokens import blend, design_mark
from app.window.look import appearance
from app.window.look.fonts import sized_font
from models.metrics.wording import format_value
from models.trace import clock_text
from models.trace.revoking import still_open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from models.compiled.world import FloatArray
    from models.trace.revoking import Drain

_POINTS = 240
_LEFT, _TOP, _BOTTOM, _RIGHT = 34, 8, 18, 10
_LEAST_H, _HEIGHT = 24.0, 150
_FAINT = 0.45


class DrainCurve(QWidget):
    """Share of access that still works after the order, drawn up to the moment shown.

    The whole course stands faintly behind it. Where nothing should move by itself it is drawn
    whole, with a line at that moment.
    """

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._sides: Sequence[tuple[int, list[Drain]]] = ()
        self._span_h = _LEAST_H
        self._since_h = math.inf
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName("Access that still works after the order")
        appearance().motion_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return room for a curve."""
        return QSize(280, _HEIGHT)

    def show_drains(self, sides: Sequence[tuple[int, list[Drain]]]) -> None:
        """Show what became of the access of each design, with its place in the file."""
        self._sides = sides
        lags = [lag for _, found in sides for drain in found for lag in drain.lags_h.tolist()]
        self._span_h = max([_LEAST_H, *(1.1 * lag for lag in lags)])
        self.update()

    def show_moment(self, since_h: float) -> None:
        """Draw up to so many hours after the order."""
        self._since_h = since_h
        self.update()

    @property
    def span_h(self) -> float:
        """How far the axis goes, hours after the order."""
        return self._span_h

    @property
    def drawn_h(self) -> float:
        """How far the curves are drawn, hours after the order."""
        if appearance().is_still:
            return self._span_h
        return min(max(self._since_h, 0.0), self._span_h)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint axes and curves."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = appearance().theme
        room = QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM)
        painter.setFont(sized_font(10))
        painter.setPen(QColor(theme.muted))
        for share in (0.0, 0.5, 1.0):
            y = room.bottom() - share * room.height()
            painter.drawText(
                QRectF(0, y - 8, _LEFT - 4, 16), Qt.AlignmentFlag.AlignRight, f"{share:.0%}"
            )
        painter.drawText(
            QRectF(_LEFT, room.bottom() + 2, room.width(), 16),
            Qt.AlignmentFlag.AlignRight,
            f"{format_value(self._span_h, 'h')} after the order",
        )
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawRect(room)
        hours = np.linspace(0.0, self._span_h, _POINTS)
        if 0.0 <= self._since_h <= self._span_h:
            x = room.left() + self._since_h / self._span_h * room.width()
            painter.setPen(QPen(QColor(theme.muted), 1))
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
        for index, found in self._sides:
            colour = design_mark(theme, index).colour
            painter.setPen(QPen(QColor(blend(colour, theme.surface, _FAINT)), 1))
            painter.drawPolyline(self._course(found, hours, room))
            painter.setPen(QPen(QColor(colour), 3))
            painter.drawPolyline(self._course(found, hours[hours <= self.drawn_h], room))

    def _course(self, found: list[Drain], hours: FloatArray, room: QRectF) -> QPolygonF:
        left = still_open(found, hours)
        x = room.left() + hours / self._span_h * room.width()
        y = room.bottom() - left * room.height()
        return QPolygonF([QPointF(*each) for each in np.column_stack((x, y)).tolist()])


class DrainPanel(QWidget):
    """The curve, and a line a domain: how many are cut off, when the last one, and why."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._sides: Sequence[tuple[int, str, list[Drain]]] = ()
        self._names: dict[str, str] = {}
        self._at_h = 0.0
        self._working: list[int] = []
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.curve = DrainCurve()
        self.lines = QLabel()
        self.lines.setWordWrap(True)
        self.lines.setTextFormat(Qt.TextFormat.RichText)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines.setAccessibleName("What the order ended, domain by domain")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.curve, self.lines):
            layout.addWidget(widget)
        appearance().changed.connect(self._write)

    def show_drains(
        self,
        title: str,
        at_h: float,
        sides: Sequence[tuple[int, str, list[Drain]]],
        names: dict[str, str],
    ) -> None:
        """Show what became of an order.

        Args:
            title: What was ordered, and when.
            at_h: When, hours.
            sides: Place in the file and title of each design, and what became of the access.
            names: Titles of the platforms.
        """
        self._at_h, self._sides, self._names = at_h, sides, names
        self.title.setText(title)
        self.curve.show_drains([(index, found) for index, _, found in sides])
        self.show_moment(at_h)
        self._write()

    def show_moment(self, at_h: float) -> None:
        """Draw up to a moment, hours, and say what still works then."""
        since_h = at_h - self._at_h
        self.curve.show_moment(since_h)
        working = [
            drain.pairs - int(np.searchsorted(drain.lags_h, since_h, side="right"))
            for _, _, found in self._sides
            for drain in found
        ]
        if working != self._working:
            self._working = working
            self._write()

    def _write(self) -> None:
        """Write the lines in the colours of the theme."""
        theme, parts = appearance().theme, []
        working = iter(self._working)
        for index, design, found in self._sides:
            mark = design_mark(theme, index)
            parts.append(f'<p style="color:{mark.colour}"><b>{mark.glyph} {_plain(design)}</b></p>')
            parts += [_line(drain, self._names, self._at_h, next(working)) for drain in found] or [
                "<p>Nobody had access.</p>"
            ]
        self.lines.setText("".join(parts))


def _line(drain: Drain, names: dict[str, str], at_h: float, working: int) -> str:
    """Return what became of the access to a platform: what works now, until when, and why."""
    name = _plain(names.get(drain.platform, drain.platform))
    now = f"{working} of {drain.pairs} work at this moment"
    if drain.stays:
        what = f"✕ {drain.stays} of {drain.pairs} still work at the end"
        what += f"; {drain.ended} cut off {_when(drain, at_h)}" if drain.ended else ""
    else:
        what = f"✓ all {drain.pairs} cut off {_when(drain, at_h)}"
    return f"<p><b>{name}</b>: {now}<br>{what}<br>{_plain(drain.why)}</p>"


def _when(drain: Drain, at_h: float) -> str:
    """Return when access was cut off: one instant, or the first and the last."""
    first_h, last_h = float(drain.lags_h[0]), float(drain.lags_h[-1])
    last = f"{clock_text(at_h + last_h)}, after {format_value(last_h, 'h')}"
    if clock_text(at_h + first_h) == clock_text(at_h + last_h):
        return f"at {last}"
    first = f"{clock_text(at_h + first_h)}, after {format_value(first_h, 'h')}"
    return f"from {first}, to {last}"


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
