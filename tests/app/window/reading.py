"""Reads what widgets really write: every text that is painted, where, and what is missing of it.

Each widget is painted once more, into a device that keeps texts instead of pixels.  So it does not
matter who writes: Qt's own widgets, a delegate, or a `paintEvent` of ours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPaintDevice, QPaintEngine, QPainter, QRegion, QTransform
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QTextEdit,
    QWidget,
)

from app.window.commands import COMMANDS
from app.window.look.choice_box import ChoiceBox
from app.window.look.wrapped_button import WrappedButton
from tests.app.window.walking import seen, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QPaintEngineState, QTextItem

DOTS = "…"
_OTHER_DOTS = (
    "Open a scenario or a trace…", "Save as web page…", "Save as PDF…", "Export…", "Recording…",
    "Reading the library…", "asking…", "Save under another name…",
    "Save mine under another name…", "-…",
)  # fmt: skip
OWN_DOTS = re.compile(
    "|".join(re.escape(c.text.replace("&", "")) for c in COMMANDS if c.text.endswith(DOTS))
    + "|Add to [\\w ]+…|…|"
    + ".*("
    + "|".join(re.escape(text) for text in _OTHER_DOTS)
    + ")"
)
"""Texts of the program that end so when they are whole: there, a dialog or a wait follows."""

_SLACK_PX = 1.5
"""A letter may lean over its own width by so much."""

_BLANK = (QWidget, QFrame, QScrollArea, QSplitter, QStackedWidget, QMainWindow)
"""Classes that write nothing themselves."""

_MOST_PAGES = 8
"""So many screens of a list are read."""


class Piece(NamedTuple):
    """A text as it is painted.

    Attributes:
        text: The letters.
        place: Where they are, in the widget.
        clip: What can be seen of the widget there; None: all of it.
    """

    text: str
    place: QRectF
    clip: QRectF | None


class _Engine(QPaintEngine):
    """Keeps texts with their places and drops all else."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.pieces: list[Piece] = []
        self._transform = QTransform()
        self._clip: QRectF | None = None

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        flags, dirty = state.state(), QPaintEngine.DirtyFlag
        if flags & dirty.DirtyTransform:
            self._transform = state.transform()
        if flags & (dirty.DirtyClipRegion | dirty.DirtyClipPath | dirty.DirtyClipEnabled):
            self._take_clip(state, is_path=bool(flags & dirty.DirtyClipPath))

    def _take_clip(self, state: QPaintEngineState, *, is_path: bool) -> None:
        kind = state.clipOperation()
        if kind == Qt.ClipOperation.NoClip or not state.isClipEnabled():
            self._clip = None
            return
        box = (
            state.clipPath().boundingRect()
            if is_path
            else QRectF(state.clipRegion().boundingRect())
        )
        box = self._transform.mapRect(box)
        together = kind == Qt.ClipOperation.IntersectClip and self._clip is not None
        self._clip = box & self._clip if together and self._clip is not None else box

    def drawTextItem(self, point: object, item: QTextItem) -> None:
        assert isinstance(point, QPointF)
        box = QRectF(
            point.x(), point.y() - item.ascent(), item.width(), item.ascent() + item.descent()
        )
        self.pieces.append(Piece(item.text(), self._transform.mapRect(box), self._clip))

    def _drop(self, *_what: object) -> None:
        """Paint nothing."""

    drawPixmap = drawImage = drawPath = drawPolygon = drawRects = drawLines = _drop  # type: ignore[assignment]  # noqa: N815
    drawEllipse = drawPoints = drawTiledPixmap = _drop  # noqa: N815


_METRICS = {
    QPaintDevice.PaintDeviceMetric.PdmWidth: 8000,
    QPaintDevice.PaintDeviceMetric.PdmHeight: 8000,
    QPaintDevice.PaintDeviceMetric.PdmWidthMM: 2000,
    QPaintDevice.PaintDeviceMetric.PdmHeightMM: 2000,
    QPaintDevice.PaintDeviceMetric.PdmNumColors: 1 << 24,
    QPaintDevice.PaintDeviceMetric.PdmDepth: 32,
    QPaintDevice.PaintDeviceMetric.PdmDpiX: 96,
    QPaintDevice.PaintDeviceMetric.PdmDpiY: 96,
    QPaintDevice.PaintDeviceMetric.PdmPhysicalDpiX: 96,
    QPaintDevice.PaintDeviceMetric.PdmPhysicalDpiY: 96,
    QPaintDevice.PaintDeviceMetric.PdmDevicePixelRatio: 1,
    QPaintDevice.PaintDeviceMetric.PdmDevicePixelRatioScaled: 1 << 16,
}


class _Paper(QPaintDevice):
    """Something large to paint on."""

    def __init__(self) -> None:
        super().__init__()
        self.engine = _Engine()

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, wanted: QPaintDevice.PaintDeviceMetric) -> int:
        return _METRICS.get(wanted, 0)


def written(paint: Callable[[QPainter], object]) -> list[Piece]:
    """Return what *paint* writes."""
    paper = _Paper()
    painter = QPainter(paper)
    paint(painter)
    painter.end()
    return paper.engine.pieces


def pieces(widget: QWidget) -> list[Piece]:
    """Return what a widget itself writes, without those in it."""
    alone = QWidget.RenderFlag(0)
    return written(lambda painter: QWidget.render(widget, painter, QPoint(), QRegion(), alone))


