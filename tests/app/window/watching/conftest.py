"""A window in which something was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.formats import write_scenario
from tests.app.window.test_comparison import tiny

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow
    from app.window.watching.body import Body

RECORD_MS = 60_000


@pytest.fixture
def watched(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window in which the tiny scenario has been recorded."""
    path = tmp_path / "tiny.yaml"
    write_scenario(tiny("60 d"), path)
    window.files.open(path)
    window.actions_["view.playback"].trigger()
    assert window.page is window.playback
    assert window.playback.empty.isVisible()
    with qtbot.waitSignal(window.playback.recorded, timeout=RECORD_MS):
        QTest.mouseClick(window.playback.empty.button, Qt.MouseButton.LeftButton)
    return window


def body_of(window: MainWindow) -> Body:
    assert window.playback.body is not None
    return window.playback.body
