"""Killed in the middle of saving, over and over: the file is the old one or the new one, whole."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from models.formats import read_scenario

if TYPE_CHECKING:
    from pathlib import Path

SAVING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app.window.launch import make_application, open_window
from app.window.settings import Memory
from models.scenario.edits import with_value
program = make_application()
Memory().remember_live(False)
window = open_window([Path(sys.argv[1])])
saved = []
def save():
    title = ("Old", "New")[len(saved) % 2]
    window.document.edit("Rename", lambda s: with_value(s, ("title",), title))
    window.actions_["file.save"].trigger()
    saved.append(title)
    if len(saved) == 1 and not window.document.is_dirty:
        print("saving", flush=True)
clock = QTimer(window, interval=0)
clock.timeout.connect(save)
QTimer.singleShot(100, clock.start)
program.exec()
"""
KILLS = 3


def test_the_file_is_whole_after_every_kill(teaching: Path) -> None:
    for number in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", SAVING, str(teaching)], stdout=subprocess.PIPE, text=True
        ) as child:
            try:
                assert child.stdout is not None
                assert child.stdout.readline() == "saving\n"
                time.sleep(0.01 + 0.007 * number)
            finally:
                child.kill()
        assert read_scenario(teaching).title in ("Old", "New")
