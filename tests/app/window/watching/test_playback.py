"""Playback: record, scrub, filter, ask why, revoke."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from models.engine.events import Kind
from models.scenario.edits import with_value
from tests.app.window.watching.conftest import RECORD_MS, body_of

if TYPE_CHECKING:
    from pathlib import Path

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
    assert "cut off" in told or "still work" in told
    assert page.clock.at_h == 240.0


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
    assert page.bar.record.isEnabled()
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        watched.actions_["run.record"].trigger()


def test_one_agent_is_revoked_where_one_is_chosen(watched: MainWindow, qtbot: QtBot) -> None:
    page, body = watched.playback, body_of(watched)
    trace = page.recordings[0][0].trace
    body.filter.fleet.setCurrentIndex(body.filter.fleet.findData("quoter"))
    body.filter.agent.setCurrentText("quoter_1")
    page.clock.go(240.0)
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        QTest.mouseClick(body.filter.revoke, Qt.MouseButton.LeftButton)
    assert body.drain.title.text().startswith("quoter_1: access revoked at 10 d 00:00")
    assert "all 1 cut off" in body.drain.lines.text() or "1 of 1" in body.drain.lines.text()
    ordered = page.recordings[0][0].trace.find([Kind.ORDERED], from_h=239.9, to_h=240.1)
    assert len(ordered) == 1
    # Who is dead at that moment has nothing that could be revoked.
    gone = next(a for a in trace.find([Kind.RETIRED]).tolist() if trace.events["at_h"][a] > 0)
    name = trace.agent_name(int(trace.events["agent"][gone]))
    body.filter.fleet.setCurrentIndex(body.filter.fleet.findData(name.split("_")[0]))
    body.filter.agent.setCurrentText(name)
    page.clock.go(1400.0)
    QTest.mouseClick(body.filter.revoke, Qt.MouseButton.LeftButton)
    assert f"{name} is not at work" in watched.statusBar().currentMessage()
    assert not page.client.busy
