"""The part of the window that helps to find one's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from app.window.guidance.asked import explanation_of
from app.window.guidance.entries import Entry, of_commands, of_objects, of_settings, of_terms
from app.window.guidance.glossary import GlossaryWindow
from app.window.guidance.keys import AboutPanel, KeysPanel
from app.window.guidance.palette import CommandPalette
from app.window.guidance.tour import Tour

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.actions import Actions
    from app.window.frame.main_window import MainWindow
    from app.window.guidance.terms import Term
    from app.window.objects import ObjectRef


class Guidance(QObject):
    """Command palette, shortcut sheet, glossary and What's this? of one window."""

    def __init__(
        self,
        window: MainWindow,
        go_to: Callable[[ObjectRef], object],
    ) -> None:
        """Help in *window*; *go_to* selects an object."""
        super().__init__(window)
        self._window = window
        self._document = window.document
        self._actions = window.actions_
        self._go_to = go_to
        self._say = window.say
        self.tour = Tour(window)
        self.palette = CommandPalette(window, self._entries)
        self.glossary: GlossaryWindow | None = None

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands of the help menu ask for."""
        actions.on("help.palette", self.palette.open)
        actions.on("help.keys", self.show_keys)
        actions.on("help.this", self.explain_this)
        actions.on("help.glossary", self.show_glossary)
        actions.on("help.tour", self.start_tour)
        actions.on("help.about", self.show_about)

    def _entries(self) -> list[Entry]:
        found = of_commands(self._actions)
        if self._document.is_open:
            found += of_objects(self._document.scenario, self._go_to)
            found += of_settings(self._show_control)
        return found + of_terms(self.explain)

    def _show_control(self, path: str) -> None:
        self._window.show_page("designs")
        self._window.designs.show_control(path)

    def place(self) -> None:
        """Keep what lies over the window in its place."""
        self.palette.place()
        self.tour.place()

    def start_tour(self) -> None:
        """Lead through the window; unsaved changes are asked about first."""
        self._window.keeping.notices.drop("tour")
        self.tour.start()

    def offer_tour(self) -> None:
        """Offer the tour to who has not seen it, once."""
        memory = self._window.memory
        if memory.is_toured():
            return
        memory.remember_toured()
        self._window.keeping.notices.post(
            "tour",
            "New here? Five steps show where things are; Help > Tour shows them later too.",
            (("Take the tour", self.start_tour), ("Not now", lambda: None)),
        )

    def show_keys(self) -> None:
        """Show all commands with their keys."""
        KeysPanel.show_in(self._window)

    def show_about(self) -> None:
        """Show version and licence."""
        AboutPanel.show_in(self._window)

    def show_glossary(self) -> GlossaryWindow:
        """Show all terms; the one window of the glossary comes to the front."""
        if self.glossary is None:
            self.glossary = GlossaryWindow(self._window)
            self.glossary.destroyed.connect(self._forget_glossary)
        if self.glossary.isVisible():
            self.glossary.raise_()
        self.glossary.show()
        self.glossary.activateWindow()
        return self.glossary

    def _forget_glossary(self) -> None:
        self.glossary = None

    def explain(self, term: Term) -> None:
        """Show the definition of a term."""
        self.show_glossary().show_term(term)

    def explain_this(self) -> None:
        """Explain what the keyboard is on; else what lies under the mouse."""
        focused = QApplication.focusWidget() or self._window.focusWidget()
        pointed = QApplication.widgetAt(QCursor.pos())
        for widget in (focused, pointed):
            term = explanation_of(widget)
            if term is not None:
                self.explain(term)
                return
        self._say("Put the keyboard or the mouse on a term first; here are all of them")
        self.show_glossary()
