"""The program, started as always, that tells when it was seen and when it could be used.

Called with the instant at which it was started (`time.monotonic`), and files to open.  Prints two
lines, for the first frame and for the first answer to a key: CPU time of this process and of its
children, and wall time since it was started; all in seconds.
"""

from __future__ import annotations

import resource
import sys
import time
from typing import TYPE_CHECKING

from app.__main__ import main
from app.window import launch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.window.frame.main_window import MainWindow

started_s = float(sys.argv.pop(1))
open_window = launch.open_window


def tell() -> None:
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu_s = sum(use.ru_utime + use.ru_stime for use in uses)
    print(cpu_s, time.monotonic() - started_s, flush=True)


def watched(files: Sequence[Path] = ()) -> MainWindow:
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest

    from app.window.frame.first_frame import FirstFrame

    show_first = FirstFrame.show_first

    def show_and_tell(self: FirstFrame) -> None:
        show_first(self)
        tell()

    def ask() -> None:
        """Ask for the palette, over the cards of what was opened."""
        assert bool(window.organisation.scene.cards) == bool(files)
        window.organisation.view.repaint()
        QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert window.guidance.palette.isVisible()
        window.guidance.palette.repaint()
        tell()
        window.close()

    FirstFrame.show_first = show_and_tell  # type: ignore[method-assign]
    window = open_window(files)
    QTimer.singleShot(0, window, ask)
    return window


launch.open_window = watched
sys.exit(main())
