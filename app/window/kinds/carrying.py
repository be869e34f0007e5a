"""Carrying something new from the list of kinds to the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Signal

from app.window.building.landing import Landing
from app.window.canvas.free_spot import free_spot
from app.window.canvas.items import CardItem
from app.window.canvas.layout import CARD_WIDTH, SLOT
from app.window.canvas.pointer_note import PointerNote
from app.window.canvas.wires import ANCHOR_Y
from app.window.objects import ObjectRef, title_of
from models.profile import kinds_join

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from app.window.canvas import CanvasView
    from app.window.document import Document
    from app.window.kinds.entries import KindEntry
    from app.window.kinds.kind_tree import KindTree

_GAP_BELOW = 24
_ABOUT: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "resource": ("on", ("platform",)),
    "trust_edge": ("from a resource of", ("platform",)),
    "rule": ("about", ("platform", "fleet")),
    "exception": ("about", ("platform", "fleet")),
}
"""Kinds that are about what they are dropped on: how that is said, and what that can be."""


class Carrying(QObject):
    """`landed` carries an entry and a `Landing`."""

    landed = Signal(object, object)

    def __init__(self, tree: KindTree, view: CanvasView, document: Document) -> None:
        """Carry entries of *tree* onto *view*."""
        super().__init__(view)
        self._view = view
        self._document = document
        self._taken: npt.NDArray[np.float64] | None = None
        self.note = PointerNote(view, "What is added here")
        tree.carried.connect(self._carry)
        tree.let_go.connect(self._let_go)
        tree.left.connect(self._drop)

    def _carry(self, entry: KindEntry, at: QPoint) -> None:
        """Show where it would land."""
        here = self._here(at)
        if here is None:
            self._hide()
            return
        onto, box = self._target(entry, here)
        ghost = QRectF()
        if entry.has_card:
            x, y = self._spot(entry, here)
            ghost = QRectF(x, y, CARD_WIDTH, _height(entry))
        self._view.organisation.landing.show_at(ghost, box)
        self.note.say(self._told(entry, onto), here, "ok" if onto else "muted")

    def _let_go(self, entry: KindEntry, at: QPoint) -> None:
        """Say where it landed; beside the canvas nothing is added."""
        here = self._here(at)
        self._hide()
        if here is None:
            self._drop()
            return
        onto, _ = self._target(entry, here)
        place = self._spot(entry, here) if entry.has_card else None
        self._taken = None
        self.landed.emit(entry, Landing(place, self._view.organisation.standing(), onto))

    def _drop(self) -> None:
        """Add nothing."""
        self._taken = None
        self._hide()

    def _hide(self) -> None:
        self.note.hide()
        self._view.organisation.landing.show_at(QRectF(), QRectF())

    # -- where -----------------------------------------------------------------------------

    def _here(self, at: QPoint) -> QPoint | None:
        """Return a place of the screen in the viewport; None beside it."""
        port = self._view.viewport()
        here = port.mapFromGlobal(at)
        return here if port.rect().contains(here) and self._document.is_open else None

    def _target(self, entry: KindEntry, here: QPoint) -> tuple[ObjectRef | None, QRectF]:
        """Return what it would belong to at a place, and the card or box of that."""
        scene = self._view.organisation
        where = self._view.mapToScene(here)
        cards = [item for item in self._view.items(here) if isinstance(item, CardItem)]
        ref = cards[0].node.ref if cards else None
        if ref is not None and self._fits(entry, ref):
            return ref, cards[0].sceneBoundingRect()
        if entry.kind == "platform":
            domain = scene.outlines.domain_at(where)
            if domain is not None:
                return ObjectRef("directory", domain.key), domain.rect
        return None, QRectF()

    def _fits(self, entry: KindEntry, ref: ObjectRef) -> bool:
        if entry.kind in _ABOUT:
            return ref.kind in _ABOUT[entry.kind][1]
        return kinds_join(entry.kind, ref.kind)

    def _spot(self, entry: KindEntry, here: QPoint) -> tuple[int, int]:
        where = self._view.mapToScene(here) - QPointF(CARD_WIDTH / 2, ANCHOR_Y)
        if self._taken is None:
            boxes = [card.sceneBoundingRect() for card in self._view.organisation.cards.values()]
            taken = [(box.left(), box.top(), box.right(), box.bottom()) for box in boxes]
            self._taken = np.array(taken, dtype=np.float64).reshape(-1, 4)
        return free_spot((round(where.x()), round(where.y())), _height(entry), self._taken)

    def _told(self, entry: KindEntry, onto: ObjectRef | None) -> str:
        """Return what would be so, in a sentence."""
        which = f"{entry.title}: choose which" if entry.is_choice else entry.title
        if onto is None:
            return which if entry.has_card else f"{which}. It has no card; the outline lists it."
        title = title_of(self._document.scenario, onto)
        if entry.kind == "platform" and onto.kind == "directory":
            return f"{which}. “{title}” authenticates it in this design."
        if entry.kind in _ABOUT:
            return f"{which} {_ABOUT[entry.kind][0]} “{title}”."
        return f"{which}, joined to “{title}”."


def _height(entry: KindEntry) -> int:
    return SLOT[entry.kind] - _GAP_BELOW
