"""Playback: record, scrub, filter, ask why, revoke."""

from __future__ import annotations

import os
import signal
import tempfile
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from app.tokens import design_mark
from app.window.look import appearance
from app.window.watching.filter_bar import kind_words
from app.window.watching.marks import MARKED
from app.window.watching.wish import Wish
from models.engine.events import Kind
from models.scenario.edits import with_value
from models.trace import Resolved, sentence
from models.trace.revoking import Revocation
from tests.app.window.watching.conftest import RECORD_MS, body_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow


def test_two_designs_stand_side_by_side(watched: MainWindow) -> None:
    page, body = watched.playback, body_of(watched)
    assert not page.empty.isVisible()
    assert [recording.design for recording, _ in page.recordings] == ["fragmented", "unified"]
    assert all(stage.isVisible() for stage in body.stages)
    page.clock.go(300.0)
    for stage, (recording, _) in zip(body.stages, page.recordings, strict=True):
        stage.repaint()
        assert stage.counts is not None
        assert stage.counts.alive.sum() == 22
        assert stage.dots > 0
        assert "work" in stage.accessibleDescription()
        assert recording.trace.heading.seed == watched.document.scenario.experiment.seed
    page.bar.motion.setChecked(False)
    page.clock.go(301.0)
    body.stages[0].repaint()
    assert body.stages[0].dots == 0


def test_scrubbing_by_mouse_and_keys(watched: MainWindow) -> None:
    clock, line = watched.playback.clock, body_of(watched).timeline
    middle = QPoint(line.width() // 2, 8)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=middle)
    assert clock.at_h == pytest.approx(720.0, rel=0.02)
    line.setFocus()
    for key, moved in (
        (Qt.Key.Key_Right, 1.0),
        (Qt.Key.Key_Left, -1.0),
        (Qt.Key.Key_PageDown, 24.0),
        (Qt.Key.Key_PageUp, -24.0),
    ):
        before = clock.at_h
        QTest.keyClick(line, key)
        assert clock.at_h == pytest.approx(before + moved)
    QTest.keyClick(line, Qt.Key.Key_Home)
    assert clock.at_h == 0.0
    QTest.keyClick(line, Qt.Key.Key_N)
    first = clock.at_h
    assert first > 0.0
    QTest.keyClick(line, Qt.Key.Key_N)
    assert clock.at_h >= first
    QTest.keyClick(line, Qt.Key.Key_End)
    assert clock.at_h == 1440.0


def test_it_plays_and_stands_still(watched: MainWindow, qtbot: QtBot) -> None:
    page = watched.playback
    page.bar.speed.setCurrentIndex(page.bar.speed.count() - 1)
    page.clock.go(10.0)
    QTest.mouseClick(page.bar.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.clock.at_h > 20.0, timeout=5_000)
    assert page.bar.play.text() == "Pause"
    QTest.mouseClick(page.bar.play, Qt.MouseButton.LeftButton)
    stood = page.clock.at_h
    qtbot.wait(80)
    assert page.clock.at_h == stood
    page.clock.go(1439.0)
    page.clock.play(True)
    qtbot.waitUntil(lambda: not page.clock.plays, timeout=5_000)
    assert page.clock.at_h == 1440.0


def test_the_list_is_in_step_and_says_why(watched: MainWindow) -> None:
    page, body = watched.playback, body_of(watched)
    recording = page.recordings[0][0]
    body.filter.kind.setCurrentText("Agents and fleets")
    assert body.events.rowCount() > 0
    body.filter.kind.setCurrentText("What matters")
    retired = recording.trace.find([Kind.RETIRED])
    assert len(retired)
    row = next(
        r
        for r in range(body.events.rowCount())
        if body.events.event_of(r) == (recording, retired[0])
    )
    body.list.setFocus()
    body.list.setCurrentIndex(body.events.index(row, 0))
    assert page.clock.at_h == pytest.approx(float(recording.trace.events["at_h"][retired[0]]))
    assert "retires" in body.why.text.text()
    watched.setFocus()
    page.clock.go(1200.0)
    at = body.list.currentIndex().row()
    assert body.events.hour_of(at) <= 1200.0
    assert at + 1 == body.events.rowCount() or body.events.hour_of(at + 1) > 1200.0


def test_revoke_now_shows_what_is_cut_off_when_and_why(watched: MainWindow, qtbot: QtBot) -> None:
    page, body = watched.playback, body_of(watched)
    assert not body.filter.revoke.isEnabled()
    body.filter.fleet.setCurrentIndex(body.filter.fleet.findData("quoter"))
    assert body.filter.revoke.isEnabled()
    page.clock.go(240.0)
    before = watched.document.scenario
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        QTest.mouseClick(body.filter.revoke, Qt.MouseButton.LeftButton)
    assert watched.document.scenario is before
    assert body.drain.isVisible()
    assert "10 d 00:00" in body.drain.title.text()
    told = body.drain.lines.text()
    for name in ("Sales SaaS", "Data lake"):
        assert told.count(name) == 2
    assert "cut off at " in told or "cut off from " in told
    assert page.clock.at_h == 240.0
    # The panel is read from its top, and the whole course is there before time passes.
    qtbot.waitUntil(lambda: body.side.verticalScrollBar().value() == 0)
    curve, design = body.drain.curve, QColor(design_mark(appearance().theme, 0).colour)
    before_h, at_once = curve.drawn_h, curve.grab().toImage()
    assert ink(at_once) > 100
    page.clock.go(240.0 + curve.span_h / 2)
    halfway = curve.grab().toImage()
    page.clock.go(240.0 + curve.span_h)
    assert before_h == 0.0
    assert ink(at_once, design) < ink(halfway, design)
    assert curve.grab().toImage() != halfway
    assert curve.height() == curve.sizeHint().height()  # words never squeeze it
    assert body.drain.lines.text() != told  # what works now


def ink(picture: QImage, colour: QColor | None = None) -> int:
    """Return how many pixels of a picture have a colour; without one, how many are not plain."""
    pixels = [picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())]
    if colour is not None:
        return pixels.count(colour.rgb())
    return len(pixels) - pixels.count(picture.pixel(2, 2))


