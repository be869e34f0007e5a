"""A list to choose from by a few letters: the command palette with other entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.window.guidance.palette import CommandPalette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from app.window.guidance.entries import Entry


class Picker(CommandPalette):
    """Asks for one of some entries at a time."""

    def __init__(self, window: QWidget) -> None:
        """Lie over *window* when asked."""
        self._asked: Sequence[Entry] = ()
        super().__init__(window, lambda: self._asked, "What can be chosen", "Choose")

    def ask(self, prompt: str, entries: Sequence[Entry]) -> None:
        """Offer *entries*; what is chosen is done."""
        self._asked = entries
        self.line.setPlaceholderText(f"{prompt}: type a few letters")
        self.line.setAccessibleName(prompt)
        if self.isVisible():
            self.leave()
        self.open()
