from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.window.objects import OF_DESIGNS, ObjectRef
from models.scenario.edits import with_value
from models.scenario.objects import objects_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow
    from app.window.outline import Outline

_SHIFT = Qt.KeyboardModifier.ShiftModifier


def _go_to(window: MainWindow, ref: ObjectRef) -> Outline:
    outline = window.organisation.outline
    outline.tree.setFocus()
    outline.tree.setCurrentIndex(outline.index_of(ref))
    return outline


def _write(outline: Outline, text: str) -> None:
    editor = next(one for one in outline.tree.findChildren(QLineEdit) if one.isVisible())
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QCoreApplication.processEvents()  # the tree takes the text once the key is done with


def test_every_object_has_a_row_and_rules_stand_below_their_design(opened: MainWindow) -> None:
    rows = opened.organisation.outline.rows
    there = set(objects_of(opened.document.scenario))
    assert set(rows.items) == there | {ObjectRef("scenario")}
    for ref in there:
        if ref.kind in OF_DESIGNS:
            assert rows.items[ref].parent() is rows.items[ObjectRef("design", ref.design)]


def test_an_edit_touches_only_the_rows_that_it_changes(opened: MainWindow) -> None:
    rows = opened.organisation.outline.rows
    before = dict(rows.items)
    path = ("organisation", "vaults", "team_vault", "title")
    opened.document.edit("Rename", lambda scenario: with_value(scenario, path, "Safe"))
    opened.document.pace.catch_up()
    assert rows.changed_rows == 1
    _go_to(opened, ObjectRef("vault", "cloud_vault"))
    opened.actions_["object.duplicate"].trigger()
    opened.document.pace.catch_up()
    kept = {ref: item for ref, item in rows.items.items() if ref in before}
    assert kept == before
    assert len(rows.items) == len(before) + 1
    opened.actions_["edit.undo"].trigger()
    opened.document.pace.catch_up()
    assert rows.items == before


def test_f2_renames_and_shift_f2_changes_the_id(opened: MainWindow) -> None:
    outline = _go_to(opened, ObjectRef("platform", "crm"))
    QTest.keyClick(outline.tree, Qt.Key.Key_F2)
    _write(outline, "Customers")
    assert opened.document.scenario.organisation.platforms["crm"].title == "Customers"
    _go_to(opened, ObjectRef("platform", "crm"))
    QTest.keyClick(outline.tree, Qt.Key.Key_F2, _SHIFT)
    _write(outline, "customer_base")
    assert opened.document.selection == (ObjectRef("platform", "customer_base"),)
    assert opened.document.scenario.designs["unified"].binding["customer_base"] == "entra"
    QTest.keyClick(outline.tree, Qt.Key.Key_F2, _SHIFT)
    _write(outline, "9 lives")
    assert opened.document.selection == (ObjectRef("platform", "customer_base"),)
    assert "an id" in opened.problems.list.item(0).text()


def test_delete_duplicate_and_insert_by_keyboard(opened: MainWindow) -> None:
    outline = _go_to(opened, ObjectRef("fleet", "quoter"))
    QTest.keyClick(outline.tree, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert opened.document.selection == (ObjectRef("fleet", "quoter_2"),)
    QTest.keyClick(outline.tree, Qt.Key.Key_Delete)
    assert "quoter_2" not in opened.document.scenario.workload.fleets
    outline.tree.setCurrentIndex(outline.group_index("team"))
    QTest.keyClick(outline.tree, Qt.Key.Key_Insert)
    picker = opened.builder.picker
    assert picker.shown()[0].text == "Team in office hours"
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    assert opened.document.selection[0].kind == "team"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_a_row_holds_all_that_can_be_done(opened: MainWindow, qtbot: QtBot) -> None:
    outline = _go_to(opened, ObjectRef("vault", "team_vault"))
    outline.tree.customContextMenuRequested.emit(QPoint(5, 5))
    qtbot.waitUntil(outline.menu.isVisible)
    names = [action.text().replace("&", "") for action in outline.menu.actions() if action.text()]
    assert {"Rename", "Delete", "Duplicate", "Copy", "Paste", "Connect to…"} <= set(names)
    outline.menu.close()


def test_selection_goes_both_ways_for_rules_too(opened: MainWindow) -> None:
    rule = ObjectRef("rule", "lake_keys", "fragmented")
    _go_to(opened, rule)
    assert opened.document.selection == (rule,)
    opened.document.select((ObjectRef("platform", "lake"),))
    index = opened.organisation.outline.tree.currentIndex()
    assert index.data() == "Data lake"


def test_a_removed_object_says_what_went_with_it(opened: MainWindow) -> None:
    outline = _go_to(opened, ObjectRef("platform", "crm"))
    QTest.keyClick(outline.tree, Qt.Key.Key_Delete)
    message = opened.statusBar().currentMessage()
    assert message.startswith("Delete Sales SaaS. With it went “")
    assert "crm" not in opened.document.scenario.organisation.platforms
    assert ObjectRef("rule", "crm_as_delivered", "fragmented") not in outline.rows.items


def test_a_design_that_others_extend_stays_and_the_reason_is_given(opened: MainWindow) -> None:
    outline = _go_to(opened, ObjectRef("design", "fragmented"))
    QTest.keyClick(outline.tree, Qt.Key.Key_Delete)
    assert "fragmented" in opened.document.scenario.designs
    assert "two_hubs" in opened.problems.list.item(0).text()
