"""Trace files in the window: chosen, dropped, recent; refused with a reason."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from models.engine.version import ENGINE_VERSION
from models.scenario.edits import with_value
from models.trace import Trace, record, write_trace
from tests.app.window.test_comparison import tiny
from tests.app.window.watching.conftest import body_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow

READ_MS = 20_000


@pytest.fixture(scope="module")
def traces() -> dict[str, Trace]:
    scenario = with_value(tiny("30 d"), ("experiment", "seed"), "77")
    return {design: record(scenario, design, 3)[0] for design in ("fragmented", "unified")}


@pytest.fixture
def files(traces: dict[str, Trace], tmp_path: Path) -> dict[str, Path]:
    found = {design: tmp_path / f"{design}.trace" for design in traces}
    for design, trace in traces.items():
        write_trace(trace, found[design])
    return found


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(10, 10).toPoint(), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(
        window, QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, left, none)
    )


def designs(window: MainWindow) -> list[str]:
    return [recording.design for recording, _ in window.playback.recordings]


def test_a_trace_is_chosen_in_the_dialog_of_open(
    window: MainWindow, files: dict[str, Path], qtbot: QtBot
) -> None:
    QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = window.files.dialog
    assert isinstance(dialog, QFileDialog)
    assert "*.trace" in dialog.nameFilters()[0]
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(files["unified"]))
    with qtbot.waitSignal(window.traces.opened, timeout=READ_MS):
        QTest.keyClick(name, Qt.Key.Key_Return)
    page, body = window.playback, body_of(window)
    assert window.page is page
    assert designs(window) == ["unified"]
    assert body.stages[0].isVisible()
    assert not body.stages[1].isVisible()
    assert window.document.scenario.experiment.seed == 77
    assert window.document.file is None
    assert not window.document.is_dirty
    assert page.bar.replication.value() == 3
    assert page.bar.state.whole == ""
    assert "Replication 3 of seed 77" in window.statusBar().currentMessage()
    page.clock.go(300.0)
    QTest.mouseClick(page.bar.play, Qt.MouseButton.LeftButton)
    assert page.clock.plays
    page.clock.play(False)


def test_two_dropped_traces_of_one_replication_stand_side_by_side(
    window: MainWindow, files: dict[str, Path], qtbot: QtBot
) -> None:
    drop(window, files["unified"], files["fragmented"])
    qtbot.waitUntil(lambda: len(window.playback.recordings) == 2, timeout=READ_MS)
    assert designs(window) == ["fragmented", "unified"]
    assert all(stage.isVisible() for stage in body_of(window).stages)
    assert window.memory.recent() == [files["fragmented"], files["unified"]]
    # One more of the same design takes the place of that.
    with qtbot.waitSignal(window.traces.opened, timeout=READ_MS):
        drop(window, files["unified"])
    assert designs(window) == ["fragmented", "unified"]


def test_a_recent_trace_is_opened_from_the_start_page(
    window: MainWindow, files: dict[str, Path], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.traces.opened, timeout=READ_MS):
        drop(window, files["fragmented"])
    window.actions_["file.start"].trigger()
    row = window.start_page.recent[0]
    assert "Trace fragmented" in row.button.text()
    assert row.state == "same"
    with qtbot.waitSignal(window.traces.opened, timeout=READ_MS):
        QTest.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert window.page is window.playback


def _newer(whole: Trace, path: Path) -> None:
    write_trace(replace(whole, heading=replace(whole.heading, engine="999")), path)


def _wrong_row(whole: Trace, path: Path) -> None:
    events = whole.events.copy()
    events["kind"][17] = 200
    write_trace(replace(whole, events=events), path)


def _cut(whole: Trace, path: Path) -> None:
    write_trace(whole, path)
    path.write_bytes(path.read_bytes()[:5000])


def _wrong_scenario(whole: Trace, path: Path) -> None:
    heading = replace(whole.heading, scenario="sprawl: 1\ntitle: [\n")
    write_trace(replace(whole, heading=heading), path)


BROKEN: dict[str, tuple[Callable[[Trace, Path], object], str]] = {
    "newer": (_newer, "heading.engine: expected engine .*, found engine 999: a newer version"),
    "row": (_wrong_row, "events, row 17, kind: expected 0 to 42, found 200"),
    "text": (
        lambda _, path: path.write_bytes(b"sprawl: 1\ntitle: no trace\n"),
        "expected a trace .*, found text that begins on line 1 with 'sprawl: 1'",
    ),
    "cut": (_cut, "expected a trace .*, found an archive that is cut short or damaged"),
    "scenario": (_wrong_scenario, r"heading.scenario:3: title.*: expected .*, found"),
    "empty": (lambda _, path: path.write_bytes(b""), "found an empty file"),
    "gone": (lambda _, __: None, "expected a file to read, found: No such file"),
}
"""How a file is made that cannot be shown, and what is said of it."""


@pytest.mark.parametrize("name", list(BROKEN))
def test_a_trace_that_cannot_be_shown_is_told_in_one_line_and_the_old_state_stands(
    name: str, traces: dict[str, Trace], window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    good, bad = tmp_path / "good.trace", tmp_path / "bad.trace"
    write_trace(traces["fragmented"], good)
    spoil, words = BROKEN[name]
    spoil(traces["unified"], bad)
    with qtbot.waitSignal(window.traces.opened, timeout=READ_MS):
        window.files.open(good)
    window.playback.clock.go(200.0)
    scenario, recordings = window.document.scenario, window.playback.recordings
    drop(window, bad)
    qtbot.waitUntil(window.problems.isVisible, timeout=READ_MS)
    assert window.problems.heading.text() == "bad.trace was not opened"
    assert window.problems.list.count() == 1
    told = window.problems.list.item(0).text()
    assert told.startswith(f"{bad}: ")
    assert re.search(words, told), told
    assert window.document.scenario is scenario
    assert window.playback.recordings is recordings
    assert window.playback.clock.at_h == 200.0
    assert window.memory.recent() == [good]


def test_unsaved_work_is_asked_about_before_a_trace_of_another_scenario(
    opened: MainWindow, files: dict[str, Path], qtbot: QtBot
) -> None:
    opened.document.edit("Seed", lambda s: with_value(s, ("experiment", "seed"), "7"))
    before = opened.document.scenario
    drop(opened, files["unified"])
    qtbot.waitUntil(opened.question.isVisible, timeout=READ_MS)
    QTest.keyClick(opened.question.buttons[0], Qt.Key.Key_Escape)
    assert opened.document.scenario is before
    assert opened.playback.recordings == []
    drop(opened, files["unified"])
    qtbot.waitUntil(opened.question.isVisible, timeout=READ_MS)
    discard = next(b for b in opened.question.buttons if b.text() == "Discard changes")
    with qtbot.waitSignal(opened.traces.opened, timeout=READ_MS):
        QTest.mouseClick(discard, Qt.MouseButton.LeftButton)
    assert opened.document.scenario.experiment.seed == 77
    assert designs(opened) == ["unified"]


def test_what_an_older_engine_recorded_says_so(
    window: MainWindow, traces: dict[str, Trace], tmp_path: Path, qtbot: QtBot
) -> None:
    path, whole = tmp_path / "old.trace", traces["unified"]
    write_trace(replace(whole, heading=replace(whole.heading, engine="1")), path)
    with qtbot.waitSignal(window.traces.opened, timeout=READ_MS):
        drop(window, path)
    assert f"recorded by engine 1, this is {ENGINE_VERSION}" in window.playback.bar.state.whole


def test_a_window_that_is_closed_while_it_reads_ends_in_order(
    window: MainWindow, files: dict[str, Path]
) -> None:
    drop(window, files["unified"], files["fragmented"])
    window.close()
    assert window.playback.recordings == []
