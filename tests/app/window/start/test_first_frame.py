"""The window is seen before what a scenario needs is there; files come after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.window.frame.main_window import MainWindow
from app.window.launch import make_application, open_window
from app.window.settings import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def start(qapp: object) -> Iterator[Callable[[list[Path]], MainWindow]]:
    """Open windows as the program does."""
    assert qapp is make_application()
    Memory().remember_live(False)
    made: list[MainWindow] = []

    def opened(files: list[Path]) -> MainWindow:
        made.append(open_window(files))
        return made[-1]

    yield opened
    for window in made:
        window._closing = True
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_keys_that_are_pressed_too_early_wait(qapp: object) -> None:
    assert qapp is make_application()
    window = MainWindow(furnished=False)
    asked: list[bool] = []
    QTimer.singleShot(0, window, lambda: asked.append(window.is_furnished))
    window.show_first()
    assert asked == [False]  # the event loop ran, but nothing that a user does came through
    assert window.isVisible()
    assert window.start_page.isVisible()
    window.resize(1000, 700)  # nothing lies over the page yet
    window.furnish()
    assert window.page_name == "start"
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.guidance.palette.isVisible()
    assert not window.strip.isVisible()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_file_is_named_until_it_is_there(
    start: Callable[[list[Path]], MainWindow], teaching: Path, qtbot: QtBot
) -> None:
    window = start([teaching])
    page = window.page
    assert isinstance(page, QLabel)
    assert page.text() == "Opening teaching.yaml…"
    assert not window.strip.isVisible()
    qtbot.waitUntil(lambda: window.document.is_open, timeout=5_000)
    assert window.page_name == "organisation"
    assert window.strip.isVisible()


def test_a_file_that_cannot_be_opened_leaves_the_start_page(
    start: Callable[[list[Path]], MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("title: 7\n", encoding="utf-8")
    window = start([broken])
    qtbot.waitUntil(window.problems.isVisible, timeout=5_000)
    assert window.page_name == "start"
    assert "broken.yaml" in window.problems.heading.text()


def test_recent_files_stand_in_the_first_frame(qapp: object, teaching: Path) -> None:
    assert qapp is make_application()
    Memory().remember_file(teaching)
    window = MainWindow(furnished=False)
    assert [row.path for row in window.start_page.recent] == [teaching]
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
