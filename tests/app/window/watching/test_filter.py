"""The filter of events: by mouse, by keyboard, with its count, and with nothing left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu

from models.engine.events import Kind
from models.trace.filtering import concerned
from tests.app.window.walking import cut, nameless, out_of_reach, unexplained
from tests.app.window.watching.conftest import body_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow


@pytest.fixture(autouse=True)
def _quick_clicks(qapp: QApplication) -> Iterator[None]:
    """Two clicks of a test follow each other faster than those of a hand."""
    before = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(0)
    yield
    qapp.setDoubleClickInterval(before)


def pick(box: QComboBox, text: str) -> None:
    """Choose an entry by mouse: open the list, click the line."""
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    view = box.view()
    assert view.isVisible()
    row = box.findText(text)
    assert row >= 0, [box.itemText(at) for at in range(box.count())]
    index = box.model().index(row, 0)
    view.scrollTo(index)
    QTest.qWait(20)
    spot = view.visualRect(index).center()
    QTest.mouseMove(view.viewport(), spot)
    QTest.qWait(20)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert box.currentText() == text


def test_list_and_marks_follow_kind_domain_fleet_and_agent(watched: MainWindow) -> None:
    page, body = watched.playback, body_of(watched)
    traces = [recording.trace for recording, _ in page.recordings]
    total = sum(len(trace.events) for trace in traces)
    assert body.filter.count.whole == f"{body.events.rowCount():,} of {total:,} events"
    pick(body.filter.kind, "All events")
    assert body.filter.count.whole == f"{total:,} of {total:,} events"
    assert not body.filter.everything.isEnabled()
    before = body.timeline.grab().toImage()
    pick(body.filter.domain, "Sales SaaS")
    found = sum(int(concerned(trace, "crm").sum()) for trace in traces)
    assert 0 < body.events.rowCount() == found < total
    assert body.timeline.grab().toImage() != before
    assert not body.filter.agent.isEnabled()
    pick(body.filter.fleet, "Quote builder")
    of_fleet = body.events.rowCount()
    assert 0 < of_fleet < found
    pick(body.filter.agent, "Agent 1")
    assert body.filter.revoke.whole == "Revoke now: Quote builder 1"
    assert 0 < body.events.rowCount() < of_fleet
    for row in range(body.events.rowCount()):
        assert "Quote builder" in body.events.index(row, 2).data()
    assert f"{body.events.rowCount():,} of {total:,}" in body.filter.count.whole
    pick(body.filter.fleet, "All fleets")
    assert body.filter.agent.currentText() == "All its agents"
    assert body.events.rowCount() == found


def test_the_filter_by_keyboard_alone(watched: MainWindow) -> None:
    page, body = watched.playback, body_of(watched)
    watched.show_page("organisation")
    watched.actions_["view.filter"].trigger()
    assert watched.page is page
    assert watched.focusWidget() is body.filter.kind
    QTest.keyClicks(body.filter.kind, "out")
    assert body.filter.kind.currentText() == "Outages"
    kinds = {
        recording.trace.kind(event)
        for recording, event in map(body.events.event_of, range(body.events.rowCount()))
    }
    assert kinds <= {Kind.OUTAGE_BEGAN, Kind.OUTAGE_ENDED}
    QTest.keyClick(watched, Qt.Key.Key_Tab)
    assert watched.focusWidget() is body.filter.domain
    QTest.keyClick(body.filter.domain, Qt.Key.Key_Down)
    assert body.filter.chosen.domain
    QTest.keyClick(
        watched,
        Qt.Key.Key_B,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert body.filter.kind.currentText() == "What matters"
    assert body.filter.chosen.domain == ""


def test_a_filter_that_lets_nothing_pass_says_so_and_is_taken_away(watched: MainWindow) -> None:
    page, body = watched.playback, body_of(watched)
    whole = body.events.rowCount()
    pick(body.filter.kind, "    Migrated")
    assert body.events.rowCount() == 0
    assert body.nothing.isVisible()
    assert not body.list.isVisible()
    assert body.filter.count.whole.startswith("0 of ")
    blank = body.timeline.grab().toImage()
    line = body.timeline
    line.setFocus()
    at_h = page.clock.at_h
    QTest.keyClick(line, Qt.Key.Key_N)
    assert page.clock.at_h == at_h
    assert line.told_at(line.width() / 2, 5) == ""
    QTest.mouseClick(body.nothing.button, Qt.MouseButton.LeftButton)
    assert body.list.isVisible()
    assert body.events.rowCount() == whole
    assert line.grab().toImage() != blank


def test_marks_can_be_read(watched: MainWindow) -> None:
    body = body_of(watched)
    line = body.timeline
    recording, event = body.events.event_of(body.events.rowCount() // 2)
    side = [r for r, _ in watched.playback.recordings].index(recording)
    x = line.x_of(float(recording.trace.events["at_h"][event]))
    told = line.told_at(x, side * 26 + 4)
    assert told
    assert len(told.splitlines()) <= 6
    assert line.told_at(x, 1000) == ""


def test_an_event_narrows_the_list_to_events_like_it(watched: MainWindow, qtbot: QtBot) -> None:
    body = body_of(watched)
    retired = next(
        row
        for row in range(body.events.rowCount())
        if "retires" in str(body.events.index(row, 2).data())
    )
    body.list.setFocus()
    body.list.setCurrentIndex(body.events.index(retired, 0))
    body.list.customContextMenuRequested.emit(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Only this kind"
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert body.filter.kind.currentText().strip() == "Retired"
    names = [words for words, _ in body.narrowing(0)]
    assert any(words.startswith("Only the fleet") for words in names)
    body.filter.choose(dict(body.narrowing(0))[names[-1]])
    whom = names[-1].removeprefix("Only ")
    assert body.filter.revoke.whole == f"Revoke now: {whom}"
    assert whom.startswith(body.filter.fleet.currentText())
    assert body.events.rowCount() >= 1
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


@pytest.mark.parametrize("narrow", [False, True])
def test_nothing_is_cut_off_or_without_a_name(watched: MainWindow, narrow: bool) -> None:
    watched.resize(1280, 800)
    body = body_of(watched)
    if narrow:
        pick(body.filter.kind, "    Migrated")
        pick(body.filter.fleet, "Quote builder")
    page = watched.playback
    assert cut(page) + nameless(page) + unexplained(page) + out_of_reach(page) == []
    assert np.all(np.diff(body.events.listing.hours) >= 0)