def test_revoke_now_near_the_end_and_what_cannot_be_recorded(
    watched: MainWindow, qtbot: QtBot
) -> None:
    page, body = watched.playback, body_of(watched)
    body.filter.fleet.setCurrentIndex(body.filter.fleet.findData("quoter"))
    assert body.filter.revoke.accessibleName().startswith("Revoke now: all of ")
    page.clock.go(0.9 * page.clock.to_h)
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        QTest.mouseClick(body.filter.revoke, Qt.MouseButton.LeftButton)
    assert "54 d 00:00" in body.drain.title.text()
    assert "cut off" in body.drain.lines.text() or "still work" in body.drain.lines.text()
    # A trace that cannot be explained is refused in words, and what was shown stays.
    shown = list(page.recordings)
    page.client.record(watched.document.scenario, ["fragmented"], 0)
    with tempfile.NamedTemporaryFile(suffix=".trace", delete=False) as broken:
        broken.write(b"rubbish")
    answer = {"said": "recorded", "ask": page.client._asked, "design": "fragmented"}
    page.client._hear({**answer, "file": broken.name})
    assert "Nothing was recorded" in page.bar.state.whole
    assert page.recordings == shown
    assert not page.client.busy
    # So is an order that a scenario has outlived.
    wish = Wish(shown[0][0], 0, Resolved("route", *8 * [""]), Revocation("gone", 1.0))
    page.rerun(wish, watched.document.scenario)
    assert "does not fit the scenario" in page.bar.state.whole


