"""Takes pictures of a window: at two sizes, light and dark."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.window.frame.main_window import MainWindow
from app.window.look import appearance
from app.window.settings import Memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from app.window.look.appearance import Wish

SIZES = ((1280, 800), (2560, 1440))
THEMES: tuple[Wish, ...] = ("light", "dark")


def settle(until: Callable[[], bool] = lambda: False, limit_s: float = 0.6) -> bool:
    """Let the window work until something holds, or for a while."""
    end_s = time.monotonic() + limit_s
    while time.monotonic() < end_s:
        QApplication.processEvents()
        if until():
            return True
        time.sleep(0.01)
    return False


class Photographer:
    """Takes one picture after the other."""

    def __init__(self, folder: Path) -> None:
        """Write into *folder*."""
        self.folder = folder
        self.window = MainWindow(Memory())
        self.window.show()
        self.window.start_page.draw_pictures()

    def put_away(self) -> None:
        """End the processes of the window."""
        for each in (self.window.belief, self.window.past, self.window.runs, self.window.what_if):
            each.close()
        self.window.playback.close_process()

    def take_own(self, name: str, other: QWidget) -> None:
        """Write a window beside the main one as it is, in both themes."""
        for theme in THEMES:
            appearance().choose(theme)
            settle(limit_s=0.6)
            picture = self.folder / f"{name}-{theme}-{other.width()}x{other.height()}.png"
            other.grab().save(str(picture))
            sys.stdout.write(f"{picture}\n")

    def take(self, name: str, place: Callable[[], object] | None = None) -> None:
        """Write the window as it is, at every size and in both themes; *place* scrolls before."""
        for width, height in SIZES:
            self.window.resize(width, height)
            settle(limit_s=0.2)
            if place is not None:
                place()
            if self.window.page is self.window.organisation:
                self.window.organisation.view.fit()
            for theme in THEMES:
                appearance().choose(theme)
                settle(self._painted, 6.0)
                settle(limit_s=0.4)
                picture = self.folder / f"{name}-{theme}-{width}x{height}.png"
                self.window.grab().save(str(picture))
                sys.stdout.write(f"{picture}\n")

    def _painted(self) -> bool:
        window = self.window
        if window.page is window.organisation:
            return not window.organisation.scene.shelf.short
        if window.page is window.report:
            return not window.report.is_drawing
        grid = window.compare.grid
        if window.page is window.compare and grid is not None:
            return not any(panel.dirty and grid._in_view(panel) for panel in grid.panels)
        return True
