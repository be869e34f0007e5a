"""What does not fit is kept in view with its complaint, and holds the run until it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.window.objects import ObjectRef
from tests.app.window.inspector.test_editing import click, line_of, row_at, type_into

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow
    from models.scenario import Scenario

AGENTS = "workload.fleets.triage.agents"
TRIAGE = (ObjectRef("fleet", "triage"),)


def listed(window: MainWindow) -> list[str]:
    if window.problems.isHidden():
        return []
    return [window.problems.list.item(at).text() for at in range(window.problems.list.count())]


def is_held(window: MainWindow) -> bool:
    asked = ("run.start", "run.queue", "run.record")
    held = {not window.actions_[key].isEnabled() for key in asked}
    assert len(held) == 1
    return held == {not window.top_bar.run.isEnabled()} == {True}


def refused(window: MainWindow) -> None:
    window.document.select(TRIAGE)
    type_into(row_at(window, AGENTS), "many")


def test_a_refused_text_holds_the_run_and_is_there_when_one_comes_back(opened: MainWindow) -> None:
    refused(opened)
    before = opened.document.scenario
    assert is_held(opened)
    assert "Agents" in opened.top_bar.run.toolTip() or AGENTS in opened.top_bar.run.toolTip()
    (told,) = listed(opened)
    assert AGENTS in told
    assert "`many`" in told
    assert "whole number" in told
    opened.document.select((ObjectRef("platform", "crm"),))
    assert is_held(opened)
    item = opened.problems.list.item(0)
    where = opened.problems.list.visualItemRect(item).center()
    QTest.mouseClick(opened.problems.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.document.selection == TRIAGE
    row = row_at(opened, AGENTS)
    assert line_of(row).text() == "many"
    assert "whole number" in row.complaint
    assert opened.document.scenario is before
    type_into(row, "20")
    assert not is_held(opened)
    assert not listed(opened)
    assert opened.document.scenario.workload.fleets["triage"].agents == 20


@pytest.mark.parametrize("way", ["escape", "the old text", "another file", "deleted"])
def test_a_draft_goes(opened: MainWindow, way: str) -> None:
    refused(opened)
    match way:
        case "escape":
            QTest.keyClick(line_of(row_at(opened, AGENTS)), Qt.Key.Key_Escape)
        case "the old text":
            type_into(row_at(opened, AGENTS), "12")
        case "another file":
            opened.actions_["file.new"].trigger()
            assert opened.document.drafts.errors
            assert "1 text that does not fit" in opened.question.text.text()
            click(opened.question, "Go on without it")
        case "deleted":
            opened.actions_["object.delete"].trigger()
    assert not opened.document.drafts.errors
    assert not any("many" in text for text in listed(opened))
    if way in ("escape", "the old text"):
        assert line_of(row_at(opened, AGENTS)).text() == "12"
        assert not row_at(opened, AGENTS).complaint
        assert not is_held(opened)


def test_reset_takes_a_draft_away(opened: MainWindow) -> None:
    opened.document.select(TRIAGE)
    path = "workload.fleets.triage.growth"
    type_into(row_at(opened, path), "0.5")
    type_into(row_at(opened, path), "much")
    assert is_held(opened)
    click(row_at(opened, path), "Reset Growth")
    assert not is_held(opened)
    assert line_of(row_at(opened, path)).text() == "0"


def test_undo_of_other_edits_leaves_a_draft_alone(opened: MainWindow) -> None:
    opened.document.select(TRIAGE)
    type_into(row_at(opened, "workload.fleets.triage.novelty"), "0.5")
    refused(opened)
    opened.actions_["edit.undo"].trigger()
    assert line_of(row_at(opened, AGENTS)).text() == "many"
    opened.actions_["edit.redo"].trigger()
    assert is_held(opened)
    opened.document.select(())
    opened.actions_["edit.undo"].trigger()
    opened.document.select(TRIAGE)
    assert line_of(row_at(opened, AGENTS)).text() == "many"
    assert row_at(opened, AGENTS).complaint


def test_a_required_text_that_was_emptied_is_a_draft_too(opened: MainWindow) -> None:
    opened.document.select(TRIAGE)
    line = line_of(row_at(opened, AGENTS))
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert is_held(opened)
    opened.document.select(())
    opened.document.select(TRIAGE)
    assert line_of(row_at(opened, AGENTS)).text() == ""
    assert row_at(opened, AGENTS).complaint


def test_what_several_objects_refuse_each_of_them_shows(opened: MainWindow) -> None:
    fleets = list(opened.document.scenario.workload.fleets)[:2]
    both = tuple(ObjectRef("fleet", key) for key in fleets)
    opened.document.select(both)
    type_into(row_at(opened, f"workload.fleets.{fleets[0]}.agents"), "few")
    assert len(listed(opened)) == 2
    opened.document.select(both[1:])
    assert line_of(row_at(opened, f"workload.fleets.{fleets[1]}.agents")).text() == "few"
    opened.document.select(both)
    type_into(row_at(opened, f"workload.fleets.{fleets[0]}.agents"), "7")
    assert not is_held(opened)


# -- the page Designs --------------------------------------------------------------------


def open_cell(window: MainWindow, path: str, column: int) -> QLineEdit:
    page = window.designs
    page.view.setCurrentIndex(page.model.index(page.model.paths.index(path), column))
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    editor = page.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    return editor


@pytest.mark.parametrize("way", ["escape", "mended"])
def test_a_cell_keeps_what_was_typed_and_holds_the_run(
    opened: MainWindow, qtbot: QtBot, way: str
) -> None:
    opened.actions_["view.designs"].trigger()
    editor = open_cell(opened, "access_ttl", 1)
    QTest.keyClicks(editor, "soon")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_held(opened))
    page = opened.designs
    index = page.view.currentIndex()
    assert str(index.data()).startswith("soon\n✗ Expected")
    assert "soon" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert page.error.isVisible()
    opened.actions_["view.organisation"].trigger()
    assert is_held(opened)
    item = opened.problems.list.item(0)
    assert "access_ttl" in item.text()
    where = opened.problems.list.visualItemRect(item).center()
    QTest.mouseClick(opened.problems.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.page is page
    assert page.view.currentIndex().data(Qt.ItemDataRole.EditRole) == "soon"
    if way == "escape":
        QTest.keyClick(page.view, Qt.Key.Key_Escape)
    else:
        editor = open_cell(opened, "access_ttl", 1)
        assert editor.text() == "soon"
        QTest.keyClicks(editor, "7 min")
        QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not is_held(opened))
    assert "✗" not in str(page.view.currentIndex().data())
    assert not listed(opened)
    assert ("7 min" in str(page.view.currentIndex().data())) == (way == "mended")


# -- what is being typed -----------------------------------------------------------------


def typing(window: MainWindow, path: str, text: str) -> None:
    line = line_of(row_at(window, path))
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_a_run_is_of_what_is_being_typed(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[Scenario] = []
    monkeypatch.setattr(
        opened.runs.client, "start", lambda scenario, _library: run.append(scenario)
    )
    opened.document.select(TRIAGE)
    typing(opened, "workload.fleets.triage.title", "Sorters")
    QTest.keyClick(opened, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert [each.workload.fleets["triage"].title for each in run] == ["Sorters"]
    assert run[0] is opened.document.scenario
    typing(opened, AGENTS, "many")
    QTest.keyClick(opened, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert len(run) == 1
    assert any("`many`" in text for text in listed(opened))
    assert line_of(row_at(opened, AGENTS)).text() == "many"


def test_a_run_is_of_what_is_being_typed_in_a_cell(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[Scenario] = []
    monkeypatch.setattr(
        opened.runs.client, "start", lambda scenario, _library: run.append(scenario)
    )
    opened.actions_["view.designs"].trigger()
    before = opened.document.scenario
    QTest.keyClicks(open_cell(opened, "access_ttl", 0), "7 min")
    QTest.keyClick(opened, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert run == [opened.document.scenario]
    assert opened.document.scenario is not before


def test_what_is_being_typed_is_saved(opened: MainWindow) -> None:
    opened.document.select(TRIAGE)
    typing(opened, "workload.fleets.triage.title", "Sorters")
    QTest.keyClick(opened, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert opened.document.file is not None
    assert "Sorters" in opened.document.file.path.read_text(encoding="utf-8")
    assert not opened.document.is_dirty
    typing(opened, AGENTS, "many")
    QTest.keyClick(opened, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "without 1 text" in opened.statusBar().currentMessage()
    opened.close()
    assert opened.isVisible()
    assert "1 text" in opened.question.text.text()


def rename_in_outline(window: MainWindow, text: str, command: str) -> None:
    """Ask for another name or id of what is selected and type it over its row, without an end."""
    window.actions_[command].trigger()
    tree = window.organisation.outline.tree
    line = tree.viewport().findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, text)


def test_a_name_that_is_being_typed_in_the_outline_is_saved(opened: MainWindow) -> None:
    opened.document.select(TRIAGE)
    rename_in_outline(opened, "Sorters", "object.rename")
    QTest.keyClick(opened, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert opened.document.scenario.workload.fleets["triage"].title == "Sorters"
    assert opened.document.file is not None
    assert "Sorters" in opened.document.file.path.read_text(encoding="utf-8")
    assert not opened.document.is_dirty


def test_another_id_takes_drafts_along(opened: MainWindow) -> None:
    refused(opened)
    rename_in_outline(opened, "sorters", "object.change_id")
    line = opened.organisation.outline.tree.viewport().findChild(QLineEdit)
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()  # the row takes the name over a turn later
    assert "sorters" in opened.document.scenario.workload.fleets
    (told,) = listed(opened)
    assert "workload.fleets.sorters.agents" in told
    assert is_held(opened)
    row = row_at(opened, "workload.fleets.sorters.agents")
    assert line_of(row).text() == "many"
    assert "whole number" in row.complaint


@pytest.mark.parametrize("way", ["page", "selection"])
def test_what_is_being_typed_is_taken_over_where_one_goes_on(opened: MainWindow, way: str) -> None:
    opened.document.select(TRIAGE)
    typing(opened, AGENTS, "33")
    if way == "page":
        QTest.keyClick(opened, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    else:
        opened.document.select((ObjectRef("platform", "crm"),))
    assert opened.document.scenario.workload.fleets["triage"].agents == 33
    assert opened.document.history.undo_name == "Change agents"


def test_the_heading_follows_another_name(opened: MainWindow) -> None:
    opened.document.select(TRIAGE)
    rows = list(opened.organisation.inspector.rows)
    opened.organisation.outline.named.emit(TRIAGE[0], "Sorters", False)
    assert opened.organisation.inspector.rows == rows
    opened.document.pace.catch_up()
    heads = [label.text() for label in opened.organisation.inspector.findChildren(QLabel)
             if label.property("role") == "title" and label.isVisible()]  # fmt: skip
    assert heads == ["Sorters"]