def unread(root: QWidget) -> list[str]:
    """Report every text below *root* of which a part is not shown, or only dots."""
    found = [line for widget in _readable(root) for line in _unread_in(widget)]
    return list(dict.fromkeys(found))


def _readable(root: QWidget) -> list[QWidget]:
    """Return what is shown, with the inner parts of lists, in which they are written."""
    every = seen(root)
    known = [each for each in every if type(each) not in _BLANK]
    for each in every:
        if isinstance(each, QAbstractScrollArea):
            if type(each) is not QScrollArea:
                known.append(each.viewport())
            if isinstance(each, QAbstractItemView):
                known += [
                    head.viewport() for head in each.findChildren(QHeaderView) if head.isVisible()
                ]
    return known


def _unread_in(widget: QWidget) -> Iterator[str]:
    owner = widget.parentWidget()
    if isinstance(owner, QHeaderView):
        yield from _missing(
            owner,
            pieces(widget),
            across=True,
            down=owner.orientation() == Qt.Orientation.Horizontal,
            scrolls=_can_scroll(owner.parentWidget()),
        )
    elif isinstance(owner, QAbstractItemView) and widget is owner.viewport():
        yield from _unread_rows(owner)
    elif isinstance(widget, QLineEdit):
        yield from _unread_line(widget)
    elif isinstance(widget, QPlainTextEdit | QTextEdit | QHeaderView) or _scrolls_down(owner):
        return
    else:
        own = widget.whole if isinstance(widget, WrappedButton) else ""
        yield from _missing(widget, pieces(widget), across=True, down=True, own=own)
        yield from _unread_own(widget)


def _scrolls_down(view: QWidget | None) -> bool:
    """Whether a text can be scrolled to its end."""
    return isinstance(view, QPlainTextEdit | QTextEdit) and view.verticalScrollBar().maximum() > 0


def _can_scroll(view: QWidget | None) -> bool:
    return isinstance(view, QAbstractScrollArea) and view.horizontalScrollBar().maximum() > 0


def _unread_rows(view: QAbstractItemView) -> Iterator[str]:
    """Read a list screen by screen."""
    bar = view.verticalScrollBar()
    before = bar.value()
    bar.setValue(bar.minimum())
    for _ in range(_MOST_PAGES):
        yield from _missing(view, pieces(view.viewport()), across=not _can_scroll(view), down=False)
        if bar.value() >= bar.maximum():
            break
        bar.setValue(bar.value() + max(1, bar.pageStep() - 1))
    bar.setValue(before)


def _missing(
    widget: QWidget,
    found: list[Piece],
    *,
    across: bool,
    down: bool,
    scrolls: bool = False,
    own: str = "",
) -> Iterator[str]:
    """Report texts with dots that are not their own, and texts beyond what can be seen."""
    whole = QRectF(widget.rect())
    for piece in found:
        text = piece.text
        if DOTS in text and not OWN_DOTS.fullmatch(text.strip()) and text not in own:
            yield f"{told(widget)}: {text!r} is shortened"
        seen_part = whole if piece.clip is None else whole & piece.clip
        place = piece.place
        if (scrolls or not down) and seen_part.isEmpty():
            continue  # what is scrolled out
        if text.strip() and across and not scrolls and _sticks_out_across(place, seen_part):
            yield f"{told(widget)}: {text!r} at {_span(place)} of {_span(seen_part)}"
        if text.strip() and down and _sticks_out_down(place, seen_part):
            yield f"{told(widget)}: {text!r} is cut above or below"


def _sticks_out_across(place: QRectF, room: QRectF) -> bool:
    return place.left() < room.left() - _SLACK_PX or place.right() > room.right() + _SLACK_PX


def _sticks_out_down(place: QRectF, room: QRectF) -> bool:
    """Whether more than the leading of a line is outside: letters have less than their line."""
    slack = place.height() * 0.2
    return place.top() < room.top() - slack or place.bottom() > room.bottom() + slack


def _span(box: QRectF) -> str:
    return f"{box.left():.0f} to {box.right():.0f}"


def _unread_line(line: QLineEdit) -> Iterator[str]:
    """Report what is typed in a field that is too narrow for it."""
    text = line.text() or line.placeholderText()
    if isinstance(line.parentWidget(), QComboBox):
        return
    needed = line.fontMetrics().horizontalAdvance(text)
    option_room = (
        line.contentsRect().width() - line.textMargins().left() - line.textMargins().right() - 4
    )
    if needed > option_room + _SLACK_PX and text:
        yield f"{told(line)}: {text!r} needs {needed}, has {option_room}"


def _unread_own(widget: QWidget) -> Iterator[str]:
    """Report what widgets do not even begin to paint: lines of a label, words of a box."""
    if isinstance(widget, QLabel) and widget.wordWrap() and widget.text():
        needed = widget.heightForWidth(widget.width())
        if needed > widget.height() + 1:
            yield f"{told(widget)}: needs {needed} of height, has {widget.height()}"
    if isinstance(widget, QComboBox) and not isinstance(widget, ChoiceBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            widget,
        )
        needed = widget.fontMetrics().horizontalAdvance(widget.currentText())
        if needed > field.width() + _SLACK_PX:
            yield f"{told(widget)}: {widget.currentText()!r} needs {needed}, has {field.width()}"
    if isinstance(widget, WrappedButton):
        shown = widget.text().replace("&&", "&").replace("\n", "").replace(" ", "")
        if shown != widget.whole.replace(" ", ""):
            yield f"{told(widget)}: {widget.whole!r} is shortened"
