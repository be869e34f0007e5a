"""Light or dark: as the system has it, or as the user chose."""

from __future__ import annotations

from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.tokens import DARK, LIGHT, Theme
from app.window.look.fonts import body_font
from app.window.look.palette import palette_of
from app.window.look.stylesheet import stylesheet

_BLINK_MS = 1000

Wish = Literal["system", "light", "dark"]


class Appearance(QObject):
    """The theme of the whole program; tells everybody when it changes."""

    changed = Signal()
    motion_changed = Signal()

    def __init__(self) -> None:
        """Follow the system until told otherwise."""
        super().__init__()
        self.wish: Wish = "system"
        self.theme: Theme = LIGHT
        self.is_still = False
        self._applied = False
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    def choose(self, wish: Wish) -> None:
        """Use the light or dark theme, or follow the system."""
        self.wish = wish
        self._apply()

    def keep_still(self, still: bool) -> None:
        """Let nothing move by itself that says the same standing still, or let it move."""
        if still == self.is_still:
            return
        self.is_still = still
        for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo,
                       Qt.UIEffect.UI_AnimateTooltip, Qt.UIEffect.UI_FadeMenu,
                       Qt.UIEffect.UI_FadeTooltip):  # fmt: skip
            QApplication.setEffectEnabled(effect, not still)
        QGuiApplication.styleHints().setCursorFlashTime(0 if still else _BLINK_MS)
        self.motion_changed.emit()

    def _follow(self) -> None:
        if self.wish == "system":
            self._apply()

    def _apply(self) -> None:
        dark = self.wish == "dark" or (
            self.wish == "system"
            and QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        theme = DARK if dark else LIGHT
        if self._applied and theme is self.theme:
            return
        self.theme, self._applied = theme, True
        program = QApplication.instance()
        if isinstance(program, QApplication):
            program.setStyle("Fusion")
            program.setPalette(palette_of(self.theme))
            program.setFont(body_font())
            program.setStyleSheet(stylesheet(self.theme))
        self.changed.emit()


@cache
def appearance() -> Appearance:
    """Return the one appearance of the program; needs a running application."""
    return Appearance()
