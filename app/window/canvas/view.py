"""The view on the scene: pan, zoom, lasso, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QCursor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from app.tokens import GRID
from app.window.canvas.domain_fold import DomainFold
from app.window.canvas.free_room import roomiest
from app.window.canvas.gesture import Lasso, adding
from app.window.canvas.items import FAR_SCALE, CardItem
from app.window.objects import SINGULARS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import (
        QDragEnterEvent,
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QWheelEvent,
    )

    from app.window.canvas.gesture import Gesture
    from app.window.canvas.scene import OrganisationScene

_LEAST, _MOST = 0.05, 3.0
_STEP = 1.2
_CLEAR = 8
"""Left free beside what lies over the canvas, px."""
_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CanvasView(QGraphicsView):
    """Looks at an `OrganisationScene`.

    Drag on the ground is a band, with Alt a lasso of any form; Space or the middle button drags
    the ground itself; the wheel pans, with Ctrl it zooms.  Arrow keys walk from card to card, with
    Alt they move the selected ones.  `touched` comes before what a press or a key does.
    """

    dropped = Signal(object)
    activated = Signal()
    touched = Signal()
    escaped = Signal()
    zoomed = Signal(float)
    resized = Signal()
    painted = Signal()

    def __init__(self, scene: OrganisationScene) -> None:
        """Look at *scene*."""
        super().__init__(scene)
        self._scene = scene
        self._panning: QPoint | None = None
        self._lasso = Lasso(self)
        self.gestures: list[Gesture] = [self._lasso, DomainFold(self)]
        self._space = False
        self._fitted = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setDragMode(QGraphicsView.DragMode.RubberBandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Organisation canvas; the outline lists the same objects")
        self._rest = QTimer(self, singleShot=True, interval=120)
        self._rest.timeout.connect(self._sharpen)

    @property
    def organisation(self) -> OrganisationScene:
        """What is looked at."""
        return self._scene

    def look_at(self, at: QPointF) -> None:
        """Put a place into the middle."""
        self._fitted = False
        self.centerOn(at)

    # -- zoom ----------------------------------------------------------------------------

    @property
    def scale_now(self) -> float:
        """Pixels per scene unit."""
        return self.transform().m11()

    def zoom_by(self, factor: float) -> None:
        """Zoom by a factor about the pointer, or the middle."""
        self._fitted = False
        self._zoom_to(self.scale_now * factor)

    def _zoom_to(self, scale: float) -> None:
        scale = min(max(scale, _LEAST), _MOST)
        if abs(scale - 1) < 0.03:
            scale = 1.0
        self.setTransform(self.transform().fromScale(scale, scale))
        self._scene.set_scale(scale)
        self._rest.start()
        self.zoomed.emit(scale)

    def zoom_in(self) -> None:
        """Come closer."""
        self.zoom_by(_STEP)

    def zoom_out(self) -> None:
        """Step back."""
        self.zoom_by(1 / _STEP)

    def fit(self) -> None:
        """Show everything, at most at its real size, where nothing lies over it."""
        self._show(self._scene.extent, most=1.0, room=self._free_room())
        self._fitted = True

    def keep_fitted(self) -> None:
        """Fit again where everything was in view: something else lies over the canvas now."""
        if self._fitted:
            self.fit()

    def _free_room(self) -> QRect:
        """Return where the whole drawing is largest without anything lying over it."""
        around = self.viewport()
        over = [
            child.geometry().adjusted(-_CLEAR, -_CLEAR, _CLEAR, _CLEAR)
            for child in self.findChildren(
                QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
            )
            if child is not around and not child.isHidden()
        ]
        return roomiest(around.rect(), over, self._scene.extent.size())

    def terms_here(self) -> Iterator[str]:
        """Yield what may be asked about: chip and card under the pointer, then what is chosen."""
        at = self.viewport().mapFromGlobal(QCursor.pos())
        if self.viewport().rect().contains(at):
            for item in self.items(at):
                if isinstance(item, CardItem):
                    chip = item.chip_at(item.mapFromScene(self.mapToScene(at)))
                    yield from filter(None, (chip.term if chip else "",))
                    yield SINGULARS[item.node.kind]
        for ref in self.organisation.chosen_refs():
            yield SINGULARS[ref.kind]

    def zoom_to_selection(self) -> None:
        """Show the selected cards, or everything where none is selected."""
        box = QRectF()
        for card in self._scene.selected_cards():
            box = box.united(card.sceneBoundingRect())
        if box.isNull():
            self.fit()
        else:
            self._show(box.adjusted(-80, -80, 80, 80), most=1.5)

    def go_to(self, key: str) -> None:
        """Bring a card into the middle, near enough to be read."""
        card = self._scene.cards.get(key)
        if card is not None:
            most = min(max(self.scale_now, 1.0), 1.5)
            self._show(card.sceneBoundingRect().adjusted(-160, -120, 160, 120), most)

    def reveal(self) -> None:
        """Scroll so that the selected cards are in view."""
        cards = self._scene.selected_cards()
        if cards and not self._scene.view_rect.contains(cards[0].sceneBoundingRect()):
            self.ensureVisible(cards[0].sceneBoundingRect(), 60, 60)

    def _show(self, box: QRectF, most: float, room: QRect | None = None) -> None:
        whole = self.viewport().rect()
        room = whole if room is None else room
        if box.isEmpty() or room.isEmpty():
            return
        self._fitted = False
        scale = min(room.width() / box.width(), room.height() / box.height(), most)
        anchor = self.transformationAnchor()
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self._zoom_to(scale)
        self.setTransformationAnchor(anchor)
        aside = QPointF(whole.center() - room.center()) / self.scale_now
        self.centerOn(box.center() + aside)
        self._sharpen()

    def _sharpen(self) -> None:
        """Paint cards anew for the scale at which the view has come to rest."""
        self._scene.crisp_scale = max(self.scale_now, FAR_SCALE)
        self.viewport().update()

    # -- painting ------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell the scene what is in view, then paint; come back for cards left out."""
        scene = self._scene
        scene.ratio = self.devicePixelRatioF()
        scene.view_rect = self.mapToScene(self.viewport().rect()).boundingRect()
        scene.shelf.start_frame()
        super().paintEvent(event)
        self.painted.emit()
        if scene.shelf.short:
            QTimer.singleShot(0, self, self._paint_again)

    def _paint_again(self) -> None:
        self.viewport().update()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Draw the ground and its dots."""
        theme = self._scene.theme
        painter.fillRect(QRectF(rect), QColor(theme.background))
        pitch = GRID * 3
        while pitch * self.scale_now < 22:
            pitch *= 2
        pen = QPen(QColor(theme.line), 2)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        left, top = int(rect.left()) // pitch * pitch, int(rect.top()) // pitch * pitch
        points = [
            QPoint(x, y)
            for x in range(left, int(rect.right()) + pitch, pitch)
            for y in range(top, int(rect.bottom()) + pitch, pitch)
        ]
        painter.drawPoints(points)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in view where it was."""
        super().resizeEvent(event)
        self.resized.emit()  # what lies over the canvas goes to its corner first
        self.keep_fitted()

    # -- pointer -------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pan; with Ctrl zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.0015 ** event.angleDelta().y())
            event.accept()
            return
        self._fitted = False
        delta = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
        across, down = delta.x(), delta.y()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not across:
            across, down = down, 0
        self._pan(QPoint(across, down))
        event.accept()

    def _pan(self, by: QPoint) -> None:
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        bars[0].setValue(bars[0].value() - by.x())
        bars[1].setValue(bars[1].value() - by.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start to drag the ground or a card, or what a gesture takes."""
        self.touched.emit()
        middle = event.button() == Qt.MouseButton.MiddleButton
        if middle or (self._space and event.button() == Qt.MouseButton.LeftButton):
            self._panning = event.position().toPoint()
            self._fitted = False
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        if not self._is_taken(event):
            super().mousePressEvent(adding(event))

    def _is_taken(self, event: QMouseEvent) -> bool:
        return any(gesture.take_mouse(event) for gesture in self.gestures)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        if self._panning is not None:
            here = event.position().toPoint()
            self._pan(here - self._panning)
            self._panning = here
            return
        if not self._is_taken(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop: cards that were moved are told once."""
        if self._panning is not None:
            self._panning = None
            self.viewport().unsetCursor()
            return
        if self._is_taken(event):
            return
        super().mouseReleaseEvent(adding(event))
        self._tell_moves()

    def drawForeground(self, painter: QPainter, _rect: QRectF | QRect) -> None:
        """Draw the free line while it is drawn."""
        self._lasso.paint(painter)

    def move_to(self, positions: Mapping[str, tuple[int, int]]) -> None:
        """Put cards at positions, by the keys of their nodes, as if they were dragged."""
        for key, (x, y) in positions.items():
            self._scene.cards[key].setPos(x, y)
        self._tell_moves()

    def _tell_moves(self) -> None:
        self._scene.surround()
        moved = self._scene.moved()
        if moved:
            self.dropped.emit(moved)

    # -- keys ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, move, activate."""
        self.touched.emit()
        key = Qt.Key(event.key())
        if any(gesture.take_key(event) for gesture in self.gestures):
            return
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key in _DIRECTIONS:
            self._arrow(_DIRECTIONS[key], event.modifiers())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate()
        elif key == Qt.Key.Key_Escape:
            self._scene.clearSelection()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of the ground."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.viewport().unsetCursor()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of the ground: Space may be let go of elsewhere."""
        self._space = False
        self.viewport().unsetCursor()
        super().focusOutEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave files to the window, which opens them."""
        if event.mimeData().hasUrls():
            event.ignore()
            return
        super().dragEnterEvent(event)

    def _activate(self) -> None:
        cards = self._scene.selected_cards()
        if len(cards) == 1 and cards[0].node.content.group:
            self._scene.toggle(cards[0].node.key)
        else:
            self.activated.emit()

    def _arrow(self, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        cards = self._scene.selected_cards()
        if modifiers & Qt.KeyboardModifier.AltModifier:
            for card in cards:
                card.moveBy(way[0] * GRID, way[1] * GRID)
            self._tell_moves()
            return
        target = self._next_card(cards[0] if cards else None, way)
        if target is not None:
            self._scene.choose([target.node.key])
            self.reveal()

    def _next_card(self, start: CardItem | None, way: tuple[int, int]) -> CardItem | None:
        cards = list(self._scene.cards.values())
        if start is None:
            return min(cards, key=lambda card: (card.x(), card.y()), default=None)
        best: tuple[float, CardItem] | None = None
        for card in cards:
            dx, dy = card.x() - start.x(), card.y() - start.y()
            along = dx * way[0] + dy * way[1]
            aside = abs(dx * way[1]) + abs(dy * way[0])
            if along > GRID and (best is None or along + 2 * aside < best[0]):
                best = (along + 2 * aside, card)
        return best[1] if best else None
