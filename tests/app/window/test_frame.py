from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.tokens import DARK, LIGHT
from app.window.commands import COMMANDS
from app.window.crash import CrashHandler
from app.window.frame.main_window import MainWindow
from app.window.frame.top_bar import time_left
from app.window.guidance.keys import KeysPanel
from app.window.look import appearance
from app.window.objects import ObjectRef
from app.window.settings import Memory

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)


def page_of(window: MainWindow) -> QWidget | None:
    return window.page


def nameless(widget: QWidget) -> list[str]:
    return [
        f"{type(child).__name__} in {type(child.parent()).__name__}"
        for child in widget.findChildren(QWidget)
        if isinstance(child, CONTROLS)
        and child.isVisible()
        and not child.objectName().startswith("qt_")
        and not isinstance(child.parent(), QComboBox | QLineEdit)
        and not isinstance(child, QHeaderView)
        and type(child.parent()).__name__ not in ("QComboBoxPrivateContainer", "QTableView")
        and not child.accessibleName()
    ]


def test_the_window_starts_on_the_start_page(window: MainWindow) -> None:
    assert window.page is window.start_page
    assert len(window.start_page.tiles) >= 4
    assert not window.strip.isVisible()
    assert not window.top_bar.switcher.isVisible()
    assert not window.actions_["run.start"].isEnabled()
    assert all(tile.offer.title and tile.offer.question for tile in window.start_page.tiles)


def test_pictures_are_drawn_one_by_one(window: MainWindow, qtbot: QtBot) -> None:
    window.start_page.draw_pictures()
    qtbot.waitUntil(
        lambda: all(not tile.picture.pixmap().isNull() for tile in window.start_page.tiles)
    )


def test_a_tile_opens_by_keyboard(window: MainWindow) -> None:
    window.keyboard_start()
    QTest.keyClick(window.start_page.tiles[0], Qt.Key.Key_Return)
    assert window.page is window.organisation


def test_every_control_has_a_name(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("platform", "crm"),))
    assert nameless(opened) == []
    opened.show_page("compare")
    assert nameless(opened) == []
    opened.show_page("start")
    assert nameless(opened) == []
    opened.question.ask("Sure?", (("Yes", lambda: None), ("No", lambda: None)))
    assert nameless(opened) == []


def test_every_command_does_something(window: MainWindow) -> None:
    assert window.actions_.idle == []


def test_shortcuts_are_unique() -> None:
    keys = [key for command in COMMANDS for key in command.shortcuts]
    assert len(set(keys)) == len(keys)
    assert all(command.hint for command in COMMANDS)


def test_pages_by_keyboard(opened: MainWindow) -> None:
    opened.activateWindow()
    QTest.keyClick(opened, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert page_of(opened) is opened.designs
    QTest.keyClick(opened, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert page_of(opened) is opened.playback
    QTest.keyClick(opened, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert page_of(opened) is opened.compare
    assert opened.strip.isVisible()
    QTest.keyClick(opened, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert page_of(opened) is opened.organisation
    QTest.keyClick(opened, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert opened.document.design == "two_hubs"


def test_the_outline_finds_and_selects(opened: MainWindow) -> None:
    outline = opened.organisation.outline
    opened.actions_["edit.find_outline"].trigger()
    QTest.keyClicks(outline.search, "claims ana")
    model = outline.tree.model()
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    assert [group.data() for group in groups] == ["Agent fleets"]
    leaf = model.index(0, 0, groups[0])
    assert leaf.data() == "Claims analyst"
    outline.tree.setCurrentIndex(leaf)
    assert opened.document.selection == (ObjectRef("fleet", "analyst"),)
    assert [card.node.key for card in opened.organisation.scene.selected_cards()] == ["analyst"]


def test_light_and_dark(opened: MainWindow) -> None:
    scene = opened.organisation.scene
    assert scene.theme is LIGHT
    opened.actions_["view.appearance"].trigger()
    assert appearance().theme is DARK
    assert scene.theme is DARK
    assert opened.memory.wish() == "dark"
    assert opened.actions_["view.dark"].isChecked()
    assert QGuiApplication.palette().window().color().name().upper() == DARK.background
    opened.actions_["view.light"].trigger()
    assert scene.theme is LIGHT


def test_geometry_and_recent_files_are_remembered(
    opened: MainWindow, teaching: Path, qtbot: QtBot
) -> None:
    # The offscreen screen is 800 pixels wide, and nothing is restored beyond it.
    opened.resize(900, 640)
    height = opened.height()
    opened.close()
    again = MainWindow(Memory())
    qtbot.addWidget(again)
    assert again.height() == height
    assert again.memory.recent() == [teaching]
    assert again.memory.state_of(teaching) == "same"


def test_all_keys_are_listed(window: MainWindow, qtbot: QtBot) -> None:
    panel = KeysPanel.show_in(window)
    qtbot.addWidget(panel)
    assert nameless(panel) == []
    panel.close()


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "a moment left"), (42.0, "42 s left"), (300.0, "5 min left")]
)
def test_time_left_in_words(seconds: float, words: str) -> None:
    assert time_left(seconds) == words


def test_an_unforeseen_exception_gives_a_report_and_the_window_lives(
    opened: MainWindow,
    qtbot: QtBot,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_scenario: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr(opened.runs, "_begin", broken)
    handler = CrashHandler(opened, opened.keeping.keep_now)
    try:
        QTest.mouseClick(opened.top_bar.run, Qt.MouseButton.LeftButton)
        assert handler.dialog is not None
        assert handler.dialog.isVisible()
        assert not handler.dialog.isModal()
        handler.dialog.copy.click()
        copied = QGuiApplication.clipboard().text()
        assert "on purpose" in copied
        assert "in start\n" in copied  # the way there, through the slot of the button
        assert "ZeroDivisionError" in capsys.readouterr().err
        assert opened.isVisible()
        QTest.keyClick(handler.dialog, Qt.Key.Key_Escape)
        # One goes on: the same button works where the defect is gone.
        monkeypatch.undo()
        with qtbot.waitSignal(opened.runs.client.started, timeout=5_000):
            QTest.mouseClick(opened.top_bar.run, Qt.MouseButton.LeftButton)
    finally:
        handler.restore()
