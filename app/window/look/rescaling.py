"""Another scale while the windows are open.

Qt takes its factor once, from the environment.  The function behind that is private, but it is in
every build; what it lacks is that open windows ask for their factor only when they get a surface.
So windows give up their surfaces, the factor is set, and they get new ones: nothing is built anew,
nothing of the work is touched.  Where a build of Qt does not have the function, the scale holds
from the next start on.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.window.look.scale import is_set_by_user

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

_NAMES = {
    "linux": ("libQt6Gui.so.6", "_ZN15QHighDpiScaling15setGlobalFactorEd"),
    "darwin": (
        "@rpath/QtGui.framework/Versions/A/QtGui", "_ZN15QHighDpiScaling15setGlobalFactorEd",
    ),
    "win32": ("Qt6Gui.dll", "?setGlobalFactor@QHighDpiScaling@@SAXN@Z"),
}  # fmt: skip
"""Library and symbol on each system; Qt is loaded already, so its name is enough."""


def rescale(before: int, percent: int) -> bool:
    """Show everything larger or smaller; return whether that holds at once.

    Args:
        before: What holds now, in percent.
        percent: What is wanted.
    """
    setter = None if is_set_by_user() else _setter()
    if setter is None:
        return False
    focused = QApplication.focusWidget()
    made = [each for each in QApplication.topLevelWidgets() if each.windowHandle() is not None]
    shown = [each for each in made if each.isVisible()]
    quits = QApplication.quitOnLastWindowClosed()
    QApplication.setQuitOnLastWindowClosed(False)  # they are hidden for a moment only
    for each in made:
        each.hide()
        each.windowHandle().destroy()
    with _unwarned():
        setter(percent / 100.0)
    for each in shown:
        _keep_size(each, before / percent)
        each.show()
    QApplication.setQuitOnLastWindowClosed(quits)
    if focused is not None:
        focused.window().activateWindow()
        focused.setFocus(Qt.FocusReason.OtherFocusReason)
    return True


@cache
def _setter() -> Callable[[float], None] | None:
    """Return what sets the factor; None: this build of Qt does not have it."""
    library, symbol = _NAMES.get(sys.platform, ("", ""))
    if not library:
        return None
    try:
        found = ctypes.CDLL(library)[symbol]
    except (OSError, AttributeError):
        return None
    found.argtypes, found.restype = [ctypes.c_double], None
    return found


@contextmanager
def _unwarned() -> Iterator[None]:
    """Leave out that windows exist: they have no surface that would have to follow."""
    before = qInstallMessageHandler(lambda *_told: None)
    yield
    qInstallMessageHandler(before)


def _keep_size(window: QWidget, share: float) -> None:
    """Give a window the size on the screen that it had, within the screen."""
    if window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
        return
    screen = window.screen().availableGeometry()
    size = QSize(round(window.width() * share), round(window.height() * share))
    window.resize(size.boundedTo(screen.size()))
    if not screen.contains(window.geometry()):
        window.move(screen.topLeft())
