"""A small picture of a distribution: where its values lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from app.window.look import appearance
from models.compiled.retelling import is_timed, quantiles
from models.units import Duration

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from models.scenario.distributions import Distribution

_COUNT = 199
_BINS = 48
_HEIGHT = 34
_MARKS = (9, 99, 189)  # 5, 50 and 95 % of steps of half a percent from 0.5 %


class Density(QWidget):
    """How often each value comes; a stroke stands at the median, the tooltip tells quantiles."""

    def __init__(self, distribution: Distribution[Any]) -> None:
        """Draw *distribution*."""
        super().__init__()
        self.setFixedHeight(_HEIGHT)
        self.show_distribution(distribution)

    def show_distribution(self, distribution: Distribution[Any]) -> None:
        """Draw another distribution."""
        self._values = quantiles(distribution, _COUNT)
        timed = is_timed(distribution)
        told = [_words(float(self._values[at]), timed=timed) for at in _MARKS]
        self.setToolTip(f"About: P5 {told[0]}, median {told[1]}, P95 {told[2]}")
        self.setAccessibleName("Where the values lie")
        self.setAccessibleDescription(self.toolTip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the density and the median."""
        theme = appearance().theme
        low, high = float(self._values[0]), float(self._values[-1])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        floor, wide = self.height() - 2.0, self.width() - 2.0
        painter.setPen(QColor(theme.line))
        painter.drawLine(QPointF(1, floor), QPointF(1 + wide, floor))
        if high > low:
            counts, edges = np.histogram(self._values, bins=_BINS, range=(low, high))
            smooth = np.convolve(counts, np.ones(5) / 5, mode="same")
            across = 1 + wide * (0.5 * (edges[:-1] + edges[1:]) - low) / (high - low)
            up = floor - (floor - 2) * smooth / smooth.max()
            points = [QPointF(float(x), float(y)) for x, y in zip(across, up, strict=True)]
            shape = [QPointF(points[0].x(), floor), *points, QPointF(points[-1].x(), floor)]
            painter.setPen(QColor(theme.accent))
            fill = QColor(theme.accent)
            fill.setAlphaF(0.2)
            painter.setBrush(fill)
            painter.drawPolygon(QPolygonF(shape))
            middle = 1 + wide * (float(self._values[_MARKS[1]]) - low) / (high - low)
            painter.setPen(QColor(theme.text))
            painter.drawLine(QPointF(middle, 2), QPointF(middle, floor))
        painter.end()


def _words(value: float, *, timed: bool) -> str:
    if not timed:
        return f"{value:.3g}"
    for unit, hours in (("d", 24.0), ("h", 1.0), ("min", 1 / 60)):
        if value >= hours:
            return f"{value / hours:.3g} {unit}"
    return Duration.of_hours(round(value * 3600, 2) / 3600).text
