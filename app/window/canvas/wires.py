"""All wires in one item: quiet lines, and those of the card in focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.tokens import blend
from app.window.canvas.items import DIM
from app.window.canvas.layout import CARD_WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from app.tokens import Theme
    from app.window.canvas.nodes import Plan, Wire
    from app.window.canvas.scene import OrganisationScene

_MOST_CURVES = 240
_MOST_QUIET = 1200
_STEPS = 14
ANCHOR_Y = 20
"""Where wires end, below the upper edge of a card."""

_QUIET = ("binding", "use")


class WiresItem(QGraphicsItem):
    """Wires between cards; ends follow the cards, culling is one numpy pass."""

    def __init__(self, scene: OrganisationScene) -> None:
        """Belong to *scene*."""
        super().__init__()
        self._owner = scene
        self.setZValue(-1)
        self._wires: tuple[Wire, ...] = ()
        self._ends = np.zeros((0, 2), dtype=np.intp)
        self._quiet = np.zeros(0, dtype=bool)

    def set_wires(self, wires: tuple[Wire, ...]) -> None:
        """Draw these wires."""
        index = self._owner.index_of
        self._wires = wires
        ends = [(index[wire.left], index[wire.right]) for wire in wires]
        self._ends = np.array(ends, dtype=np.intp).reshape(-1, 2)
        self._quiet = np.array([wire.kind in _QUIET for wire in wires], dtype=bool)
        self.update()

    def boundingRect(self) -> QRectF:
        """Cover everything."""
        return self._owner.extent

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Draw what is in view."""
        if not self._wires:
            return
        owner = self._owner
        points = self._points()
        seen = self._in_view(points, owner.view_rect)
        if owner.lit is not None:
            painter.setOpacity(DIM)
        focused = np.zeros(len(owner.index_of), dtype=bool)
        focused[[owner.index_of[key] for key in owner.focus_keys() if key in owner.index_of]] = True
        lit = focused[self._ends].any(axis=1)
        self._draw_quiet(painter, points[seen & self._quiet & ~lit])
        for at in np.flatnonzero(seen & lit)[:_MOST_CURVES]:
            self._draw_lit(painter, self._wires[at], points[at])

    def _points(self) -> npt.NDArray[np.float64]:
        """Return x1, y1, x2, y2 of every wire."""
        corner = self._owner.corners
        left, right = corner[self._ends[:, 0]], corner[self._ends[:, 1]]
        turned = left[:, 0] > right[:, 0]
        x1 = left[:, 0] + np.where(turned, 0, CARD_WIDTH)
        x2 = right[:, 0] + np.where(turned, CARD_WIDTH, 0)
        return np.column_stack([x1, left[:, 1] + ANCHOR_Y, x2, right[:, 1] + ANCHOR_Y])

    @staticmethod
    def _in_view(points: npt.NDArray[np.float64], view: QRectF) -> npt.NDArray[np.bool_]:
        x1, y1, x2, y2 = points.T
        seen: npt.NDArray[np.bool_] = (
            (np.maximum(x1, x2) >= view.left())
            & (np.minimum(x1, x2) <= view.right())
            & (np.maximum(y1, y2) >= view.top())
            & (np.minimum(y1, y2) <= view.bottom())
        )
        return seen

    def _draw_quiet(self, painter: QPainter, points: npt.NDArray[np.float64]) -> None:
        """Draw thin lines; where they would only be a grey cloud, none."""
        if not 0 < len(points) <= _MOST_QUIET:
            return
        colour = QColor(self._owner.theme.faint)
        colour.setAlpha(max(30, min(90, 6000 // len(points))))
        pen = QPen(colour, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        curved = len(points) <= _MOST_CURVES
        segments = _flattened(points, _STEPS if curved else 1)
        segments = segments[self._in_view(segments, self._owner.view_rect)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, curved)
        painter.drawLines([QLineF(*row) for row in segments.tolist()])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _draw_lit(self, painter: QPainter, wire: Wire, row: npt.NDArray[np.float64]) -> None:
        owner = self._owner
        theme = owner.theme
        colours = {"log": theme.kinds["log_sink"], "secret": theme.kinds["vault"]}
        pen = QPen(QColor(colours.get(wire.kind, owner.mark.colour)), min(2.0 + wire.count**0.5, 6))
        if wire.count == 1:
            pen.setWidthF(2.0)
        if wire.kind == "log":
            pen.setDashPattern([2.0, 3.0])
        elif wire.kind == "secret":
            pen.setDashPattern([5.0, 3.0])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath()
        x1, y1, x2, y2 = row.tolist()
        add_curve(path, x1, y1, x2, y2)
        painter.drawPath(path)
        painter.setBrush(pen.color())
        painter.setPen(Qt.PenStyle.NoPen)
        for x, y in ((x1, y1), (x2, y2)):
            painter.drawEllipse(QPointF(x, y), 3.5, 3.5)


def _flattened(points: npt.NDArray[np.float64], steps: int) -> npt.NDArray[np.float64]:
    """Return the curves of `add_curve` as straight segments, each x1, y1, x2, y2."""
    x1, y1, x2, y2 = (column[:, None] for column in points.T)
    across = x2 - x1
    bend = np.maximum(np.abs(across) * 0.45, 24.0) * np.where(across >= 0, 1, -1)
    t = np.linspace(0.0, 1.0, steps + 1)
    s = 1.0 - t
    x = s**3 * x1 + 3 * s**2 * t * (x1 + bend) + 3 * s * t**2 * (x2 - bend) + t**3 * x2
    y = (s**3 + 3 * s**2 * t) * y1 + (3 * s * t**2 + t**3) * y2
    ends = np.stack([x[:, :-1], y[:, :-1], x[:, 1:], y[:, 1:]], axis=-1)
    return ends.reshape(-1, 4)


def paint_flows(
    painter: QPainter, plan: Plan, rects: Mapping[str, QRectF], theme: Theme, pixels: float
) -> None:
    """Paint bindings and uses as one quiet path, for pictures without items."""
    path = QPainterPath()
    for wire in plan.wires:
        if wire.kind in _QUIET:
            left, right = rects[wire.left], rects[wire.right]
            add_curve(path, left.right(), left.center().y(), right.left(), right.center().y())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(blend(theme.faint, theme.background, 0.5)), pixels))
    painter.drawPath(path)


def add_curve(path: QPainterPath, x1: float, y1: float, x2: float, y2: float) -> None:
    """Add an S-shaped curve from one point to another."""
    bend = max(abs(x2 - x1) * 0.45, 24.0) * (1 if x2 >= x1 else -1)
    path.moveTo(x1, y1)
    path.cubicTo(x1 + bend, y1, x2 - bend, y2, x2, y2)
