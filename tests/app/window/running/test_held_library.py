"""A library that another program holds: said at the place, nothing lost, and then one goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.resources import library_file
from models.library import Library
from models.scenario.edits import with_value
from tests.app.window.test_comparison import RUN_MS, ready
from tests.models.library.holding import another_process_holding

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow

__all__ = ["ready"]


def test_a_run_says_who_holds_the_library_and_can_be_run_again(
    ready: MainWindow, qtbot: QtBot
) -> None:
    Library(library_file()).close()
    run = ready.top_bar.run
    with another_process_holding(library_file()) as holder:
        with qtbot.waitSignal(ready.runs.client.failed, timeout=60_000):
            QTest.mouseClick(run, Qt.MouseButton.LeftButton)
            # The window does not wait with it: one edits meanwhile.
            ready.document.edit("Seed", lambda s: with_value(s, ("experiment", "seed"), "7"))
        told = ready.problems.list.item(0).text()
        assert str(library_file()) in told
        assert f"process {holder.pid}" in told
        assert "is writing to the library" in told
        # What was is still listed: readers do not wait.
        with qtbot.waitSignal(ready.past.client.listed, timeout=RUN_MS):
            ready.actions_["view.runs"].trigger()
    assert ready.document.scenario.experiment.seed == 7
    assert run.isVisible()
    assert run.isEnabled()
    with qtbot.waitSignal(ready.runs.compared, timeout=RUN_MS):
        QTest.mouseClick(run, Qt.MouseButton.LeftButton)
    assert not ready.problems.isVisible()
    assert ready.compare.has_comparison
