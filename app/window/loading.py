"""Loading matplotlib while nobody waits: in a thread, once the window has been painted."""

from __future__ import annotations

import gc
import threading
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

_MODULES = (
    "models.metrics",
    "models.comparison",
    "app.charts",
    "app.window.strip.sources",
    "models.experiments.previews.message",
    "matplotlib.backends.backend_agg",
)
_WAIT_MS = 400


def load_charts_soon(owner: QObject) -> None:
    """Load what the compare page needs, so that the first panel comes at once."""
    QTimer.singleShot(_WAIT_MS, owner, _start)


def _start() -> None:
    threading.Thread(target=_load, name="loading charts", daemon=True).start()


def _load() -> None:
    for name in _MODULES:
        import_module(name)
    # What is loaded stays: looking through it for garbage would stop the window for 80 ms.
    gc.freeze()
