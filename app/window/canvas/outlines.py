"""Outlines around the platforms that one directory authenticates under the current design."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.tokens import PANEL_RADIUS, SMALL_PX, blend
from app.window.canvas.items import DIM
from app.window.look.fitting import fitted
from app.window.look.fonts import sized_font
from app.window.look.icons import paint_icon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.window.canvas.scene import OrganisationScene

PAD = 12
_LABEL = 22
_NAME = ((SMALL_PX, 1), (SMALL_PX - 1, 1), (SMALL_PX - 2, 2))
_NAME_LEFT = PAD + 15
"""Where the name of a domain begins, behind its arrow."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A box around cards that one directory authenticates.

    Attributes:
        rect: The box, label included.
        key: The directory.
        label: Name of the directory.
        local: Whether it is the platform's own users.
    """

    rect: QRectF
    key: str
    label: str
    local: bool


def outlines_of(
    groups: Mapping[str, tuple[str, bool, Sequence[QRectF]]],
    pad: float = PAD,
    label: float = _LABEL - 4,
) -> list[Outline]:
    """Return the outlines of directories.

    Args:
        groups: By directory: its name, whether it is local, and its cards.
        pad: Room around cards.
        label: Room above them for the name.

    A directory whose cards stand among others' gets one box for each run of its own.
    """
    every = [(rect, key) for key, (_, _, rects) in groups.items() for rect in rects]
    found = []
    for key, (name, local, rects) in groups.items():
        strangers = [rect for rect, owner in every if owner != key]
        for box in _boxes(sorted(rects, key=lambda r: (r.top(), r.left())), strangers, pad):
            padded = box.adjusted(-pad, -pad - label, pad, pad)
            found.append(Outline(padded, key, name, local))
    return found


def _boxes(rects: Sequence[QRectF], strangers: Sequence[QRectF], pad: float) -> list[QRectF]:
    boxes: list[QRectF] = []
    for rect in rects:
        if boxes:
            joined = boxes[-1].united(rect)
            room = joined.adjusted(-pad, -pad, pad, pad)
            if not any(room.intersects(other) for other in strangers):
                boxes[-1] = joined
                continue
        boxes.append(QRectF(rect))
    return boxes


def _name_rect(outline: Outline) -> QRectF:
    """Return where the name of a box and its arrow are."""
    width = QFontMetricsF(sized_font(SMALL_PX, bold=True)).horizontalAdvance(outline.label)
    room = min(_NAME_LEFT + width + PAD, outline.rect.width())
    return QRectF(outline.rect.left(), outline.rect.top(), room, _LABEL + 4)


class OutlinesItem(QGraphicsItem):
    """All outlines, and the names of the columns."""

    def __init__(self, scene: OrganisationScene) -> None:
        """Belong to *scene*."""
        super().__init__()
        self._owner = scene
        self.setZValue(-2)
        self.outlines: list[Outline] = []
        self.folded: frozenset[str] = frozenset()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Folds these platforms into one card, or opens it again (Ctrl+B).")
        self.headings: list[tuple[QPointF, str]] = []

    def shape(self) -> QPainterPath:
        """Be where the names are: there one clicks."""
        path = QPainterPath()
        for outline in self.outlines:
            if not outline.local:
                path.addRect(_name_rect(outline))
        return path

    def named_at(self, where: QPointF) -> Outline | None:
        """Return the box of a directory whose name lies at a place."""
        named = (one for one in self.outlines if not one.local)
        return next((one for one in named if _name_rect(one).contains(where)), None)

    def domain_at(self, where: QPointF) -> Outline | None:
        """Return the box of the directory at a place; platforms' own users have none."""
        boxes = (one for one in self.outlines if not one.local and one.rect.contains(where))
        return next(boxes, None)

    def boundingRect(self) -> QRectF:
        """Cover everything."""
        return self._owner.extent

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Draw the outlines in view."""
        theme = self._owner.theme
        view = self._owner.view_rect
        if self._owner.lit is not None:
            painter.setOpacity(DIM)
        colour = theme.kinds["directory"]
        for outline in self.outlines:
            if not outline.rect.intersects(view):
                continue
            tint = theme.faint if outline.local else colour
            pen = QPen(QColor(blend(tint, theme.background, 0.6)), 1.2)
            if outline.local:
                pen.setDashPattern([4.0, 4.0])
            painter.setPen(pen)
            painter.setBrush(QColor(blend(tint, theme.background, 0.05)))
            painter.drawRoundedRect(outline.rect, PANEL_RADIUS, PANEL_RADIUS)
            painter.setPen(QColor(theme.muted if outline.local else colour))
            left = PAD + 2 if outline.local else _NAME_LEFT
            room = outline.rect.width() - left - PAD
            font, lines = fitted(outline.label, room, _NAME, bold=True)
            painter.setFont(font)
            place = QRectF(outline.rect.left() + left, outline.rect.top() + 1, room, _LABEL + 5)
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, side, "\n".join(lines))
            if not outline.local:
                name = "chevron-right" if outline.key in self.folded else "chevron-down"
                at = outline.rect.topLeft() + QPointF(PAD - 2, 7)
                paint_icon(painter, name, colour, QRectF(at.x(), at.y(), 14, 14))
        painter.setFont(sized_font(12, bold=True))
        painter.setPen(QColor(theme.muted))
        for at, text in self.headings:
            painter.drawText(at, text)
