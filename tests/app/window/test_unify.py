"""Unify: looked at first, added as one step, taken back by undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.resources import scenarios_folder
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow


@pytest.fixture
def unifying(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.files.open(scenarios_folder() / "larkfield.yaml")
    window.actions_["view.unify"].trigger()
    qtbot.waitUntil(lambda: window.unify.found is not None)
    return window


def test_it_lists_what_it_takes_before_anything_changes(unifying: MainWindow) -> None:
    page, before = unifying.unify, unifying.document.scenario
    assert unifying.page is page
    found = page.found
    assert found is not None
    text = page.summary.text()
    assert f"{found.accounts_before.total} accounts" in text
    assert f"{found.person_days:g} person-days" in text
    assert page.exceptions.rowCount() == len(found.exempted) == 1
    reason = page.exceptions.item(0, 1)
    assert reason is not None
    assert "client secret" in reason.text()
    assert page.effort.rowCount() == len(before.organisation.platforms)
    # A decision is followed at once.
    item = page.choices.platforms.item(3)
    item.setCheckState(Qt.CheckState.Unchecked)
    again = page.found
    assert again is not None
    assert len(again.options.left_out) == 1
    assert again.person_days < found.person_days
    page.choices.directory.setCurrentIndex(page.choices.directory.count() - 1)
    assert page.found is not None
    assert page.found.options.directory != found.options.directory
    assert unifying.document.scenario is before


def test_add_is_one_step_and_undo_takes_it_back(unifying: MainWindow) -> None:
    before = unifying.document.scenario
    QTest.mouseClick(unifying.unify.apply, Qt.MouseButton.LeftButton)
    assert unifying.page is unifying.designs
    added = unifying.document.design
    assert added not in before.designs
    assert added in unifying.document.scenario.designs
    unifying.actions_["edit.undo"].trigger()
    assert unifying.document.scenario is before
    assert unifying.document.design in before.designs


def test_cancel_changes_nothing(unifying: MainWindow) -> None:
    before = unifying.document.scenario
    QTest.keyClick(unifying.unify.choices.gates, Qt.Key.Key_Escape)
    assert unifying.page is unifying.designs
    unifying.actions_["view.unify"].trigger()
    QTest.mouseClick(unifying.unify.cancel, Qt.MouseButton.LeftButton)
    assert unifying.page is unifying.designs
    assert unifying.document.scenario is before


def test_without_a_directory_it_says_what_is_missing(unifying: MainWindow) -> None:
    scenario = unifying.document.scenario
    bare = with_value(scenario, ("organisation", "directories"), {})
    for design in bare.designs:
        bare = with_value(bare, ("designs", design, "binding"), {})
    unifying.document._go_on("Bare", bare)
    unifying.unify.found = None
    unifying.unify._suggest()
    assert unifying.unify.error.isVisible()
    assert "directory" in unifying.unify.error.text()
    assert not unifying.unify.apply.isEnabled()


def test_accounts_of_a_large_organisation_are_counted_beside_the_window(
    unifying: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = unifying.unify
    whole = page.summary.text()
    monkeypatch.setattr("app.window.unifying.counting.MOST_PAIRS", 0)
    item = page.choices.platforms.item(3)
    item.setCheckState(Qt.CheckState.Unchecked)
    assert page.found is not None
    assert page.summary.text().startswith("Accounts are being counted…")
    assert page.apply.isEnabled()
    with qtbot.waitSignal(page.counting.counted) as told:  # of two decisions the last is told
        item.setCheckState(Qt.CheckState.Checked)
    assert told.args == [page.found]
    assert page.summary.text() == whole
