"""A shelf of painted cards: each is painted once per state and scale, then only copied."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QPainter, QPixmap

from app.window.canvas.card_painting import MARGIN, card_height, paint_card
from app.window.canvas.layout import CARD_WIDTH

if TYPE_CHECKING:
    from app.tokens import Theme
    from app.window.canvas.nodes import CardContent

MOST_PAINTED = 30
"""Cards that one frame paints anew; the others wait for the next."""

_FRAME_NS = 8_000_000
"""A frame that has painted cards for this long shows what it has."""

_MOST_BYTES = 96_000_000


class CardShelf:
    """Pictures of cards, the longest unused thrown out first."""

    def __init__(self) -> None:
        """Start empty."""
        self._pictures: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()
        self._bytes = 0
        self._left = MOST_PAINTED
        self._spent_ns = 0
        self._clock = QElapsedTimer()
        self.short = False

    def start_frame(self) -> None:
        """Allow the next frame its share of painting."""
        self._left = MOST_PAINTED
        self._spent_ns = 0
        self.short = False

    def clear(self) -> None:
        """Throw everything out, for another theme."""
        self._pictures.clear()
        self._bytes = 0

    def picture(  # the picture depends on all of these
        self, content: CardContent, theme: Theme, scale: float, *, selected: bool, hovered: bool
    ) -> QPixmap | None:
        """Return the picture of a card; None where this frame has painted enough.

        Args:
            content: What it shows.
            theme: In which colours.
            scale: Device pixels per scene unit.
            selected: Whether it is selected.
            hovered: Whether the pointer is over it.
        """
        key = (content, theme.name, scale, selected, hovered)
        found = self._pictures.get(key)
        if found is not None:
            self._pictures.move_to_end(key)
            return found
        if self._left <= 0 or self._spent_ns > _FRAME_NS:
            self.short = True
            return None
        self._left -= 1
        self._clock.start()
        made = _painted(content, theme, scale, selected=selected, hovered=hovered)
        self._spent_ns += self._clock.nsecsElapsed()
        self._pictures[key] = made
        self._bytes += made.width() * made.height() * 4
        while self._bytes > _MOST_BYTES and len(self._pictures) > 1:
            _, old = self._pictures.popitem(last=False)
            self._bytes -= old.width() * old.height() * 4
        return made


def _painted(
    content: CardContent, theme: Theme, scale: float, *, selected: bool, hovered: bool
) -> QPixmap:
    width = CARD_WIDTH + 2 * MARGIN
    height = card_height(content) + 2 * MARGIN
    picture = QPixmap(round(width * scale), round(height * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(MARGIN, MARGIN)
    paint_card(painter, content, theme, selected=selected, hovered=hovered)
    painter.end()
    picture.setDevicePixelRatio(1.0)
    return picture
