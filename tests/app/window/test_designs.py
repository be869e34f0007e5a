from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from models.profile import resolve

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow


def _type(window: MainWindow, path: str, column: int, text: str) -> None:
    page = window.designs
    page.view.setCurrentIndex(page.model.index(page.model.paths.index(path), column))
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    editor = page.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def _open(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page is window.designs
    assert window.designs.model.rowCount() > 30


def test_a_cell_is_edited_by_keyboard_and_undone(opened: MainWindow, qtbot: QtBot) -> None:
    _open(opened)
    before = opened.document.scenario
    _type(opened, "access_ttl", 1, "7 min")
    qtbot.waitUntil(lambda: opened.document.scenario is not before)
    found = resolve(opened.document.scenario, "fragmented").phases[0].profiles["mail", "triage"]
    assert str(found.value("access_ttl").chosen) == "7 min"
    page = opened.designs
    index = page.model.index(page.model.paths.index("access_ttl"), 1)
    assert "◆ rule" in str(index.data())
    assert "7 min" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    opened.actions_["edit.undo"].trigger()
    assert opened.document.scenario is before


def test_a_wrong_value_is_refused_in_place(opened: MainWindow, qtbot: QtBot) -> None:
    _open(opened)
    before = opened.document.scenario
    _type(opened, "access_ttl", 0, "soon")
    qtbot.waitUntil(opened.designs.error.isVisible)
    assert "soon" in opened.designs.error.text()
    assert "xpected" in opened.designs.error.text()
    assert opened.document.scenario is before


def test_filters_leave_what_differs_and_what_falls_short(opened: MainWindow) -> None:
    _open(opened)
    page = opened.designs
    whole = page.model.rowCount()
    page.gaps.click()
    assert 0 < page.model.rowCount() < whole
    assert "credential" in page.model.paths
    page.gaps.click()
    page.beside.setCurrentIndex(page.beside.findData("unified"))
    page.beside.activated.emit(page.beside.currentIndex())
    assert page.model.columnCount() == 8
    page.differing.click()
    assert "review.every" in page.model.paths
    assert "hazards.hijack" not in page.model.paths
    page.search.setText("ttl")
    assert set(page.model.paths) <= {"access_ttl", "session_ttl"}


def test_a_rule_is_copied_to_the_design_beside(opened: MainWindow) -> None:
    _open(opened)
    page = opened.designs
    page.beside.setCurrentIndex(page.beside.findData("unified"))
    page.beside.activated.emit(page.beside.currentIndex())
    page.view.setCurrentIndex(page.model.index(page.model.paths.index("credential"), 4))
    opened.actions_["edit.copy_rule"].trigger()
    assert "lake_keys" in opened.document.scenario.designs["unified"].rules
