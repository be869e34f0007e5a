"""Live what-if: edits are previewed in the strip by a process of their own."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.window.comparing.panels import PanelGrid
from models.experiments.previews import Preview
from models.formats import write_scenario
from models.scenario.edits import with_value
from tests.app.window.test_comparison import RUN_MS, tiny

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow


@pytest.fixture
def live(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window on a tiny scenario, with its first preview."""
    path = tmp_path / "tiny.yaml"
    write_scenario(tiny(), path)
    window.actions_["run.live"].trigger()
    assert window.what_if.is_live
    with qtbot.waitSignal(window.what_if.previewed, timeout=RUN_MS):
        window.files.open(path)
    qtbot.waitUntil(lambda: "× 10" in window.strip.remark.whole, timeout=RUN_MS)
    return window


def ttl(window: MainWindow, value: str) -> None:
    path = ("designs", "unified", "standard", "access_ttl")
    window.document.edit("Access TTL", lambda s: with_value(s, path, value))


def captured(window: MainWindow, value: str) -> None:
    path = ("designs", "unified", "standard", "logging", "captured")
    window.document.edit("Captured", lambda s: with_value(s, path, value))


def figures(window: MainWindow) -> list[str]:
    return [cell.amount.text() for cell in window.strip.cells]


def test_an_edit_moves_the_strip_and_undo_brings_it_back(live: MainWindow, qtbot: QtBot) -> None:
    assert "≈ preview" in live.strip.badge.text()
    assert "agents" in live.strip.badge.toolTip()
    before = figures(live)
    assert any("h" in text or "%" in text for text in before)
    with qtbot.waitSignal(live.what_if.previewed, timeout=RUN_MS):
        captured(live, "0.2")
        live.document.pace.catch_up()
        assert "asking" in live.strip.badge.text()
    assert "asking" not in live.strip.badge.text()
    after = figures(live)
    assert after != before
    levels = [
        (old.split("→")[0], new.split("→")[0]) for old, new in zip(before, after, strict=True)
    ]
    assert all(old == new for old, new in levels)  # the baseline was not edited
    # Undo and redo show what is known at once, without asking again.
    asked = live.what_if.client.asked
    live.document.undo()
    live.document.pace.catch_up()
    assert figures(live) == before
    live.document.redo()
    live.document.pace.catch_up()
    assert figures(live) == after
    assert live.what_if.client.asked == asked
    # Moving a card is no question.
    live.document.move({"crm": (8, 8)})
    qtbot.wait(120)
    assert live.what_if.client.asked == asked


def test_an_edit_that_moves_nothing_says_why(live: MainWindow, qtbot: QtBot) -> None:
    path = ("designs", "unified", "standard", "vault")
    with qtbot.waitSignal(live.what_if.previewed, timeout=RUN_MS):
        live.document.edit("Vault", lambda s: with_value(s, path, "team_vault"))
    assert live.strip.badge.text() == "≈ preview, nothing moves"
    told = live.statusBar().currentMessage()
    assert "no headline metric moves" in told
    assert told in live.strip.badge.toolTip()
    with qtbot.waitSignal(live.what_if.previewed, timeout=RUN_MS):
        captured(live, "0.2")
    assert live.strip.badge.text() == "≈ preview"


