"""Drawing a wire with the mouse: only valid ends are lit, elsewhere it says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal

from app.window.canvas import Light
from app.window.canvas.items import CardItem
from app.window.canvas.pointer_note import PointerNote
from app.window.objects import ObjectRef, title_of
from models.profile import ends, meaning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from app.window.canvas import CanvasView
    from app.window.canvas.pointer_note import Mood
    from app.window.document import Document

_EDGE_PX, _PAN_PX = 20, 12
_ON_GROUND = "Let go over a card with a ring; Escape leaves everything as it is."


class WireGesture(QObject):
    """A gesture of the canvas; `asked` carries the objects to join and the other end.

    Over a card that stands for several, `choice_asked` carries those of them that are valid ends.
    """

    asked = Signal(object, object)
    choice_asked = Signal(object, object)

    def __init__(self, view: CanvasView, document: Document) -> None:
        """Draw wires over *view*."""
        super().__init__(view)
        self._view = view
        self._document = document
        self._from: tuple[ObjectRef, ...] = ()
        self._start = ""
        self._ends: Mapping[ObjectRef, str] = {}
        self._valid: frozenset[ObjectRef] = frozenset()
        self._before = Light()
        self._end: tuple[ObjectRef, ...] = ()
        self.note = PointerNote(view, "What joining these means, or why it cannot be")
        view.gestures.insert(0, self)
        document.scenario_changed.connect(self.leave)
        document.design_changed.connect(self.leave)

    @property
    def is_drawing(self) -> bool:
        """Whether a wire is drawn now."""
        return bool(self._start)

    def take_key(self, event: QKeyEvent) -> bool:
        """Escape lets go of the wire; other keys wait until it is drawn."""
        if self.is_drawing and event.key() == Qt.Key.Key_Escape:
            self.leave()
            return True
        return self.is_drawing

    def take_mouse(self, event: QMouseEvent) -> bool:
        """Take what belongs to a wire; leave the rest to the canvas."""
        at, left = event.position().toPoint(), Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == left and not self.is_drawing:
                key = self._handle_at(at)
                if key:
                    self._begin(key, at)
                return bool(key)
            case QEvent.Type.MouseMove if self.is_drawing:
                self._draw(at)
                return True
            case QEvent.Type.MouseMove if not event.buttons():
                self._hover(at)
            case QEvent.Type.MouseButtonRelease if self.is_drawing and event.button() == left:
                self._finish(at)
                return True
        return self.is_drawing

    def _handle_at(self, at: QPoint) -> str:
        handles = self._view.organisation.handles
        if not handles.isVisible():
            return ""
        return handles.at(self._view.mapToScene(at), self._view.scale_now)

    def _hover(self, at: QPoint) -> None:
        """Keep the handle under the pointer, also where it sticks out of its card."""
        handles = self._view.organisation.handles
        key = self._handle_at(at)
        if key != handles.near:
            handles.near = key
            handles.update()

    # -- the wire ------------------------------------------------------------------------

    def _begin(self, key: str, at: QPoint) -> None:
        scene = self._view.organisation
        card, document = scene.cards[key], self._document
        members = tuple(ObjectRef(card.node.kind, one) for one in card.node.members)
        self._from = scene.chosen_refs() if card.isSelected() else members
        self._start = key
        self._ends = ends(document.scenario, self._from, document.design)
        self._valid = frozenset(ref for ref, why in self._ends.items() if not why)
        self._before = scene.lighting
        self._view.setFocus()
        self._draw(at)

    def _draw(self, at: QPoint) -> None:
        """Let the wire end at a place, and say what that would mean."""
        self._follow_beyond_the_edge(at)
        scene = self._view.organisation
        under = self._card_at(at)
        self._end, text = self._told(under)
        pointed = self._end[0] if self._end else None
        scene.light(Light(self._valid, pointed, frozenset(self._from)))
        scene.handles.wire = (scene.handles.place(self._start), self._view.mapToScene(at))
        scene.handles.fits = bool(self._end)
        scene.handles.update()
        elsewhere: Mood = "muted" if under is None else "bad"
        self.note.say(text, at, "ok" if self._end else elsewhere)

    def _card_at(self, at: QPoint) -> CardItem | None:
        cards = [item for item in self._view.items(at) if isinstance(item, CardItem)]
        return cards[0] if cards and cards[0].node.key != self._start else None

    def _told(self, under: CardItem | None) -> tuple[tuple[ObjectRef, ...], str]:
        """Return the valid ends below the pointer, and what to say there."""
        if under is None:
            return (), _ON_GROUND
        members = [ObjectRef(under.node.kind, one) for one in under.node.members]
        others = [ref for ref in members if ref in self._ends]
        if not others:
            return (), "The wire starts here."
        valid = tuple(ref for ref in others if not self._ends[ref])
        if not valid:
            return (), self._ends[others[0]]
        if len(valid) > 1:
            return valid, f"{len(valid)} of {len(members)} here can be joined: let go to choose one"
        scenario, design = self._document.scenario, self._document.design
        if len(self._from) == 1:
            return valid, meaning(scenario, self._from[0], valid[0], design)
        return valid, f"Join {len(self._from)} objects to “{title_of(scenario, valid[0])}”"

    def _follow_beyond_the_edge(self, at: QPoint) -> None:
        """Move the ground where the wire comes to the edge of what is in view."""
        room = self._view.viewport().size()
        for bar, where, most in (
            (self._view.horizontalScrollBar(), at.x(), room.width()),
            (self._view.verticalScrollBar(), at.y(), room.height()),
        ):
            if where < _EDGE_PX:
                bar.setValue(bar.value() - _PAN_PX)
            elif where > most - _EDGE_PX:
                bar.setValue(bar.value() + _PAN_PX)

    def _finish(self, at: QPoint) -> None:
        self._draw(at)
        refs, end = self._from, self._end
        self.leave()
        if len(end) == 1:
            self.asked.emit(refs, end[0])
        elif end:
            self.choice_asked.emit(refs, end)

    def leave(self) -> None:
        """Let go of the wire; nothing is joined."""
        if not self.is_drawing:
            return
        scene = self._view.organisation
        self._from, self._start, self._ends, self._end = (), "", {}, ()
        scene.handles.wire = None
        scene.handles.update()
        scene.light(self._before)
        self.note.hide()
