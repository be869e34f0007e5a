"""Garbage is collected by a timer of the window: in another thread it can abort Qt."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500


class Collector(QObject):
    """Collects in the thread of the window, the young often and the old seldom."""

    def __init__(self, parent: QObject) -> None:
        """Take over from the interpreter."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        young, middle, old = gc.get_threshold()
        counts = gc.get_count()
        if counts[0] > young:
            generation = 2 if counts[2] > old else 1 if counts[1] > middle else 0
            gc.collect(generation)

    def stop(self) -> None:
        """Give collecting back to the interpreter."""
        self._timer.stop()
        gc.enable()
