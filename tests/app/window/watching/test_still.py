"""Reduced motion: playback goes in steps, hops stand as lines, curves are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.window.look import appearance
from app.window.watching.clock import STEP_MS
from tests.app.window.watching.conftest import RECORD_MS, body_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow


@pytest.fixture
def still(watched: MainWindow) -> Iterator[MainWindow]:
    watched.actions_["view.still"].trigger()
    yield watched
    appearance().keep_still(False)


def test_hops_stand_as_lines_and_time_goes_in_steps(still: MainWindow, qtbot: QtBot) -> None:
    page, body = still.playback, body_of(still)
    assert not page.bar.motion.isChecked()
    assert not page.bar.motion.isEnabled()
    assert "Reduce motion is on" in page.bar.motion.toolTip()
    page.clock.go(300.0)
    moments: list[float] = []
    page.clock.moved.connect(moments.append)
    body.timeline.setFocus()
    QTest.keyClick(body.timeline, Qt.Key.Key_Space)
    assert page.clock.plays
    qtbot.wait(STEP_MS // 2)
    assert moments == []
    qtbot.waitUntil(lambda: len(moments) > 0, timeout=3 * STEP_MS)
    QTest.keyClick(body.timeline, Qt.Key.Key_Space)
    assert len(moments) <= 2
    for stage in body.stages:
        stage.repaint()
        assert stage.dots == 0
        assert stage.lines > 0


def test_motion_comes_back_with_the_setting(still: MainWindow) -> None:
    page, body = still.playback, body_of(still)
    still.actions_["view.still"].trigger()
    assert page.bar.motion.isEnabled()
    assert page.bar.motion.isChecked()
    page.clock.go(300.0)
    body.stages[0].repaint()
    assert body.stages[0].dots > 0
    assert body.stages[0].lines == 0
    # Who only wants the hops to stand says so in the bar.
    QTest.mouseClick(
        page.bar.motion, Qt.MouseButton.LeftButton, pos=page.bar.motion.rect().center()
    )
    body.stages[0].repaint()
    assert body.stages[0].dots == 0
    assert body.stages[0].lines > 0


def test_the_curve_of_an_order_is_whole_at_once(still: MainWindow, qtbot: QtBot) -> None:
    page, body = still.playback, body_of(still)
    body.filter.fleet.setCurrentIndex(1)
    page.clock.go(240.0)
    with qtbot.waitSignal(page.recorded, timeout=RECORD_MS):
        QTest.mouseClick(body.filter.revoke, Qt.MouseButton.LeftButton)
    curve = body.drain.curve
    whole_h = curve.drawn_h
    assert whole_h > 0.0
    picture = curve.grab().toImage()
    page.clock.go(240.0 + whole_h / 2)
    assert curve.drawn_h == whole_h
    assert curve.grab().toImage() != picture  # the line at the moment
    still.actions_["view.still"].trigger()
    assert curve.drawn_h == pytest.approx(whole_h / 2)
    told = body.drain.lines.text()
    appearance().choose("dark")
    assert body.drain.lines.text() != told  # in the colours of the theme
