"""A window of its own for each test: no settings, no library and no display of the user's."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSettings

from app.resources import scenarios_folder
from app.window.collecting import Collector
from app.window.frame.main_window import MainWindow
from app.window.launch import make_application
from app.window.look import appearance
from app.window.settings import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The offscreen platform says so whenever a window has a least size, a tooltip is shown, or a
    # list drops down.
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(
                pytest.mark.qt_log_ignore(
                    "propagateSizeHints", r"not support raise\(\)", "grabbing the keyboard"
                )
            )


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPRAWL_DATA", str(tmp_path / "data"))
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "config")
    )


@pytest.fixture
def teaching(tmp_path: Path) -> Path:
    """A private copy of the smallest bundled scenario."""
    return Path(
        shutil.copy(scenarios_folder() / "three_assistants.yaml", tmp_path / "teaching.yaml")
    )


@pytest.fixture
def window(qapp: object) -> Iterator[MainWindow]:
    assert qapp is make_application()
    appearance().choose("light")
    memory = Memory()
    memory.remember_live(False)  # a test that wants previews switches them on
    made = MainWindow(memory)
    made.resize(1280, 800)
    made.show()
    collector = Collector(made)  # as in the program: no thread collects what is Qt's
    yield made
    collector.stop()
    made.runs.close()
    made.what_if.close()
    made.past.close()
    made.playback.close_process()
    made.belief.close()
    made._closing = True
    made.close()
    made.deleteLater()
    # Without a running event loop nobody else would, and every style change would visit them all.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def opened(window: MainWindow, teaching: Path, qtbot: QtBot) -> MainWindow:
    """A window with the smallest bundled scenario."""
    window.files.open(teaching)
    qtbot.waitUntil(lambda: bool(window.organisation.scene.cards))
    return window
