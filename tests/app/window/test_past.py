"""What was: states of the document by name, earlier runs, and what is other since one of them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.resources import library_file
from app.window.look import appearance
from models.scenario.edits import with_value
from tests.app.window.test_comparison import RUN_MS, compared, ready

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow
    from app.window.past.runs import RunList

__all__ = ["compared", "ready"]


def texts(window: MainWindow) -> list[str]:
    assert window.past.edits is not None
    return [window.past.edits.item(row).text() for row in range(window.past.edits.count())]


def cell(runs: RunList, row: int, column: int = 0) -> str:
    return str(runs.table.model().index(row, column).data())


def test_the_history_names_every_edit_and_goes_anywhere(ready: MainWindow) -> None:
    document = ready.document
    ready.actions_["view.edits"].trigger()
    edits = ready.past.edits
    assert edits is not None
    assert edits.isVisible()
    assert texts(ready) == ["▶ As it was opened  ● saved"]
    for seed in ("7", "8"):
        document.edit(f"Seed {seed}", lambda s, v=seed: with_value(s, ("experiment", "seed"), v))  # type: ignore[misc]
    assert texts(ready)[1:] == ["   Seed 7", "▶ Seed 8"]
    first = edits.visualItemRect(edits.item(0)).center()
    QTest.mouseClick(edits.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert document.history.at == 0
    assert not document.is_dirty
    # What was undone stays until the next edit.
    edits.setCurrentRow(2)
    QTest.keyClick(edits, Qt.Key.Key_Return)
    assert document.scenario.experiment.seed == 8
    document.go_to(1)
    document.edit("Seed 9", lambda s: with_value(s, ("experiment", "seed"), "9"))
    assert [text.removeprefix("   ") for text in texts(ready)] == [
        "As it was opened  ● saved",
        "Seed 7",
        "▶ Seed 9",
    ]
    ready.actions_["view.edits"].trigger()
    assert not edits.isVisible()


def test_the_history_is_legible_after_a_switch_of_theme(ready: MainWindow) -> None:
    ready.actions_["view.edits"].trigger()
    edits = ready.past.edits
    assert edits is not None
    for wish in ("dark", "light"):
        appearance().choose(wish)
        assert edits.item(0).foreground().color() == QColor(appearance().theme.text)


def test_earlier_runs_are_listed_pinned_and_shown(compared: MainWindow, qtbot: QtBot) -> None:
    first = compared.compare.comparison
    assert first is not None
    with qtbot.waitSignal(compared.past.client.listed, timeout=RUN_MS):
        compared.actions_["view.runs"].trigger()
    runs = compared.past.runs
    assert runs is not None
    assert runs.table.rowCount() == 1
    assert not runs.pin_button.isEnabled()
    runs.table.selectRow(0)
    with qtbot.waitSignal(compared.past.client.fetched, timeout=RUN_MS):
        QTest.mouseClick(runs.pin_button, Qt.MouseButton.LeftButton)
    pinned = runs.run_at(0)
    assert cell(runs, 0) == f"● {pinned}"
    assert "says the same as then" in runs.since.text()
    assert "run again" not in runs.since.text()
    compared.document.edit("Seed", lambda s: with_value(s, ("experiment", "seed"), "7"))
    assert "Experiment, Seed: 20261 → 7" in runs.since.text()
    assert "The last run is not of the scenario as it stands" in runs.since.text()
    with qtbot.waitSignals([compared.runs.compared, compared.past.client.listed], timeout=RUN_MS):
        compared.runs.start()
    assert runs.table.rowCount() == 2
    assert "Excess privilege, Unified:" in runs.since.text()
    assert "run again" not in runs.since.text()
    assert runs.run_at(runs.table.selectedItems()[0].row()) == pinned  # though it moved down
    assert [cell(runs, row) for row in range(2)] == ["2", "● 1"]
    second = compared.compare.comparison
    assert second is not None
    assert second.digest != first.digest
    # The older one is shown as it was; the window's scenario is untouched.
    row = next(r for r in range(2) if runs.run_at(r) == min(runs.run_at(0), runs.run_at(1)))
    runs.table.setCurrentCell(row, 0)
    with qtbot.waitSignal(compared.past.run_shown, timeout=RUN_MS):
        QTest.mouseClick(runs.show_button, Qt.MouseButton.LeftButton)
    shown = compared.compare.comparison
    assert shown is not None
    assert shown.digest == first.digest
    assert compared.compare.standing is not None
    assert compared.compare.standing.badge.text() == "run 1"
    assert compared.document.scenario.experiment.seed == 7


def test_a_pin_belongs_to_its_file(compared: MainWindow, teaching: Path, qtbot: QtBot) -> None:
    file, client = compared.document.file, compared.past.client
    assert file is not None
    with qtbot.waitSignal(client.listed, timeout=RUN_MS):
        compared.actions_["view.runs"].trigger()
    runs = compared.past.runs
    assert runs is not None
    runs.table.selectRow(0)
    with qtbot.waitSignal(client.fetched, timeout=RUN_MS):
        QTest.mouseClick(runs.pin_button, Qt.MouseButton.LeftButton)
    compared.files.open(teaching)
    assert compared.past.pinned[0] == 0
    assert runs.since.text() == "Pin a run to see what is other since then."
    with qtbot.waitSignal(client.fetched, timeout=RUN_MS):
        compared.files.open(file.path)
    assert compared.past.pinned[0] == 1
    assert "Since run 1" in runs.since.text()
    assert "No run has finished in this window yet" in runs.since.text()
    # Another library may have another run under that number.
    compared.files.open(teaching)
    with qtbot.waitSignal(client.fetched, timeout=RUN_MS):
        compared.past.pin_again(1, "0" * 64)
    assert compared.past.pinned[0] == 0


def test_runs_are_told_by_the_clock_of_the_machine(
    ready: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    try:
        ready.actions_["view.runs"].trigger()
        assert ready.past.runs is not None
        run = {"id": 3, "finished": "2026-01-02T20:04:05Z", "title": "Any", "seed": 7,
               "replications": 40, "digest": "0" * 64}  # fmt: skip
        ready.past.runs.show_runs([run])
        assert cell(ready.past.runs, 0, 1) == "2026-01-03\n01:34"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_library_that_is_none_is_told_at_the_place(ready: MainWindow, qtbot: QtBot) -> None:
    library_file().parent.mkdir(parents=True, exist_ok=True)
    library_file().write_bytes(b"no library" * 100)
    with qtbot.waitSignal(ready.past.client.failed, timeout=RUN_MS):
        ready.actions_["view.runs"].trigger()
    assert ready.past.runs is not None
    assert "library" in ready.past.runs.remark.text()
    assert library_file().read_bytes() == b"no library" * 100


def test_a_dock_beside_a_run_does_not_make_the_window_wider(opened: MainWindow) -> None:
    opened.actions_["view.edits"].trigger()
    opened.top_bar.show_running()
    QApplication.processEvents()
    assert (opened.width(), opened.top_bar.width()) == (1280, 1280)
    edits = opened.past.edits
    assert edits is not None
    top = edits.mapTo(opened, QPoint(0, 0)).y()
    assert top > opened.top_bar.mapTo(opened, QPoint(0, opened.top_bar.height() - 1)).y()
    assert opened.strip.width() + edits.width() > 1280  # the strip below goes all the way