def test_after_a_run_edits_are_compared_with_it(live: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(live.runs.compared, timeout=RUN_MS):
        live.actions_["run.start"].trigger()
    assert live.strip.badge.text() == "as run"
    as_run = figures(live)
    with qtbot.waitSignal(live.what_if.previewed, timeout=RUN_MS):
        gates = ("designs", "unified", "standard", "approval", "gates")
        live.document.edit("Gates", lambda s: with_value(s, gates, "6"))
    assert any("this edit: ▲" in cell.moved.text() for cell in live.strip.cells)
    assert any("moved by" in cell.toolTip() for cell in live.strip.cells)
    assert "added to the last full run" in live.strip.badge.toolTip()
    live.document.undo()
    live.document.pace.catch_up()
    assert live.strip.badge.text() == "as run"
    assert figures(live) == as_run


def what(window: MainWindow) -> str:
    """What the figures on the page Compare are."""
    return window.compare.shown.before if window.compare.shown is not None else "nothing"


def test_the_compare_page_follows_edits(live: MainWindow, qtbot: QtBot) -> None:
    page = live.compare
    # Nothing is drawn for nobody: the page takes what there is when it is turned to.
    assert live.compare.findChild(PanelGrid) is None
    live.show_page("compare")
    assert what(live) == "Preview"
    assert page.grid is not None
    assert [panel.panel_id for panel in page.grid.panels] == ["differences", "headline_levels"]
    with qtbot.waitSignal(live.runs.compared, timeout=RUN_MS):
        live.actions_["run.start"].trigger()
    assert what(live) == ""
    assert page.standing is not None
    assert not page.standing.isVisible()
    assert len(page.grid.panels) == 8
    whole = live.compare.comparison
    with qtbot.waitSignal(live.what_if.previewed, timeout=RUN_MS):
        ttl(live, "20 d")
    assert what(live) == "Preview"
    assert page.standing.badge.text() == "≈ preview"
    assert "replication" in page.standing.text.text()
    # What a preview tells is drawn anew; the rest is of the last run, and stays drawn.
    standing = {panel.panel_id: panel.source.standing for panel in page.grid.panels if panel.source}
    assert {key for key, before in standing.items() if before} == {"differences", "headline_levels"}
    assert page.table is not None
    model = page.table.model()
    calls = {str(model.index(row, 5).data()) for row in range(model.rowCount())}
    assert any(call.startswith("preview: ") for call in calls)
    assert page.comparison is whole  # what is exported and played is the run
    live.document.undo()
    live.document.pace.catch_up()
    assert what(live) == ""
    assert not page.standing.isVisible()


def test_a_preview_process_that_dies_is_told_and_started_again(
    live: MainWindow, qtbot: QtBot
) -> None:
    process = live.what_if.client._process._process
    assert process is not None
    ttl(live, "20 d")
    qtbot.waitUntil(lambda: live.what_if._asked is not None, timeout=5_000)
    with qtbot.waitSignal(live.what_if.said, timeout=10_000) as said:
        os.kill(int(process.processId()), signal.SIGKILL)
    assert said.args is not None
    assert "preview process ended" in said.args[0]
    with qtbot.waitSignal(live.what_if.previewed, timeout=RUN_MS):
        ttl(live, "10 d")
    assert "≈ preview" in live.strip.badge.text()


def answered(window: MainWindow, value: str, qtbot: QtBot) -> Preview:
    """Edit, and return what the preview says."""
    with qtbot.waitSignal(window.what_if.previewed, timeout=RUN_MS) as told:
        ttl(window, value)
    assert told.args is not None
    found = told.args[0]
    assert isinstance(found, Preview)
    return found


def run(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.runs.compared, timeout=RUN_MS):
        window.actions_["run.start"].trigger()


def test_a_new_preview_process_knows_of_the_run(live: MainWindow, qtbot: QtBot) -> None:
    run(live, qtbot)
    assert answered(live, "20 d", qtbot).against_full
    live.actions_["run.live"].trigger()
    live.actions_["run.live"].trigger()
    assert answered(live, "10 d", qtbot).against_full
    process = live.what_if.client._process._process
    assert process is not None
    with qtbot.waitSignal(live.what_if.said, timeout=10_000) as said:  # nothing is asked now
        os.kill(int(process.processId()), signal.SIGKILL)
    assert said.args is not None
    assert "The next edit starts another" in said.args[0]
    assert answered(live, "5 d", qtbot).against_full
    live.actions_["run.live"].trigger()
    run(live, qtbot)  # while no edit is previewed
    live.actions_["run.live"].trigger()
    assert answered(live, "3 d", qtbot).against_full


def test_previews_can_be_switched_off(live: MainWindow, qtbot: QtBot) -> None:
    live.actions_["run.live"].trigger()
    assert not live.memory.is_live()
    assert "preview" not in live.strip.badge.text()
    asked = live.what_if.client.asked
    ttl(live, "20 d")
    qtbot.wait(150)
    assert live.what_if.client.asked == asked


def test_a_run_tells_how_sure_it_is_and_can_be_held(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "long.yaml"
    write_scenario(tiny("180 d", "40"), path)
    window.files.open(path)
    window.actions_["run.start"].trigger()
    qtbot.waitUntil(
        lambda: any("so far" in cell.line.text() for cell in window.strip.cells), timeout=RUN_MS
    )
    qtbot.waitUntil(lambda: "replications" in window.strip.badge.text(), timeout=RUN_MS)
    with qtbot.waitSignal(window.runs.client.paused, timeout=5_000):
        QTest.mouseClick(window.top_bar.pause, Qt.MouseButton.LeftButton)
    assert window.top_bar.pause.accessibleName() == "Go on with the run"
    assert window.top_bar.left.whole == "paused"
    with qtbot.waitSignal(window.runs.client.paused, timeout=5_000):
        window.actions_["run.pause"].trigger()
    assert window.top_bar.pause.accessibleName() == "Pause the run"
    assert " of " in window.top_bar.left.whole  # at once, not with the next replication
    with qtbot.waitSignal(window.runs.client.stopped, timeout=5_000):
        window.actions_["run.cancel"].trigger()
    assert window.strip.badge.text() == "press Run (Ctrl+R)"


def test_an_edit_just_before_the_window_closes_starts_no_process(
    live: MainWindow, qtbot: QtBot
) -> None:
    asked = live.what_if.client.asked
    captured(live, "0.3")
    live.what_if.close()
    qtbot.wait(300)  # longer than an edit waits before it is asked
    assert live.what_if.client.asked == asked
