"""Searching the canvas: between the line, the document and the scene."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.window.canvas import Light
from app.window.searching.finding import Findable, findables, found_by
from app.window.searching.search_bar import SearchBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.actions import Actions
    from app.window.canvas import CanvasView
    from app.window.document import Document
    from app.window.governed import Governed


class CanvasSearch(QObject):
    """Lights up what is found while its bar is shown."""

    def __init__(self, view: CanvasView, document: Document) -> None:
        """Search what *view* shows of *document*."""
        super().__init__(view)
        self._view = view
        self._document = document
        self._known: tuple[Governed, list[Findable]] | None = None
        self.hits: list[Findable] = []
        self._at = -1
        self.bar = SearchBar(view)
        self.bar.line.textChanged.connect(self._search)
        self.bar.stepped.connect(self.step)
        self.bar.left.connect(self.leave)
        view.escaped.connect(self.leave)
        view.resized.connect(self.bar.place)
        document.opened.connect(self.leave)
        document.scenario_changed.connect(self._search_again)
        document.design_changed.connect(self._search_again)

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on searching ask for."""
        organisation = actions["view.organisation"]
        actions.on("edit.find", partial(self._open_on, organisation.trigger))
        for key, way in (("edit.find_next", 1), ("edit.find_previous", -1)):
            actions.on(key, partial(self._step_on, organisation.trigger, way))

    def _open_on(self, show_page: Callable[[], None]) -> None:
        show_page()
        self.open()

    def _step_on(self, show_page: Callable[[], None], way: int) -> None:
        show_page()
        if self.bar.isHidden():
            self.open()
        self.step(way)

    def open(self) -> None:
        """Show the line with the words of last time, ready to be written over."""
        self.bar.show()
        self.bar.place()
        self.bar.line.setFocus()
        self.bar.line.selectAll()
        self._search()

    def leave(self) -> None:
        """Light everything up again; what was gone to stays selected."""
        if self.bar.isHidden():
            return
        had_keyboard = self.bar.isAncestorOf(self._view.window().focusWidget())
        self.bar.hide()
        self.hits, self._at, self._known = [], -1, None
        self._view.organisation.light(Light())
        if had_keyboard:
            self._view.setFocus()

    def step(self, way: int) -> None:
        """Go to the next hit (1) or the one before (-1); after the last comes the first."""
        if not self.hits:
            return
        if self._at < 0:
            self._at = 0 if way > 0 else len(self.hits) - 1
        else:
            self._at = (self._at + way) % len(self.hits)
        hit = self.hits[self._at]
        self._document.select((hit.ref,))
        self._show()
        plan = self._view.organisation.plan
        if plan is not None and hit.card in plan.node_of:
            self._view.go_to(plan.node_of[hit.card])

    # -- what is found -------------------------------------------------------------------

    def _search_again(self) -> None:
        """Follow an edit; the hit that is looked at stays the same."""
        if self.bar.isHidden():
            return
        before = self.hits[self._at].ref if self._at >= 0 else None
        self._search()
        self._at = next((n for n, hit in enumerate(self.hits) if hit.ref == before), -1)
        self._show()

    def _search(self) -> None:
        governed = self._document.governed()
        if self._known is None or self._known[0] is not governed:
            self._known = (governed, findables(governed))
        self.hits = self._in_reading_order(found_by(self._known[1], self.bar.line.text()))
        self._at = -1
        self._show()

    def _in_reading_order(self, hits: list[Findable]) -> list[Findable]:
        """Return hits down each column of cards, columns from left to right."""
        plan = self._view.organisation.plan
        if plan is None:
            return []
        shown = [hit for hit in hits if hit.card in plan.node_of]
        return sorted(shown, key=lambda hit: plan.positions[plan.node_of[hit.card]])

    def _show(self) -> None:
        asked = bool(self.bar.line.text().strip())
        self.bar.show_count(self._at, len(self.hits) if asked else -1)
        pointed = self.hits[self._at].card if self._at >= 0 else None
        cards = frozenset(hit.card for hit in self.hits)
        self._view.organisation.light(Light(cards or None, pointed))
