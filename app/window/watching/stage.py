"""One design at a moment: a picture of the organisation, what stands still and what moves on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.tokens import blend, design_mark
from app.window.canvas import Sketch, sketch
from app.window.canvas.sketch import label_px
from app.window.look import appearance
from app.window.look.fonts import sized_font
from app.window.objects import ObjectRef
from app.window.watching.flight import FLIGHT_S, MOST_DOTS
from app.window.watching.marks import FLASH_S, MARKED, MOST_MARKS, paint_events
from models.trace import ways_between

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from app.tokens import Theme
    from app.window.watching.recording import Counts, Recording
    from models.compiled.world import BoolArray, FloatArray

_HEAD = 26
_LEAST = QSize(260, 290)
_SEE_THROUGH, _CHIP = 0.6, 0.12
_ASIDE = 3.0
"""How far lines of hops in no log stand beside those in one, pixels."""

_TIP = (
    "Hops move as dots from fleet to platform, squares where no log has them; without motion they "
    "stand as lines, dashed where no log has them. Chips: ▲ left over, ◆ draining, ✓ revoked, "
    "✕ held by attackers. Circles: ✕ a leak or a touch, ◆ a step of an order, ✓ an end of access, "
    "▲ access that stays, + a credential given, ● an agent that begins or retires."
)
_ICON_SHARE = 0.21
"""How far down a card its icon reaches, as a share of its width."""


class _Mark(NamedTuple):
    """A number on a card, with its sign."""

    sign: str
    number: int
    word: str
    colour: str


class Stage(QWidget):
    """Shows one recording; the picture is drawn once, marks and dots in every frame."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_LEAST)
        self._recording: Recording | None = None
        self._index = 0
        self._sketch: Sketch | None = None
        self._at_h = 0.0
        self._flight_h = 0.0
        self._moves = True
        self.counts: Counts | None = None
        self.dots = self.lines = self.events = 0
        self.setToolTip(_TIP)
        appearance().changed.connect(self._redraw)

    def show_recording(self, recording: Recording | None, index: int) -> None:
        """Show a recording of the design at a place in the file."""
        self._recording, self._index = recording, index
        self.setAccessibleName(
            f"{recording.title} at the moment shown" if recording else "Nothing recorded"
        )
        self._redraw()

    def show_moment(self, at_h: float, flight_h: float, *, moves: bool) -> None:
        """Go to a moment.

        Args:
            at_h: The moment, hours.
            flight_h: How long a hop is shown, hours.
            moves: Whether hops move as dots, or stand as lines.
        """
        self._at_h, self._flight_h, self._moves = at_h, flight_h, moves
        if self._recording is not None:
            self.counts = self._recording.counts(at_h)
            self.setAccessibleDescription(self.told())
        self.update()

    def told(self) -> str:
        """Return in words what is shown."""
        if self.counts is None:
            return ""
        counts = self.counts
        parts = [
            f"{int(counts.working.sum())} work",
            f"▲ {int(counts.left_over.sum())} left over",
            f"◆ {int(counts.draining.sum())} draining",
        ]
        if counts.held.sum():
            parts.append(f"✕ {int(counts.held.sum())} held by attackers")
        if counts.down:
            parts.append(f"down: {', '.join(counts.down)}")
        return ", ".join(parts)

    def _redraw(self) -> None:
        self._sketch = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the picture anew."""
        super().resizeEvent(event)
        self._sketch = None

    # -- painting ------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, then dots, then marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = appearance().theme
        if self._recording is None:
            painter.fillRect(self.rect(), QColor(theme.background))
            return
        if self._sketch is None:
            self._sketch = sketch(
                self._recording.governed,
                theme,
                self.width(),
                max(1, self.height() - _HEAD),
                self.devicePixelRatioF(),
                names=True,
            )
        painter.fillRect(self.rect(), QColor(theme.background))
        painter.drawPixmap(0, _HEAD, self._sketch.picture)
        self.dots = self.lines = 0
        if self._moves:
            self._paint_dots(painter, self._recording, self._sketch, theme)
        else:
            self._paint_ways(painter, self._recording, self._sketch, theme)
        self._paint_head(painter, self._recording, theme)
        if self.counts is not None:
            painter.translate(0, _HEAD)
            self._paint_marks(painter, self._recording, self._sketch, self.counts)
            self._paint_events(painter, self._recording, self._sketch, theme)

    def _paint_head(self, painter: QPainter, recording: Recording, theme: Theme) -> None:
        mark = design_mark(theme, self._index)
        painter.setFont(sized_font(12, bold=True))
        painter.setPen(QColor(mark.colour))
        painter.drawText(12, 18, f"{recording.sign(theme, self._index)} {recording.title}")
        painter.setFont(sized_font(11))
        painter.setPen(QColor(theme.muted))
        room = QRectF(self.width() * 0.24, 4, self.width() * 0.76 - 12, 18)
        text = painter.fontMetrics().elidedText(
            self.told(), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignRight, text)

    def _paint_dots(
        self, painter: QPainter, recording: Recording, drawn: Sketch, theme: Theme
    ) -> None:
        """Paint hops on their way as dots, squares where no log has them."""
        fleet, platform, done, logged = recording.flights(self._at_h, self._flight_h, MOST_DOTS)
        if not len(done):
            return
        start, end = self._ends(recording, drawn)
        x = start[fleet, 0] + (end[platform, 0] - start[fleet, 0]) * done
        y = start[fleet, 1] + (end[platform, 1] - start[fleet, 1]) * done + _HEAD
        self.dots = len(x)
        painter.drawImage(0, 0, self._overlay(x, y, logged, theme))

    def _paint_ways(
        self, painter: QPainter, recording: Recording, drawn: Sketch, theme: Theme
    ) -> None:
        """Paint the ways of hops as lines, the thicker the more; dashed where no log has them."""
        found = ways_between(recording.trace, self._at_h - self._flight_h, self._at_h)
        start, end = self._ends(recording, drawn)
        self.lines = len(found.hops)
        width = 1 + np.log10(found.hops).astype(np.int64)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # half of a frame's cost
        for logged, style in ((True, Qt.PenStyle.SolidLine), (False, Qt.PenStyle.DashLine)):
            colour = QColor(theme.accent if logged else theme.warn)
            colour.setAlphaF(_SEE_THROUGH)  # names of cards below stay readable
            down = _HEAD + (0.0 if logged else _ASIDE)
            for thick in np.unique(width).tolist():
                rows = (found.logged == logged) & (width == thick)
                ends = np.hstack((start[found.fleet[rows]], end[found.platform[rows]]))
                painter.setPen(QPen(colour, thick, style))
                painter.drawLines(
                    [QLineF(x, y + down, to_x, to_y + down) for x, y, to_x, to_y in ends.tolist()]
                )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_events(
        self, painter: QPainter, recording: Recording, drawn: Sketch, theme: Theme
    ) -> None:
        """Paint leaks, touches, orders and ends on their way, with a flash where they go."""
        heading, lasts_h = recording.trace.heading, self._flight_h * FLASH_S / FLIGHT_S
        keys = {"fleet": heading.fleets, "platform": heading.platforms}
        self.events = paint_events(
            painter,
            recording.passing(self._at_h, lasts_h, MOST_MARKS, MARKED),
            lambda kind, place: self._rect(drawn, kind, keys[kind][place]),
            theme,
            moves=self._moves,
        )

    def _overlay(self, x: FloatArray, y: FloatArray, logged: BoolArray, theme: Theme) -> QImage:
        """Return a transparent picture with a dot at each place."""
        width, height = self.width(), self.height()
        pixels = np.zeros((height, width), dtype=np.uint32)
        column = np.clip(x.astype(np.int64), 2, width - 3)
        row = np.clip(y.astype(np.int64), 2, height - 3)
        for colour, chosen, shape in (
            (theme.accent, logged, _DISC),
            (theme.warn, ~logged, _SQUARE),
        ):
            value = 0xFF000000 | int(colour.removeprefix("#"), 16)
            for down, right in shape:
                pixels[row[chosen] + down, column[chosen] + right] = value
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32)
        return image.copy()

    def _ends(self, recording: Recording, drawn: Sketch) -> tuple[FloatArray, FloatArray]:
        """Return where fleets and platforms are, (F, 2) and (P, 2)."""
        heading = recording.trace.heading
        fleets = [self._rect(drawn, "fleet", key) for key in heading.fleets]
        platforms = [self._rect(drawn, "platform", key) for key in heading.platforms]
        return (
            np.array([(rect.left(), rect.center().y()) for rect in fleets]),
            np.array([(rect.right(), rect.center().y()) for rect in platforms]),
        )

    @staticmethod
    def _rect(drawn: Sketch, kind: str, key: str) -> QRectF:
        return drawn.rects[drawn.plan.node_of[ObjectRef(kind, key)]]

    def _paint_marks(
        self, painter: QPainter, recording: Recording, drawn: Sketch, counts: Counts
    ) -> None:
        """Paint how many work, are left over or draining; signs and words, not colour alone."""
        theme, heading = appearance().theme, recording.trace.heading
        painter.setFont(sized_font(label_px(next(iter(drawn.rects.values())))))
        marks: dict[str, list[_Mark]] = {}
        for at, key in enumerate(heading.platforms):
            found = marks.setdefault(drawn.plan.node_of[ObjectRef("platform", key)], [])
            found.append(_Mark("", int(counts.working[at]), "work", theme.muted))
            found.append(_Mark("▲", int(counts.left_over[at]), "left over", theme.bad))
            found.append(_Mark("◆", int(counts.draining[at]), "draining", theme.warn))
            found.append(_Mark("✓", int(counts.revoked[at]), "revoked", theme.ok))
        for at, key in enumerate(heading.fleets):
            found = marks.setdefault(drawn.plan.node_of[ObjectRef("fleet", key)], [])
            found.append(_Mark("", int(counts.alive[at]), "alive", theme.muted))
            found.append(_Mark("✕", int(counts.held[at]), "held", theme.bad))
        for node, found in marks.items():
            some = [mark for mark in found if mark.number or not mark.sign]
            self._paint_card(painter, drawn.rects[node], some, theme)
        self._paint_down(painter, drawn, counts, theme)

    @staticmethod
    def _paint_card(painter: QPainter, rect: QRectF, marks: list[_Mark], theme: Theme) -> None:
        """Paint how many there are, then a chip a state; beside it where a card is low.

        Chips say their state in words where there is room, by sign and number where there is not.
        """
        metrics = painter.fontMetrics()
        line = metrics.height()
        top = rect.top() + max(line + 3, rect.width() * _ICON_SHARE)
        x, first, chips = rect.left() + 6, marks[0], marks[1:]
        text = f"{first.number} {first.word}"
        painter.setPen(QColor(first.colour))
        painter.drawText(QPointF(x, top + line * 0.8), text)
        if top + 2 * line <= rect.bottom() + 3:
            top += line + 1
        else:
            x += metrics.horizontalAdvance(text) + 5
        room = rect.right() - x - 2
        whole = [f"{mark.sign} {mark.number} {mark.word}" for mark in chips]
        if sum(metrics.horizontalAdvance(each) + 10 for each in whole) > room:
            whole = [f"{mark.sign} {mark.number}" for mark in chips]
        for mark, said in zip(chips, whole, strict=True):
            width = metrics.horizontalAdvance(said) + 4
            if x + width > rect.right() + 2:
                break
            chip = QRectF(x - 2, top, width, line)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(blend(mark.colour, theme.surface, _CHIP)))
            painter.drawRoundedRect(chip, 4, 4)
            painter.setPen(QColor(mark.colour))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, said)
            x += width + 2

    def _paint_down(self, painter: QPainter, drawn: Sketch, counts: Counts, theme: Theme) -> None:
        for key in counts.down:
            node = drawn.plan.node_of.get(ObjectRef("directory", key))
            if node is None:
                continue
            painter.setPen(QPen(QColor(theme.bad), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(drawn.rects[node], 5, 5)
            painter.drawText(drawn.rects[node].bottomLeft() + QPointF(4, 11), "✕ down")


_DISC: tuple[tuple[int, int], ...] = tuple(
    (down, right) for down in (-1, 0, 1) for right in (-1, 0, 1) if abs(down) + abs(right) < 2
)
_SQUARE: tuple[tuple[int, int], ...] = tuple((d, r) for d in (-1, 0, 1) for r in (-1, 0, 1))
