"""From an event to the control that was missing, and back: the same seed, before and after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from models.engine.events import Kind
from models.scenario.edits import with_value
from models.trace import Resolved
from tests.app.window.walking import cut, nameless, out_of_reach, unexplained
from tests.app.window.watching.conftest import RECORD_MS, body_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow
    from app.window.watching.wish import Wish


def choose_end_of_access(window: MainWindow, decisive: str = "") -> int:
    """Choose in the list the first end of access that a control made late; return its event."""
    body = body_of(window)
    body.filter.kind.setCurrentText("    Access ended")
    body.list.setFocus()
    for row in range(body.events.rowCount()):
        recording, event = body.events.event_of(row)
        body.list.setCurrentIndex(body.events.index(row, 0))
        first = body.why.changes[0].accessibleName() if body.why.changes else ""
        if recording.design == "fragmented" and first and decisive in first:
            return event
    pytest.fail("no end of access that could have come sooner")


def type_into_cell(window: MainWindow, text: str) -> None:
    """Edit the current cell of the matrix by keyboard."""
    view = window.designs.view
    QTest.keyClick(view, Qt.Key.Key_Return)
    editor = QApplication.focusWidget() or view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def answers(window: MainWindow) -> dict[str, QPushButton]:
    return {button.text(): button for button in window.keeping.notices.bars["rerun"].buttons}


def test_a_button_leads_from_an_event_to_the_cell_of_its_control(watched: MainWindow) -> None:
    choose_end_of_access(watched, "Offboarding: route")
    assert not watched.actions_["run.rerun"].isEnabled()
    QTest.mouseClick(body_of(watched).why.changes[0], Qt.MouseButton.LeftButton)
    assert watched.page is watched.designs
    assert watched.document.design == "fragmented"
    path, column = watched.designs.model.place(watched.designs.view.currentIndex())
    assert (path, column.design) == ("offboarding.route", "fragmented")
    assert column.platform
    told = watched.keeping.notices.bars["rerun"].text.text()
    assert "ended at" in told
    assert "Change “Offboarding: route” on " in told
    assert not answers(watched)["Rerun the same seed"].isEnabled()
    assert not watched.actions_["run.rerun"].isEnabled()


def test_a_control_is_changed_and_the_same_seed_shows_before_and_after(
    watched: MainWindow, qtbot: QtBot
) -> None:
    page, body = watched.playback, body_of(watched)
    before = page.recordings[0][0].trace
    event = choose_end_of_access(watched, "Change Revocation")
    QTest.mouseClick(body.why.changes[0], Qt.MouseButton.LeftButton)
    type_into_cell(watched, "{push: {delay: 1 min, coverage: 1, fallback: expiry}}")
    qtbot.waitUntil(watched.actions_["run.rerun"].isEnabled)
    assert "Changed: " in watched.keeping.notices.bars["rerun"].text.text()
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        QTest.mouseClick(answers(watched)["Rerun the same seed"], Qt.MouseButton.LeftButton)
    assert watched.page is page
    assert not watched.keeping.notices.shows("rerun")
    (old, _), (new, _) = page.recordings
    assert [old.part, new.part] == ["before", "after"]
    assert old.trace is before
    ours, theirs = before.heading, new.trace.heading
    assert (theirs.seed, theirs.replication) == (ours.seed, ours.replication)
    assert ["before" in stage.accessibleName() for stage in body.stages] == [True, False]
    assert all(stage.isVisible() for stage in body.stages)
    assert "Revocation = " in body.contrast.changed.text()
    for words in ("After: access of", "sooner", "Everything is the same until"):
        assert words in body.contrast.fate.text()
    assert "Left over" in body.contrast.table.text()
    assert page.clock.at_h == pytest.approx(float(before.events["at_h"][event]))
    designs = {str(body.events.index(row, 1).data()) for row in range(body.events.rowCount())}
    assert designs == {"● As found, before", "●* As found, after"}
    assert page.bar.state.whole == ""
    # Undo: what is shown is of another scenario again.
    watched.actions_["edit.undo"].trigger()
    assert "edited since" in page.bar.state.whole


def test_the_way_back_by_keyboard_and_another_edit(watched: MainWindow, qtbot: QtBot) -> None:
    page, body = watched.playback, body_of(watched)
    choose_end_of_access(watched)
    button = body.why.changes[0]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert watched.keeping.notices.shows("rerun")
    back = answers(watched)["Back to playback"]
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Space)
    assert watched.page is page
    assert len(page.recordings) == 2
    # The edit may be made anywhere; the keys of the command run the seed again.
    route = ("designs", "fragmented", "standard", "offboarding", "route")
    watched.document.edit("Route", lambda s: with_value(s, route, "2 min"))
    assert watched.keeping.notices.shows("rerun")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        QTest.keyClick(watched, Qt.Key.Key_D, both)
    assert [recording.part for recording, _ in page.recordings] == ["before", "after"]
    # A second change is compared with the same recording before.
    first = page.recordings[0][0].trace
    watched.document.edit("Route", lambda s: with_value(s, route, "3 min"))
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        QTest.keyClick(watched, Qt.Key.Key_D, both)
    assert page.recordings[0][0].trace is first
    # A new recording of both designs ends it.
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        watched.actions_["run.record"].trigger()
    assert [recording.part for recording, _ in page.recordings] == ["", ""]
    assert not body.contrast.isVisible()
    assert not watched.actions_["run.rerun"].isEnabled()


def test_a_rerun_after_revoke_now_has_the_same_order(watched: MainWindow, qtbot: QtBot) -> None:
    page, body = watched.playback, body_of(watched)
    body.filter.fleet.setCurrentIndex(body.filter.fleet.findData("quoter"))
    page.clock.go(240.0)
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        QTest.mouseClick(body.filter.revoke, Qt.MouseButton.LeftButton)
    choose_end_of_access(watched)
    QTest.mouseClick(body.why.changes[0], Qt.MouseButton.LeftButton)
    route = ("designs", "fragmented", "standard", "offboarding", "route")
    watched.document.edit("Route", lambda s: with_value(s, route, "2 min"))
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        watched.actions_["run.rerun"].trigger()
    assert body.drain.isVisible()
    assert "before" in body.drain.lines.text()
    for recording, _ in page.recordings:
        orders = recording.trace.find([Kind.ORDERED], from_h=239.9, to_h=240.1)
        assert len(orders)


@pytest.mark.parametrize(
    ("path", "place", "kind"),
    [
        ("directory.outage", "entra", "directory"),
        ("vault.leak", "team_vault", "vault"),
        ("integration", "crm", "platform"),
    ],
)
def test_what_is_no_setting_of_a_design_is_changed_at_its_object(
    path: str, place: str, kind: str, watched: MainWindow
) -> None:
    choose_end_of_access(watched)
    wished: list[Wish] = []
    watched.playback.change_asked.connect(wished.append)
    QTest.mouseClick(body_of(watched).why.changes[0], Qt.MouseButton.LeftButton)
    control = replace(wished[0].control, path=path, platform=place)
    assert isinstance(control, Resolved)
    watched.reruns.go_to_control(replace(wished[0], control=control))
    assert watched.page is watched.organisation
    assert [(ref.kind, ref.id) for ref in watched.document.selection] == [(kind, place)]
    assert watched.keeping.notices.shows("rerun")


def test_a_design_that_is_gone_is_told_and_another_file_ends_the_wish(
    watched: MainWindow,
) -> None:
    choose_end_of_access(watched)
    wished: list[Wish] = []
    watched.playback.change_asked.connect(wished.append)
    QTest.mouseClick(body_of(watched).why.changes[0], Qt.MouseButton.LeftButton)
    recording = wished[0].recording
    heading = replace(recording.trace.heading, design="gone")
    other = type(recording)(replace(recording.trace, heading=heading), recording.governed)
    watched.reruns.go_to_control(replace(wished[0], recording=other))
    assert "not in the scenario" in watched.statusBar().currentMessage()
    watched.actions_["file.new"].trigger()
    assert not watched.keeping.notices.shows("rerun")
    assert not watched.actions_["run.rerun"].isEnabled()


def test_before_and_after_fit_at_the_smallest_size(watched: MainWindow, qtbot: QtBot) -> None:
    watched.resize(1280, 800)
    choose_end_of_access(watched)
    QTest.mouseClick(body_of(watched).why.changes[0], Qt.MouseButton.LeftButton)
    assert cut(watched) == []
    route = ("designs", "fragmented", "standard", "offboarding", "route")
    watched.document.edit("Route", lambda s: with_value(s, route, "2 min"))
    assert cut(watched) == []
    with qtbot.waitSignal(watched.playback.recorded, timeout=RECORD_MS):
        watched.actions_["run.rerun"].trigger()
    page, body = watched.playback, body_of(watched)
    side = body.side.viewport()
    assert body.contrast.width() <= side.width()
    assert body.why.width() <= side.width()
    assert cut(page) + nameless(page) + unexplained(page) + out_of_reach(page) == []
