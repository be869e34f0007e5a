"""One design at a moment: a picture of the organisation, what stands still and what moves on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.tokens import design_mark
from app.window.canvas.nodes import draw
from app.window.look import appearance
from app.window.look.fitting import fitted
from app.window.look.fonts import sized_font
from app.window.objects import ObjectRef
from app.window.watching.flight import FLIGHT_S, MOST_DOTS
from app.window.watching.marks import FLASH_S, MARKED, MOST_MARKS, paint_events
from app.window.watching.stage_counts import paint_counts
from app.window.watching.stage_picture import arranged, picture
from models.trace import ways_between

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QPixmap, QResizeEvent

    from app.tokens import Theme
    from app.window.canvas.nodes import Plan
    from app.window.watching.recording import Counts, Recording
    from app.window.watching.stage_picture import Arrangement
    from models.compiled.world import BoolArray, FloatArray

_HEAD, _HEAD_LINE, _TOLD_PX = 26, 16, 340
"""Height of the head, of one line more of it, and how wide what is told at the right may be."""

_TITLE, _TOLD = ((12, 1), (11, 1), (10, 2)), ((11, 1), (10, 1), (9, 2))
_LEAST = QSize(260, 290)
_SEE_THROUGH = 0.6
_ASIDE = 3.0
"""How far lines of hops in no log stand beside those in one, pixels."""

_TIP = (
    "Hops move as dots from fleet to platform, squares where no log has them; without motion they "
    "stand as lines, dashed where no log has them. Chips: ▲ left over, ◆ draining, ✓ revoked, "
    "✕ held by attackers. Circles: ✕ a leak or a touch, ◆ a step of an order, ✓ an end of access, "
    "▲ access that stays, + a credential given, ● an agent that begins or retires."
)


class Stage(QWidget):
    """Shows one recording; the picture is drawn once, marks and dots in every frame."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_LEAST)
        self._recording: Recording | None = None
        self._index = 0
        self._plan: Plan | None = None
        self._drawn: Arrangement | None = None
        self._picture: QPixmap | None = None
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
        self._drawn = self._plan = None
        if recording is not None:
            self._plan = draw(recording.governed, frozenset(), recording.governed)
        self.setAccessibleName(
            f"{recording.title} at the moment shown" if recording else "Nothing recorded"
        )
        self._fit()
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
        if self.counts is None or self._recording is None:
            return ""
        counts, names = self.counts, self._recording.trace.names.directories
        parts = [
            f"{int(counts.working.sum())} work",
            f"▲ {int(counts.left_over.sum())} left over",
            f"◆ {int(counts.draining.sum())} draining",
        ]
        if counts.held.sum():
            parts.append(f"✕ {int(counts.held.sum())} held by attackers")
        if counts.down:
            parts.append(f"down: {', '.join(names[at] for at in counts.down)}")
        return ", ".join(parts)

    def _redraw(self) -> None:
        self._picture = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the picture anew."""
        super().resizeEvent(event)
        self._drawn = self._picture = None
        self._fit()

    def _fit(self) -> None:
        """Be as high as the cards need for their names."""
        if self._recording is not None:
            self.setMinimumHeight(max(_LEAST.height(), self.arrangement.least_height + self._head))

    @property
    def arrangement(self) -> Arrangement:
        """Where the cards stand in the present size."""
        if self._drawn is None:
            assert self._plan is not None  # noqa: S101 - there is a recording
            self._drawn = arranged(self._plan, self.width(), self.height() - self._head)
        return self._drawn

    @property
    def _head(self) -> int:
        """Height of the head: what is told stands below a title that leaves no room beside it."""
        return _HEAD + (_HEAD_LINE if self._is_long else 0)

    @property
    def _is_long(self) -> bool:
        metrics = QFontMetricsF(sized_font(12, bold=True))
        return metrics.horizontalAdvance(self._title()) + _TOLD_PX > self.width()

    def _title(self) -> str:
        assert self._recording is not None  # noqa: S101 - asked only then
        return f"{self._recording.sign(appearance().theme, self._index)} {self._recording.title}"

    def event(self, event: QEvent) -> bool:
        """Say whose card is under the pointer; elsewhere, what marks mean."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.told_at(event.pos()) or _TIP, self)
            return True
        return super().event(event)

    def told_at(self, where: QPoint) -> str:
        """Return the name of the card at a place; empty: there is none."""
        if self._recording is None:
            return ""
        drawn, at = self.arrangement, QPointF(where) - QPointF(0, self._head)
        found = (key for key, card in drawn.cards.items() if card.rect.contains(at))
        return next((drawn.plan.nodes[key].content.title for key in found), "")

    # -- painting ------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, then dots, then marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = appearance().theme
        if self._recording is None:
            painter.fillRect(self.rect(), QColor(theme.background))
            return
        drawn = self.arrangement
        if self._picture is None:
            self._picture = picture(
                self._recording.governed, drawn, theme,
                (self.width(), max(1, self.height() - self._head)), self.devicePixelRatioF(),
            )  # fmt: skip
        painter.fillRect(self.rect(), QColor(theme.background))
        painter.drawPixmap(0, self._head, self._picture)
        self.dots = self.lines = 0
        if self._moves:
            self._paint_dots(painter, self._recording, drawn, theme)
        else:
            self._paint_ways(painter, self._recording, drawn, theme)
        self._paint_head(painter, theme)
        if self.counts is not None:
            painter.translate(0, self._head)
            paint_counts(painter, self._recording, drawn, self.counts, theme)
            self._paint_events(painter, self._recording, drawn, theme)

    def _paint_head(self, painter: QPainter, theme: Theme) -> None:
        """Write which design it is, and how many are in which state."""
        width, is_long = self.width() - 24, self._is_long
        painter.setPen(QColor(design_mark(theme, self._index).colour))
        font, lines = fitted(self._title(), width, _TITLE, bold=True)
        painter.setFont(font)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(12, 0, width, _HEAD), side, "\n".join(lines))
        painter.setPen(QColor(theme.muted))
        room = QRectF(self.width() - _TOLD_PX, 0, _TOLD_PX - 12, _HEAD)
        if is_long:
            room = QRectF(12, _HEAD - 4, width, _HEAD_LINE + 4)
        font, lines = fitted(self.told(), room.width(), _TOLD)
        painter.setFont(font)
        side = (side if is_long else Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, side, "\n".join(lines))

    def _paint_dots(
        self, painter: QPainter, recording: Recording, drawn: Arrangement, theme: Theme
    ) -> None:
        """Paint hops on their way as dots, squares where no log has them."""
        fleet, platform, done, logged = recording.flights(self._at_h, self._flight_h, MOST_DOTS)
        if not len(done):
            return
        start, end = self._ends(recording, drawn)
        x = start[fleet, 0] + (end[platform, 0] - start[fleet, 0]) * done
        y = start[fleet, 1] + (end[platform, 1] - start[fleet, 1]) * done + self._head
        self.dots = len(x)
        painter.drawImage(0, 0, self._overlay(x, y, logged, theme))

    def _paint_ways(
        self, painter: QPainter, recording: Recording, drawn: Arrangement, theme: Theme
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
            down = self._head + (0.0 if logged else _ASIDE)
            for thick in np.unique(width).tolist():
                rows = (found.logged == logged) & (width == thick)
                ends = np.hstack((start[found.fleet[rows]], end[found.platform[rows]]))
                painter.setPen(QPen(colour, thick, style))
                painter.drawLines(
                    [QLineF(x, y + down, to_x, to_y + down) for x, y, to_x, to_y in ends.tolist()]
                )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_events(
        self, painter: QPainter, recording: Recording, drawn: Arrangement, theme: Theme
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

    def _ends(self, recording: Recording, drawn: Arrangement) -> tuple[FloatArray, FloatArray]:
        """Return where fleets and platforms are, (F, 2) and (P, 2)."""
        heading = recording.trace.heading
        fleets = [self._rect(drawn, "fleet", key) for key in heading.fleets]
        platforms = [self._rect(drawn, "platform", key) for key in heading.platforms]
        return (
            np.array([(rect.left(), rect.center().y()) for rect in fleets]),
            np.array([(rect.right(), rect.center().y()) for rect in platforms]),
        )

    @staticmethod
    def _rect(drawn: Arrangement, kind: str, key: str) -> QRectF:
        return drawn.cards[drawn.plan.node_of[ObjectRef(kind, key)]].rect


_DISC: tuple[tuple[int, int], ...] = tuple(
    (down, right) for down in (-1, 0, 1) for right in (-1, 0, 1) if abs(down) + abs(right) < 2
)
_SQUARE: tuple[tuple[int, int], ...] = tuple((d, r) for d in (-1, 0, 1) for r in (-1, 0, 1))
