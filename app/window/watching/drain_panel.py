"""Revoke now: how access drains in each design, as a curve and domain by domain."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.tokens import design_mark
from app.window.look import appearance
from app.window.look.fonts import sized_font
from models.metrics.wording import format_value
from models.trace.revoking import still_open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from models.trace.revoking import Drain

_POINTS = 240
_LEFT, _TOP, _BOTTOM, _RIGHT = 34, 8, 18, 10
_LEAST_H = 24.0


class DrainCurve(QWidget):
    """Share of access that still works after the order, drawn up to the moment shown.

    Where nothing should move by itself it is drawn whole, with a line at that moment.
    """

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._sides: Sequence[tuple[int, list[Drain]]] = ()
        self._span_h = _LEAST_H
        self._since_h = math.inf
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Access that still works after the order")
        appearance().motion_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return room for a curve."""
        return QSize(280, 150)

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
        shown = hours[hours <= self.drawn_h]
        if appearance().is_still and 0.0 <= self._since_h <= self._span_h:
            x = room.left() + self._since_h / self._span_h * room.width()
            painter.setPen(QPen(QColor(theme.muted), 2))
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
        for index, found in self._sides:
            left = still_open(found, shown)
            points = [
                QPointF(
                    room.left() + h / self._span_h * room.width(), room.bottom() - s * room.height()
                )
                for h, s in zip(shown.tolist(), left.tolist(), strict=True)
            ]
            painter.setPen(QPen(QColor(design_mark(theme, index).colour), 2))
            painter.drawPolyline(QPolygonF(points))


class DrainPanel(QWidget):
    """The curve, and a line a domain: how many are cut off, when the last one, and why."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._sides: Sequence[tuple[int, str, list[Drain]]] = ()
        self._names: dict[str, str] = {}
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
        self, title: str, sides: Sequence[tuple[int, str, list[Drain]]], names: dict[str, str]
    ) -> None:
        """Show what became of an order.

        Args:
            title: What was ordered, and when.
            sides: Place in the file and title of each design, and what became of the access.
            names: Titles of the platforms.
        """
        self._sides, self._names = sides, names
        self.title.setText(title)
        self.curve.show_drains([(index, found) for index, _, found in sides])
        self._write()

    def _write(self) -> None:
        """Write the lines in the colours of the theme."""
        theme = appearance().theme
        parts = []
        for index, design, found in self._sides:
            mark = design_mark(theme, index)
            parts.append(f'<p style="color:{mark.colour}"><b>{mark.glyph} {_plain(design)}</b></p>')
            parts += [_line(drain, self._names) for drain in found] or ["<p>Nobody had access.</p>"]
        self.lines.setText("".join(parts))


def _line(drain: Drain, names: dict[str, str]) -> str:
    name = _plain(names.get(drain.platform, drain.platform))
    if drain.stays:
        what = f"✕ {drain.stays} of {drain.pairs} still work at the end"
    else:
        what = f"✓ all {drain.pairs} cut off, the last after {format_value(drain.last_h, 'h')}"
    return f"<p><b>{name}</b>: {what}<br>{_plain(drain.why)}</p>"


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
