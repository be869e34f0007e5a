from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.resources import scenarios_folder
from models.formats import read_scenario, write_scenario
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow
    from models.scenario import Scenario

RUN_MS = 240_000


def tiny(horizon: str = "30 d", replications: str = "2") -> Scenario:
    """The teaching scenario, made to run in a moment."""
    scenario = read_scenario(scenarios_folder() / "three_assistants.yaml")
    for path, raw in (
        (("incidents",), {}),
        (("experiment", "follow_up"), "10 d"),
        (("experiment", "horizon"), horizon),
        (("experiment", "warm_up"), "2 d"),
        (("experiment", "compare"), ["unified"]),
        (("experiment", "replications", "at_least"), "2"),
        (("experiment", "replications", "at_most"), replications),
        (("designs", "unified", "exceptions"), {}),
    ):
        scenario = with_value(scenario, path, raw)
    return scenario


@pytest.fixture
def ready(window: MainWindow, tmp_path: Path) -> MainWindow:
    path = tmp_path / "tiny.yaml"
    write_scenario(tiny(), path)
    window.files.open(path)
    assert window.document.is_open, window.problems.list.item(0).text()
    return window


@pytest.fixture
def compared(ready: MainWindow, qtbot: QtBot) -> MainWindow:
    with qtbot.waitSignal(ready.runs.compared, timeout=RUN_MS):
        QTest.mouseClick(ready.top_bar.run, Qt.MouseButton.LeftButton)
    return ready


def texts_of(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.strip.findChildren(QLabel))


def test_before_a_run_the_page_says_what_to_do(ready: MainWindow) -> None:
    ready.show_page("compare")
    buttons = [b.text() for b in ready.compare.findChildren(QPushButton) if b.isVisible()]
    assert any("Run comparison" in text for text in buttons)
    assert "Run" in ready.strip.badge.text()


def test_a_run_fills_page_and_strip(compared: MainWindow, qtbot: QtBot) -> None:
    window = compared
    assert window.page is window.compare
    page = window.compare
    assert page.comparison is not None
    assert page.comparison.replications == 2
    assert page.verdict is not None
    assert page.verdict.labels
    assert page.verdict.labels[0].text()
    assert page.table is not None
    assert page.table.model().rowCount() == len(page.comparison.metrics)
    assert "as run" in texts_of(window)
    headline = [metric for metric in page.comparison.metrics if metric.headline]
    assert headline
    grid = page.grid
    assert grid is not None
    assert len(grid.panels) >= 3
    qtbot.waitUntil(lambda: grid.panels[0].canvas is not None, timeout=20_000)
    hidden = [panel for panel in grid.panels if not grid._in_view(panel)]
    assert all(panel.canvas is None for panel in hidden)
    page.area.ensureWidgetVisible(grid.panels[-1])
    qtbot.waitUntil(lambda: grid.panels[-1].canvas is not None, timeout=20_000)

    # An edit makes the figures old, taking it back makes them good again.
    window.document.edit("Seed", lambda s: with_value(s, ("experiment", "seed"), "7"))
    assert "out of date" in texts_of(window)
    window.document.undo()
    assert "as run" in texts_of(window)
    window.document.move({"crm": (8, 8)})
    assert "as run" in texts_of(window)

    # The table copies with its headings.
    page.table.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + len(page.comparison.metrics)
    assert lines[0].startswith("Metric\tUnit\tAs found\tUnified\tDifference")
    page.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert page.table.model().rowCount() == len(page.comparison.metrics)


def test_a_second_run_comes_from_the_library(compared: MainWindow, qtbot: QtBot) -> None:
    first = compared.compare.comparison
    assert first is not None
    with qtbot.waitSignal(compared.runs.compared, timeout=RUN_MS):
        compared.actions_["run.start"].trigger()
    second = compared.compare.comparison
    assert second is not None
    assert second.digest == first.digest
    assert second.computed == 0
    assert second.reused == first.computed


def test_export_writes_charts_tables_and_result(
    compared: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    said: list[str] = []
    compared.compare.said.connect(said.append)
    compared.compare.export_to(folder)
    qtbot.waitUntil(lambda: any(text.startswith("Exported") for text in said), timeout=60_000)
    names = {path.name for path in folder.iterdir()}
    assert {"metrics.csv", "comparison.json", "scenario.yaml", "report.html"} <= names
    assert any(name.endswith(".png") for name in names)
    assert any(name.endswith(".svg") for name in names)
    read_scenario(folder / "scenario.yaml")


def test_export_into_a_folder_that_cannot_be_written_is_told(
    compared: MainWindow, tmp_path: Path
) -> None:
    said: list[str] = []
    compared.compare.said.connect(said.append)
    compared.compare.export_to(tmp_path / "gone")
    assert "was not written" in said[-1]


@pytest.fixture
def long(window: MainWindow, tmp_path: Path) -> MainWindow:
    path = tmp_path / "long.yaml"
    write_scenario(tiny("360 d", "40"), path)
    window.files.open(path)
    return window


def start(window: MainWindow, qtbot: QtBot) -> int:
    """Start a run and return the number of its process, once it has said something."""
    with qtbot.waitSignal(window.runs.client.progressed, timeout=RUN_MS):
        window.actions_["run.start"].trigger()
    process = window.runs.client._process._process
    assert process is not None
    return int(process.processId())


def test_cancel_stops_and_the_window_can_run_again(long: MainWindow, qtbot: QtBot) -> None:
    start(long, qtbot)
    assert long.top_bar.cancel.isVisible()
    assert not long.top_bar.run.isVisible()
    long.document.edit("Rename", lambda s: with_value(s, ("title",), "Edited while it runs"))
    with qtbot.waitSignal(long.runs.client.stopped, timeout=5_000):
        QTest.mouseClick(long.top_bar.cancel, Qt.MouseButton.LeftButton)
    assert not long.runs.client.running
    assert long.top_bar.run.isVisible()
    assert long.compare.comparison is None
    with qtbot.waitSignal(long.runs.client.progressed, timeout=RUN_MS):
        long.actions_["run.start"].trigger()
    long.runs.cancel()


def test_a_dead_process_is_told_and_the_window_lives(long: MainWindow, qtbot: QtBot) -> None:
    number = start(long, qtbot)
    with qtbot.waitSignal(long.runs.client.failed, timeout=10_000):
        os.kill(number, signal.SIGKILL)
    assert long.problems.isVisible()
    assert "ended unexpectedly" in long.problems.list.item(0).text()
    assert long.top_bar.run.isVisible()
    assert long.isVisible()


def test_closing_the_window_ends_the_process(long: MainWindow, qtbot: QtBot) -> None:
    number = start(long, qtbot)
    assert not long.close()  # a run is no small thing: it is asked once
    assert long.runs.client.running
    assert "A run is under way" in long.question.text.text()
    QTest.mouseClick(long.question.buttons[1], Qt.MouseButton.LeftButton)
    assert long.isVisible()
    long.close()
    QTest.mouseClick(long.question.buttons[0], Qt.MouseButton.LeftButton)
    assert not long.isVisible()
    assert not Path(f"/proc/{number}/cmdline").exists() or os.name != "posix"


def test_what_cannot_be_run_is_told_before(ready: MainWindow) -> None:
    broken = with_value(ready.document.scenario, ("experiment", "baseline"), "nobody")
    ready.document._go_on("Break", broken)
    ready.actions_["run.start"].trigger()
    assert not ready.runs.client.running
    assert ready.problems.isVisible()
    assert "experiment.baseline" in ready.problems.list.item(0).text()