def test_record_can_be_cancelled_and_keeps_the_focus(watched: MainWindow, qtbot: QtBot) -> None:
    page = watched.playback
    page.bar.record.setFocus()
    QTest.keyClick(page.bar.record, Qt.Key.Key_Space)
    assert page.bar.record.text() == "Cancel"
    assert page.bar.record.hasFocus()
    QTest.keyClick(page.bar.record, Qt.Key.Key_Space)
    assert not page.client.busy
    assert page.bar.record.text() == "Record"
    assert page.bar.state.whole == ""
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        QTest.keyClick(page.bar.record, Qt.Key.Key_Space)
    assert page.bar.record.hasFocus()


def test_the_marked_row_and_what_is_said_of_it_agree(watched: MainWindow, qtbot: QtBot) -> None:
    page, body = watched.playback, body_of(watched)
    page.bar.speed.setCurrentIndex(page.bar.speed.count() - 1)
    body.timeline.setFocus()
    page.clock.go(300.0)

    def agrees() -> bool:
        recording, event = body.events.event_of(body.list.currentIndex().row())
        return body.why.text.text().startswith(sentence(recording.trace, event))

    assert agrees()
    row = body.list.currentIndex().row()
    QTest.keyClick(body.timeline, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: body.list.currentIndex().row() != row, timeout=5_000)
    assert body.why.text.text().startswith("Events pass")
    QTest.keyClick(body.timeline, Qt.Key.Key_Space)
    assert not page.clock.plays
    assert agrees()
    # Keys in the list stay in the list; they do not leave the page.
    body.list.setFocus()
    QTest.keyClick(body.list, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert watched.page is page
    assert body.list.currentIndex().row() == 0
    assert agrees()
    # After a filter the last event before the moment is in sight, with what comes next.
    body.timeline.setFocus()
    page.clock.go(700.0)
    body.filter.kind.setCurrentText("All events")
    at = body.list.currentIndex()
    assert body.events.hour_of(at.row()) <= 700.0
    view = body.list.viewport().rect()
    qtbot.waitUntil(lambda: view.contains(body.list.visualRect(at)))
    assert view.contains(body.list.visualRect(at.siblingAtRow(at.row() + 1)))


def test_events_are_marked_where_they_happen_and_chips_change(watched: MainWindow) -> None:
    page, body = watched.playback, body_of(watched)
    stage, recording = body.stages[0], page.recordings[0][0]
    trace = recording.trace
    ends = [e for e in trace.find([Kind.ACCESS_ENDED]).tolist() if trace.events["at_h"][e] > 0]
    event = ends[0]
    at_h = float(trace.events["at_h"][event])
    platform = int(trace.events["platform"][event])
    fleet = int(trace.agent_fleet[trace.events["agent"][event]])
    pictures = []
    for since_h in (0.0, 2.0):  # it is under way
        page.clock.go(at_h + since_h)
        found = recording.passing(page.clock.at_h, 7.2, 60, MARKED)
        own = (found.kind == Kind.ACCESS_ENDED) & (found.platform == platform)
        assert np.count_nonzero(own & (found.fleet == fleet)) == 1
        assert len(found.kind) == len(
            set(zip(found.kind, found.fleet, found.platform, strict=True))
        )
        stage.repaint()
        assert stage.events > 0
        pictures.append(stage.grab().toImage())
    assert pictures[0] != pictures[1]
    # Without motion they stand where they go to.
    page.bar.motion.setChecked(False)
    stage.repaint()
    assert stage.events > 0
    before, after = recording.counts(at_h - 1e-6), recording.counts(at_h)
    assert after.revoked[platform] + after.left_over[platform] + after.draining[platform] != 0
    assert any(
        np.any(getattr(before, name) != getattr(after, name))
        for name in ("working", "left_over", "draining", "revoked")
    )


@pytest.mark.parametrize("kind", [Kind.CREDENTIAL_LOST, Kind.ATTACK_STEP])
def test_a_click_on_a_leak_or_a_touch_says_why(
    kind: Kind, watched: MainWindow, qtbot: QtBot
) -> None:
    page, body = watched.playback, body_of(watched)
    body.filter.kind.setCurrentText("    " + kind_words(kind))
    rows = range(min(2, body.events.rowCount()))
    assert rows
    body.list.scrollToTop()
    qtbot.wait(20)
    spot = body.list.visualRect(body.events.index(0, 2)).center()
    QTest.mouseClick(body.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    for row in rows:
        recording, event = body.events.event_of(row)
        assert body.list.currentIndex().row() == row
        assert page.clock.at_h == max(0.0, body.events.hour_of(row))
        told = body.why.text.text()
        assert told.startswith(sentence(recording.trace, event))
        assert "\n" in told  # its causes, or the controls that let it happen
        assert "_" not in told.replace("leaked_key", "")  # an incident without a title
        QTest.keyClick(body.list, Qt.Key.Key_Down)


def test_an_edit_makes_the_recording_old_and_another_file_ends_it(
    watched: MainWindow, teaching: Path
) -> None:
    page = watched.playback
    watched.document.edit("Seed", lambda s: with_value(s, ("experiment", "seed"), "7"))
    assert "edited since" in page.bar.state.whole
    watched.document.undo()
    assert page.bar.state.whole == ""
    watched.files.open(teaching)
    assert page.recordings == []
    watched.show_page("playback")
    assert page.empty.isVisible()


def test_a_recording_process_that_dies_is_told(watched: MainWindow, qtbot: QtBot) -> None:
    page = watched.playback
    process = page.client._process._process
    assert process is not None
    page.record()
    with qtbot.waitSignal(page.said, timeout=10_000) as said:
        os.kill(int(process.processId()), signal.SIGKILL)
    assert said.args is not None
    assert "recording process ended" in said.args[0]
    assert "recording process ended" in page.bar.state.whole
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        watched.actions_["run.record"].trigger()


def test_one_agent_is_revoked_where_one_is_chosen(watched: MainWindow, qtbot: QtBot) -> None:
    page, body = watched.playback, body_of(watched)
    trace = page.recordings[0][0].trace
    body.filter.fleet.setCurrentIndex(body.filter.fleet.findData("quoter"))
    body.filter.agent.setCurrentText("Agent 1")
    page.clock.go(240.0)
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        QTest.mouseClick(body.filter.revoke, Qt.MouseButton.LeftButton)
    assert body.drain.title.text().startswith("Quote builder 1: access revoked at 10 d 00:00")
    assert "all 1 cut off" in body.drain.lines.text() or "1 of 1" in body.drain.lines.text()
    ordered = page.recordings[0][0].trace.find([Kind.ORDERED], from_h=239.9, to_h=240.1)
    assert len(ordered) == 1
    # Who is dead at that moment has nothing that could be revoked.
    gone = next(a for a in trace.find([Kind.RETIRED]).tolist() if trace.events["at_h"][a] > 0)
    dead = int(trace.events["agent"][gone])
    name, fleet = trace.agent_title(dead), trace.heading.fleets[trace.agent_fleet[dead]]
    body.filter.fleet.setCurrentIndex(body.filter.fleet.findData(fleet))
    body.filter.agent.setCurrentText(f"Agent {name.rpartition(' ')[2]}")
    page.clock.go(1400.0)
    QTest.mouseClick(body.filter.revoke, Qt.MouseButton.LeftButton)
    assert f"{name} is not at work" in watched.statusBar().currentMessage()
    assert not page.client.busy


def test_cards_and_five_rows_keep_their_room_below_a_banner_and_above_problems(
    watched: MainWindow, qtbot: QtBot
) -> None:
    body = body_of(watched)
    watched.resize(1280, 800)
    watched.keeping.notices.post("told", "Something is to be known.", (("Leave it", body.show),))
    watched.problems.show_errors("Not opened", [OSError("broken")])
    watched.problems.show()
    qtbot.wait(50)
    for stage in body.stages:
        assert stage.height() >= stage.minimumHeight() == 290
    assert body.list.viewport().height() >= 5 * body.list.rowHeight(0)
