from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.window.designs.difference_list import differing
from models.profile import cascade, resolve

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow
    from models.profile import Phase


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


def _shown(window: MainWindow, path: str, column: int) -> tuple[str, str]:
    """What a cell shows, and what it says to those who do not see it."""
    page = window.designs
    index = page.model.index(page.model.paths.index(path), column)
    return str(index.data()), str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_cells_say_by_signs_what_falls_short_and_what_they_rest_on(opened: MainWindow) -> None:
    _open(opened)
    mail, lake, crm = 1, 2, 3
    assert opened.designs.model.heads[mail:] == ["Mail and files", "Data lake", "Sales SaaS"]
    text, spoken = _shown(opened, "rotation", lake)
    assert text == "▼ never\n◆ rule · fact"
    assert spoken.startswith("Rotation, Data lake: never; from rule lake keys, fact E104 (C, ")
    assert spoken.endswith("; weaker than declared (90 d)")
    text, spoken = _shown(opened, "logging.sink", crm)
    assert text == "≠ Sales event files\n◆ rule · assumption"
    assert spoken.endswith("assumption; other than declared (Central log)")
    text, spoken = _shown(opened, "access_ttl", mail)
    assert text == "60 min\n■ standard · choice"
    assert spoken.endswith("60 min; from standard, choice")
    assert _shown(opened, "logging.retention", crm)[0] == "1 d\n○ preset · fact"
    # Where fleets differ, the value is that of most, the sign that of the worst.
    text, spoken = _shown(opened, "credential", mail)
    assert text == "▼ workload OIDC (+1 by fleet)\n■ standard · choice"
    assert spoken.endswith("choice; weaker than declared for other fleets")
    opened.document.show_design("unified")
    assert _shown(opened, "credential", crm)[0] == "▼ client secret\n▲ exception · choice"


def test_rubbish_is_refused_in_place_when_pasted(opened: MainWindow) -> None:
    _open(opened)
    page, before = opened.designs, opened.document.scenario
    page.view.setCurrentIndex(page.model.index(page.model.paths.index("access_ttl"), 1))
    page.view.setFocus()
    for rubbish in ("\x00\x07{[%$", "soon\t60 min\n12 cats\t☃", "<b>60 min</b>", "1" * 5000):
        QGuiApplication.clipboard().setText(rubbish)
        QTest.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert opened.document.scenario is before
        assert page.error.isVisible()
        assert page.error.text().startswith("Access TTL, Mail and files")
        assert len(page.error.text()) < 600
        page.complain("")
    QGuiApplication.clipboard().setText("7 min")
    QTest.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert _cell(opened, "access_ttl", 1) == "7 min"
    assert not page.error.isVisible()


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


def _cell(window: MainWindow, path: str, column: int) -> str:
    page = window.designs
    index = page.model.index(page.model.paths.index(path), column)
    return str(index.data(Qt.ItemDataRole.EditRole))


def _beside(window: MainWindow, design: str) -> None:
    box = window.designs.beside
    box.setCurrentIndex(box.findData(design))
    box.activated.emit(box.currentIndex())


def test_a_row_is_edited_in_one_step_and_the_standard_says_it_once(
    opened: MainWindow, qtbot: QtBot
) -> None:
    _open(opened)
    page = opened.designs
    before = opened.document.scenario
    page.view.setCurrentIndex(page.model.index(page.model.paths.index("access_ttl"), 0))
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.view.selectedIndexes()) == page.model.columnCount()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    editor = page.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "7 min")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.document.scenario is not before)
    columns = range(page.model.columnCount())
    assert [_cell(opened, "access_ttl", at) for at in columns] == ["7 min"] * len(columns)
    after = opened.document.scenario.designs["fragmented"]
    assert after.standard.access_ttl is not None
    assert str(after.standard.access_ttl.value.chosen) == "7 min"
    assert list(after.rules) == list(before.designs["fragmented"].rules)
    opened.actions_["edit.undo"].trigger()
    assert opened.document.scenario is before


