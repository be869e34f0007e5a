"""Garbage is collected by a timer of the window: in another thread it can abort Qt."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from app.window.frame.main_window import MainWindow

_EVERY_MS = 500

MOST_OBJECTS = 60_000
"""So many are looked through in about half a frame; a large document alone is twice that."""


class Collector(QObject):
    """Collects in the thread of the window, the young often and the old seldom.

    What is too much for one turn is set aside unlooked: counting references frees all of it but
    what refers to itself.  That is looked for when the user has gone to another program, where no
    frame of this one is missed, or waits for a file anyway (`of`).
    """

    def __init__(self, parent: QObject) -> None:
        """Take over from the interpreter."""
        super().__init__(parent)
        gc.disable()
        self.has_set_aside = False
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        program = QGuiApplication.instance()
        if isinstance(program, QGuiApplication):
            program.applicationStateChanged.connect(self._follow)

    @classmethod
    def of(cls, window: MainWindow) -> Collector:
        """Collect for the program's window: opening a file looks through what the last one left."""
        made = cls(window)
        window.document.opened.connect(made.look_through)
        return made

    def collect(self) -> None:
        """Look through what was made since the last time, as far as a frame has room for it."""
        young, middle, old = gc.get_threshold()
        counts = gc.get_count()
        if counts[0] <= young:
            return
        generation = 2 if counts[2] > old else 1 if counts[1] > middle else 0
        found = sum(len(gc.get_objects(generation=each)) for each in range(generation + 1))
        if found > MOST_OBJECTS:
            gc.freeze()
            self.has_set_aside = True
        else:
            gc.collect(generation)

    def look_through(self) -> None:
        """Look through all that was set aside; at 2,000 cards this takes a tenth of a second."""
        if self.has_set_aside:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self.has_set_aside = False

    def _follow(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.look_through()

    def stop(self) -> None:
        """Give collecting back to the interpreter."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
