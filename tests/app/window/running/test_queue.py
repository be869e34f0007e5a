"""Runs that wait, figures of a run that is under way, and who is told when it has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.window.running import RunProgress, RunQueue, WaitingRun
from models.formats import write_scenario
from models.scenario.edits import with_value
from tests.app.window.test_comparison import RUN_MS, tiny

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow
    from app.window.running.queue_list import QueueList


def edit_seed(window: MainWindow, seed: int) -> None:
    path = ("experiment", "seed")
    window.document.edit(f"Seed {seed}", lambda s: with_value(s, path, str(seed)))


@pytest.fixture
def held(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window whose run is paused after its first replications."""
    path = tmp_path / "long.yaml"
    write_scenario(tiny("60 d", "40"), path)
    window.files.open(path)
    window.actions_["run.start"].trigger()
    qtbot.waitUntil(lambda: window.compare.shown is not None, timeout=RUN_MS)
    with qtbot.waitSignal(window.runs.client.paused, timeout=5_000):
        window.actions_["run.pause"].trigger()
    return window


def names(window: MainWindow) -> list[str]:
    return [run.name for run in window.runs.queue.runs]


def test_figures_narrow_in_strip_and_page_while_a_run_goes_on(
    held: MainWindow, qtbot: QtBot
) -> None:
    shown = held.compare.shown
    assert shown is not None
    assert shown.before == "So far"
    assert not held.compare.has_comparison  # nothing to export yet
    assert "of" in held.strip.badge.text()
    assert "replications" in held.strip.badge.text()
    assert any(cell.amount.text() != "–" for cell in held.strip.cells)
    held.show_page("compare")
    page = held.compare
    assert page.standing is not None
    assert page.standing.isVisible()
    assert f"{shown.comparison.replications} of" in page.standing.badge.text()
    assert page.grid is not None
    first = page.grid.panels[0]
    qtbot.waitUntil(lambda: first.canvas is not None, timeout=20_000)
    assert first.canvas is not None
    assert ": So far: " in first.canvas.accessibleName()
    before = shown.comparison.replications
    held.actions_["run.pause"].trigger()

    def more() -> bool:
        now = page.shown
        return now is not None and now.comparison.replications > before

    qtbot.waitUntil(more, timeout=RUN_MS)
    # A run that is cancelled leaves what was before: nothing.
    with qtbot.waitSignal(held.runs.client.stopped, timeout=5_000):
        held.actions_["run.cancel"].trigger()
    assert page.shown is None
    assert page._stack.currentIndex() == 0


def test_a_run_is_of_the_state_it_was_started_with_and_says_so(held: MainWindow) -> None:
    so_far = held.strip.badge.text()
    edit_seed(held, 7)
    assert "as it was started" in held.statusBar().currentMessage()
    assert held.strip.badge.text() == "run of another state"  # not: press Run, as there is none
    assert "Shift+F5" in held.strip.badge.toolTip()
    held.document.undo()
    assert held.strip.badge.text() == so_far


