"""The scene: one scenario under one design."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from app.tokens import LIGHT, DesignMark, Theme, design_mark
from app.window.canvas.card_shelf import CardShelf
from app.window.canvas.handles import HandlesItem
from app.window.canvas.items import FAR_SCALE, CardItem, DotsItem
from app.window.canvas.landing import LandingItem
from app.window.canvas.layout import CARD_WIDTH
from app.window.canvas.nodes import Plan, draw
from app.window.canvas.outlines import OutlinesItem, outlines_of
from app.window.canvas.wires import WiresItem
from app.window.objects import PLURALS, ObjectRef, title_of
from models.profile import LOCAL_PREFIX
from models.scenario.building import domain_of, folded_domains

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.window.governed import Governed

_ROOM = 400
_BLOCK_HEIGHT = 72


@dataclass(frozen=True, slots=True)
class Light:
    """Which objects are lit.

    Attributes:
        refs: Those that have a ring; None: all are alike.
        pointed: The one that is looked at just now.
        kept: Those that are bright, but have no ring.
    """

    refs: frozenset[ObjectRef] | None = None
    pointed: ObjectRef | None = None
    kept: frozenset[ObjectRef] = frozenset()


class OrganisationScene(QGraphicsScene):
    """Cards, wires and outlines of one scenario under one design."""

    toggled = Signal(str)
    domain_toggled = Signal(str)
    chosen = Signal()

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self.theme: Theme = LIGHT
        self.mark: DesignMark = design_mark(LIGHT, 0)
        self.shelf = CardShelf()
        self.crisp_scale = 1.0
        self.ratio = 1.0
        self.view_rect = QRectF()
        self.extent = QRectF(0, 0, 1, 1)
        self.plan: Plan | None = None
        self.cards: dict[str, CardItem] = {}
        self.index_of: dict[str, int] = {}
        self.corners = np.zeros((0, 2))
        self._blocks: list[QRectF] = []
        self._kinds: list[str] = []
        self.hovered = ""
        self._light = Light()
        self.lit: frozenset[str] | None = None
        self.ringed: frozenset[str] = frozenset()
        self.pointed = ""
        self._governed: Governed | None = None
        self._far = False
        self.is_on_paper = False
        self._wires = WiresItem(self)
        self.outlines = OutlinesItem(self)
        self._dots = DotsItem(self)
        self.handles = HandlesItem(self)
        self.landing = LandingItem(self)
        for item in (self._wires, self.outlines, self._dots, self.handles, self.landing):
            self.addItem(item)
        self.selectionChanged.connect(self.chosen)

    # -- content -------------------------------------------------------------------------

    def show_scenario(
        self, governed: Governed, baseline: Governed, unfolded: frozenset[str]
    ) -> None:
        """Draw a scenario under one design; cards that stay keep their selection."""
        plan = draw(governed, unfolded, baseline)
        self._governed = governed
        self.plan = plan
        self.blockSignals(True)
        for key in [key for key in self.cards if key not in plan.nodes]:
            self.removeItem(self.cards.pop(key))
        for key, node in plan.nodes.items():
            if key not in self.cards:
                self.cards[key] = CardItem(node, self)
                self.cards[key].setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents, self._far)
                self.addItem(self.cards[key])
            elif self.cards[key].node != node:
                self.cards[key].show_node(node)
        self.index_of = {key: at for at, key in enumerate(plan.nodes)}
        self._kinds = [node.kind for node in plan.nodes.values()]
        self.corners = np.array(
            [plan.positions[key] for key in plan.nodes], dtype=np.float64
        ).reshape(-1, 2)
        self._blocks = [QRectF(x, y, CARD_WIDTH, _BLOCK_HEIGHT) for x, y in self.corners.tolist()]
        for key, (x, y) in plan.positions.items():
            card = self.cards[key]
            if (card.x(), card.y()) != (x, y):
                card.setPos(x, y)
        self.blockSignals(False)
        self._light_cards()
        self._measure()
        self._wires.set_wires(plan.wires)
        self.surround()

    @contextmanager
    def on_paper(self) -> Iterator[None]:
        """Paint everything within, sharp at any size, and no dots, selection or hover."""
        view_rect, far, hovered, lit = self.view_rect, self._far, self.hovered, self.lit
        self.view_rect, self.hovered, self.lit = self.extent, "", None
        self.set_scale(1.0)
        self.is_on_paper = True
        try:
            yield
        finally:
            self.is_on_paper = False
            self.view_rect, self.hovered, self.lit = view_rect, hovered, lit
            self.set_scale(0.0 if far else 1.0)

    def set_theme(self, theme: Theme, design_index: int) -> None:
        """Draw in the colours of *theme*, lit wires in those of the design."""
        self.theme = theme
        self.mark = design_mark(theme, design_index)
        self.update()

    def _measure(self) -> None:
        box = QRectF()
        for card in self.cards.values():
            box = box.united(card.sceneBoundingRect())
        for item in (self._wires, self.outlines, self._dots, self.handles):
            item.prepareGeometryChange()
        self.extent = box.adjusted(-60, -80, 60, 60)
        self.setSceneRect(self.extent.adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM))

    def surround(self) -> None:
        """Draw outlines and headings where the cards stand now."""
        if self._governed is None or self.plan is None:
            return
        groups: dict[str, tuple[str, bool, list[QRectF]]] = {}
        for card in self.cards.values():
            if card.node.kind != "platform" or card.node.content.unfolded:
                continue
            bound = {self._governed.directory_of(member) for member in card.node.members}
            if len(bound) != 1:
                continue
            directory = bound.pop()
            local = directory.startswith(LOCAL_PREFIX)
            name = title_of(self._governed.scenario, ObjectRef("directory", directory))
            label = "Own users" if local else name
            groups.setdefault(directory, (label, local, []))[2].append(card.sceneBoundingRect())
        self.outlines.outlines = outlines_of(groups)
        self.outlines.folded = frozenset(folded_domains(self._governed.scenario))
        self.outlines.headings = list(self._headings())
        self.outlines.update()

    def _headings(self) -> Iterable[tuple[QPointF, str]]:
        corner: dict[str, tuple[float, float]] = {}
        for card in self.cards.values():
            x, y = corner.get(card.node.kind, (card.x(), card.y()))
            corner[card.node.kind] = (min(x, card.x()), min(y, card.y()))
        for kind, (x, y) in corner.items():
            yield QPointF(x + 2, y - (42 if kind == "platform" else 14)), PLURALS[kind]

    # -- what cards ask ------------------------------------------------------------------

    def toggle(self, key: str) -> None:
        """Ask for the group or the domain of a card to be opened, or folded again."""
        directory = domain_of(key)
        if directory is None:
            self.toggled.emit(key)
        else:
            self.domain_toggled.emit(directory)

    def card_moved(self, card: CardItem) -> None:
        """Let the wires follow a card."""
        at = self.index_of.get(card.node.key)
        if at is not None and at < len(self.corners):
            self.corners[at] = (card.x(), card.y())
            self._blocks[at].moveTo(card.pos())
            self._wires.update()

    def hover(self, key: str) -> None:
        """Light up the wires of a card, of none where *key* is empty."""
        self.hovered = key
        self._wires.update()
        self.handles.update()

    @property
    def lighting(self) -> Light:
        """Which cards are lit and which are dim."""
        return self._light

    def light(self, light: Light) -> None:
        """Light up the cards of some objects and dim all others; a group is lit with any member."""
        self._light = light
        self._light_cards()
        self.update()

    def _light_cards(self) -> None:
        node_of = self.plan.node_of if self.plan is not None else {}
        refs = self._light.refs
        self.ringed = frozenset(node_of[ref] for ref in refs or () if ref in node_of)
        kept = frozenset(node_of[ref] for ref in self._light.kept if ref in node_of)
        self.lit = None if refs is None else self.ringed | kept
        self.pointed = node_of.get(self._light.pointed, "") if self._light.pointed else ""

    def focus_keys(self) -> set[str]:
        """Return the keys of the cards whose wires are lit."""
        if self.is_on_paper:
            return set()
        keys = {card.node.key for card in self.selected_cards()}
        return keys | {self.hovered} if self.hovered else keys

    def selected_cards(self) -> list[CardItem]:
        """Return the selected cards in the order of the drawing; Qt keeps none."""
        cards = [item for item in self.selectedItems() if isinstance(item, CardItem)]
        return sorted(cards, key=lambda card: self.index_of.get(card.node.key, -1))

    def visible_blocks(
        self, keys: frozenset[str] | None = None, *, others: bool = False
    ) -> dict[str, list[QRectF]]:
        """Return the boxes of the cards in view by kind: of all, of *keys*, or of all *others*."""
        view = self.view_rect
        x, y = self.corners.T
        seen = (x < view.right()) & (x + CARD_WIDTH > view.left())
        seen &= (y < view.bottom()) & (y + 120 > view.top())
        if keys is not None:
            some = np.full(len(seen), others)
            some[[self.index_of[key] for key in keys]] = not others
            seen &= some
        found: dict[str, list[QRectF]] = {}
        for at in np.flatnonzero(seen).tolist():
            found.setdefault(self._kinds[at], []).append(self._blocks[at])
        return found

    # -- what the view tells -------------------------------------------------------------

    def set_scale(self, scale: float) -> None:
        """Switch between cards and dots."""
        far = scale < FAR_SCALE
        if far == self._far:
            return
        self._far = far
        self._dots.setVisible(far)
        self.handles.setVisible(not far)
        for card in self.cards.values():
            card.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents, far)

    def select(self, refs: Iterable[ObjectRef]) -> None:
        """Select the cards of some objects without telling that they were chosen."""
        if self.plan is None:
            return
        self._select({self.plan.node_of[ref] for ref in refs if ref in self.plan.node_of})

    def choose(self, keys: Iterable[str]) -> None:
        """Select cards as a user does: told once, however many they are."""
        if self._select(set(keys)):
            self.chosen.emit()

    def _select(self, keys: set[str]) -> bool:
        """Select the cards of *keys* and no other, untold; return whether others were selected."""
        before = {card.node.key for card in self.selected_cards()}
        if before == keys:
            return False
        self.blockSignals(True)
        for key in before ^ keys:
            self.cards[key].setSelected(key in keys)
        self.blockSignals(False)
        self.update()
        return True

    def chosen_refs(self) -> tuple[ObjectRef, ...]:
        """Return the objects whose cards are selected; all members of a group."""
        chosen = (
            ObjectRef(card.node.kind, member)
            for card in self.selected_cards()
            for member in card.node.members
        )
        return tuple(dict.fromkeys(chosen))  # an open group and its members are the same ones

    def moved(self) -> dict[str, tuple[int, int]]:
        """Return the new positions of cards that were dragged, by key."""
        if self.plan is None:
            return {}
        return {
            key: (round(card.x()), round(card.y()))
            for key, card in self.cards.items()
            if (round(card.x()), round(card.y())) != tuple(self.plan.positions[key])
        }

    def corner_of(self, directory: str) -> tuple[int, int] | None:
        """Return the upper left corner of the platforms of a directory; None: it has none here."""
        if self._governed is None or self.plan is None:
            return None
        bound = self._governed.platforms_under(directory)
        keys = {self.plan.node_of[ObjectRef("platform", one)] for one in bound}
        spots = [self.plan.positions[key] for key in keys]
        return (min(x for x, _ in spots), min(y for _, y in spots)) if spots else None

    def standing(self) -> dict[str, tuple[int, int]]:
        """Return where every card was put or laid out, by key."""
        return dict(self.plan.positions) if self.plan is not None else {}
