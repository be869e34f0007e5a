"""From nothing to an open window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from app.window.look import appearance, ask_for_scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.window.frame.main_window import MainWindow


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Return the application, with its name and looks; the running one if there is one."""
    running = QApplication.instance()
    program = running if isinstance(running, QApplication) else QApplication([*arguments])
    QCoreApplication.setApplicationName("Sprawl")
    QCoreApplication.setOrganizationName("sprawl")
    program.setDesktopFileName("sprawl")
    return program


def open_window(files: Sequence[Path] = ()) -> MainWindow:
    """Return a window that has been painted; what a scenario needs was loaded after that."""
    from app.window.settings import Memory

    memory = Memory()
    wish = memory.wish()
    appearance().choose("dark" if wish == "dark" else "light" if wish == "light" else "system")
    from app.window.frame.main_window import MainWindow

    window = MainWindow(memory, furnished=False)
    if files:
        window.say_opening(files[0].name)
    window.show_first()
    window.furnish()
    if files:
        QTimer.singleShot(0, window, lambda: _open(window, [*files]))
    else:
        window.keyboard_start()
        window.guidance.offer_tour()
    window.start_page.draw_pictures()
    QTimer.singleShot(0, window, window.keeping.offer_left_work)
    return window


def _open(window: MainWindow, files: list[Path]) -> None:
    """Open what the program was started with; show what can be done instead, where it fails."""
    window.files.open_several(files)
    if not window.document.is_open:
        window.show_page("start")


def run_window(files: Sequence[str] = ()) -> int:
    """Open the window and stay until it is closed; return the exit code."""
    from app.window.settings import Memory

    ask_for_scale(Memory().scale())
    program = make_application(sys.argv[:1])
    window = open_window([Path(name) for name in files])
    from app.window.collecting import Collector
    from app.window.crash import CrashHandler
    from app.window.loading import load_charts_soon

    collector = Collector.of(window)
    crash = CrashHandler(window, window.keeping.keep_now)
    window.runs.defect.connect(crash.show_report)
    window.what_if.defect.connect(crash.show_report)
    window.playback.defect.connect(crash.show_report)
    window.past.defect.connect(crash.show_report)
    load_charts_soon(window)
    code = program.exec()
    crash.restore()
    collector.stop()
    return code