def test_a_column_is_copied_to_another_in_one_step(opened: MainWindow) -> None:
    _open(opened)
    page = opened.designs
    _beside(opened, "unified")
    before = opened.document.scenario
    paths = list(page.model.paths)
    theirs, ours = 3, 2  # the first platform under both designs
    page.view.setCurrentIndex(page.model.index(0, theirs))
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert len(page.view.selectedIndexes()) == len(paths)
    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    wanted = [_cell(opened, path, theirs) for path in paths]
    page.view.setCurrentIndex(page.model.index(0, ours))
    QTest.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert opened.document.scenario is not before, page.error.text()
    assert [_cell(opened, path, ours) for path in paths] == wanted
    opened.actions_["edit.undo"].trigger()
    assert opened.document.scenario is before


def test_differences_are_listed_and_copied(opened: MainWindow) -> None:
    _open(opened)
    page = opened.designs
    assert not page.as_list.isEnabled()
    _beside(opened, "unified")
    page.as_list.click()
    assert page.list.isVisible()
    assert not page.view.isVisible()
    rows = page.list.rowCount()
    assert page.list.model().index(0, 0).data() == "Directory"
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == rows + 1
    assert lines[0].startswith("Control\tWhere\t")
    told = "\n".join(lines)
    assert "_" not in told  # values and objects by their names, as the matrix has them
    assert "workload OIDC" in told
    assert "Logging: sink\tSales SaaS\tSales event files\tCentral log" in told
    assert "team Customer service)" in told
    QGuiApplication.clipboard().clear()
    QTest.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().splitlines() == lines
    page.search.setText("review")
    assert 0 < page.list.rowCount() < rows
    page.as_list.click()
    assert page.view.isVisible()


def test_rows_of_the_list_grow_where_the_window_narrows(opened: MainWindow) -> None:
    _open(opened)
    _beside(opened, "unified")
    opened.resize(2560, 1440)
    opened.designs.as_list.click()
    opened.resize(1280, 800)
    QApplication.processEvents()
    rows = opened.designs.list
    for at in range(rows.rowCount()):
        assert rows.rowHeight(at) >= rows.sizeHintForRow(at)


def test_a_design_beside_itself_in_content_differs_in_nothing(opened: MainWindow) -> None:
    profile = opened.document.governed("fragmented").profile
    assert differing(opened.document.scenario, (profile, profile)) == []


def test_a_row_is_edited_with_one_resolving_of_each_design(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(opened)
    opened.document.show_design("unified")
    page = opened.designs
    _beside(opened, "two_hubs")
    page.view.setCurrentIndex(page.model.index(page.model.paths.index("rotation_skip"), 2))
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    standard = page.model.index(page.view.currentIndex().row(), 0)
    page.view.selectionModel().select(standard, QItemSelectionModel.SelectionFlag.Deselect)
    before, phase = opened.document.scenario, cascade._Cascade.phase
    done: Counter[tuple[str, float]] = Counter()

    def counted(layers: cascade._Cascade, start_h: float) -> Phase:
        done[layers.design.title, start_h] += 1
        return phase(layers, start_h)

    monkeypatch.setattr(cascade._Cascade, "phase", counted)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    editor = page.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "0.375")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.document.scenario is not before)
    opened.document.pace.catch_up()
    assert len({title for title, _ in done}) == 3  # shown, beside it, and the baseline
    assert set(done.values()) == {1}
    page.as_list.click()
    done.clear()
    opened.actions_["edit.undo"].trigger()
    opened.document.pace.catch_up()
    assert len({title for title, _ in done}) == 3
    assert set(done.values()) == {1}


def test_the_tooltip_of_a_cell_tells_the_whole_cascade(opened: MainWindow) -> None:
    _open(opened)
    page = opened.designs
    row = page.model.paths.index("credential")
    crm = next(at for at, one in enumerate(page.model.columns) if one.platform == "crm")
    told = str(page.model.index(row, crm).data(Qt.ItemDataRole.ToolTipRole)).splitlines()
    cascade = [line for line in told if line[0] in "✓·✕"]
    assert cascade[0] == "· overruled: general default: static key"
    assert "✕ not taken: declared standard: workload OIDC" in cascade
    assert [line for line in cascade if line.startswith("✓")] == cascade[-1:]
    standard = str(page.model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert "✓" not in standard