def test_runs_wait_are_moved_and_dropped(held: MainWindow, qtbot: QtBot) -> None:
    window = held
    window.actions_["run.queue"].trigger()
    assert names(window) == []
    assert "is being run" in window.statusBar().currentMessage()
    for seed in (7, 8, 9):
        edit_seed(window, seed)
        QTest.keyClick(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    window.actions_["run.queue"].trigger()
    assert "waits for its run already" in window.statusBar().currentMessage()
    assert [name.rsplit(" ", 1)[-1] for name in names(window)] == ["7”", "8”", "9”"]
    assert window.top_bar.left.whole == "paused · 3 more"
    window.actions_["view.queue"].trigger()
    shown = window.waiting.list
    assert shown is not None
    move_and_drop(shown)
    assert [name.rsplit(" ", 1)[-1] for name in names(window)] == ["8”", "7”"]
    # The run under way ends, the first that waits is begun, as it stood when it was asked for.
    window.document.go_to(0)
    with qtbot.waitSignal(window.runs.client.stopped, timeout=5_000):
        window.actions_["run.cancel"].trigger()
    assert window.runs.client.running
    assert window.runs._asked is not None
    assert window.runs._asked.experiment.seed == 8
    assert [name.rsplit(" ", 1)[-1] for name in names(window)] == ["7”"]
    assert shown.list.count() == 1


def move_and_drop(shown: QueueList) -> None:
    assert shown.list.count() == 3
    assert "3 runs wait" in shown.remark.text()
    shown.list.setCurrentRow(1)
    QTest.mouseClick(shown.earlier, Qt.MouseButton.LeftButton)
    assert shown.list.currentRow() == 0
    assert not shown.earlier.isEnabled()
    QTest.keyClick(shown.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert shown.list.currentRow() == 1
    QTest.keyClick(shown.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    shown.list.setCurrentRow(2)
    QTest.keyClick(shown.list, Qt.Key.Key_Delete)


def test_another_file_drops_what_waits_and_says_so(held: MainWindow, teaching: Path) -> None:
    said: list[str] = []
    held.statusBar().messageChanged.connect(said.append)
    edit_seed(held, 7)
    held.actions_["run.queue"].trigger()
    held._closing = True
    held.document.open(teaching)
    assert held.runs.queue.runs == ()
    assert any("1 run that waited" in text for text in said)


def test_a_run_that_ends_does_not_take_one_away_from_editing(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "tiny.yaml"
    write_scenario(tiny(), path)
    window.files.open(path)
    with qtbot.waitSignal(window.runs.compared, timeout=RUN_MS):
        window.actions_["run.start"].trigger()
        edit_seed(window, 7)
        window.actions_["run.queue"].trigger()
        assert len(window.runs.queue.runs) == 1
    assert window.page_name == "organisation"
    assert window.strip.outdated
    # What waited is of the scenario as it stands: its figures are shown.
    with qtbot.waitSignal(window.runs.compared, timeout=RUN_MS):
        pass
    assert names(window) == []
    assert window.page_name == "compare"
    assert window.compare.scenario is not None
    assert window.compare.scenario.experiment.seed == 7


def test_who_looks_elsewhere_is_told(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    alerted: list[object] = []
    monkeypatch.setattr(QApplication, "alert", lambda window, *_: alerted.append(window))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=2_000)
    window.runs.ended.emit("Run finished", "Compared")
    assert alerted == []
    window.showMinimized()
    window.runs.ended.emit("Run finished", "Compared")
    assert alerted == [window]


def test_a_run_that_ends_while_the_window_is_minimised_is_told(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    alerted: list[object] = []
    monkeypatch.setattr(QApplication, "alert", lambda window, *_: alerted.append(window))
    path = tmp_path / "tiny.yaml"
    write_scenario(tiny(), path)
    window.files.open(path)
    with qtbot.waitSignal(window.runs.ended, timeout=RUN_MS) as ended:
        QTest.mouseClick(window.top_bar.run, Qt.MouseButton.LeftButton)
        window.showMinimized()
    assert alerted == [window]
    title, text = ended.args
    assert title == f"Run finished: {tiny().title}"
    assert text.startswith("Compared with 2 replications: ")
    assert window.compare.has_comparison


def test_half_widths_narrow_and_time_left_is_told(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "narrowing.yaml"
    fixed = with_value(tiny("20 d", "16"), ("experiment", "seed"), "20261")
    write_scenario(with_value(fixed, ("experiment", "replications", "at_least"), "16"), path)
    window.files.open(path)
    halves: dict[str, list[float]] = {}
    bars: list[str] = []
    lines: list[str] = []

    def look(progress: RunProgress) -> None:
        bars.append(window.top_bar.left.whole)
        lines.append(window.strip.cells[1].line.whole)
        for sure in progress.surenesses:
            if sure.half_width:
                halves.setdefault(sure.metric, []).append(sure.half_width)

    window.runs.client.progressed.connect(look)
    with qtbot.waitSignal(window.runs.compared, timeout=RUN_MS):
        window.actions_["run.start"].trigger()
    # Not at each step, for the spread is estimated too; at the end all are much narrower.
    assert len(halves) >= 3
    assert all(each[-1] < 0.7 * each[0] for each in halves.values())
    # One reads it in the strip, at the metric itself, and beside the progress how long it takes.
    assert window.strip.cells[1].name.whole == "Excess privilege"
    shown = [float(line.split("± ")[1].split()[0]) for line in lines if "±" in line]
    assert shown[0] == pytest.approx(100 * halves["excess_privilege"][0], rel=0.01)
    assert shown[-1] < 0.7 * shown[0]
    left = [text.split(" · ")[1] for text in bars if " · " in text]
    assert len(left) > len(bars) / 2
    assert all(text.endswith(" left") for text in left)
    assert left[-1] == "a moment left"


def test_a_place_in_the_queue_is_kept_within_its_ends() -> None:
    parent = QObject()
    queue = RunQueue(parent)
    for name in "abc":
        queue.add(WaitingRun(tiny(), name))
    assert queue.move(0, -1) == 0
    assert queue.move(0, 9) == 2
    assert [run.name for run in queue.runs] == ["b", "c", "a"]
    taken = queue.take()
    assert taken is not None
    assert taken.name == "b"
    queue.clear()
    assert queue.take() is None
