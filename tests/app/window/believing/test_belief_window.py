from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.resources import data_folder
from app.window.believing.kept import NOT_RUN, keep, kept
from models.verification import case_ids
from tests.app.window.walking import cut, nameless, out_of_reach

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.window.believing.belief_window import BeliefWindow
    from app.window.frame.main_window import MainWindow

_CASE = "token_residual"


def _opened(window: MainWindow, qtbot: QtBot) -> BeliefWindow:
    window.actions_["help.believe"].trigger()
    panel = window.belief.panel
    assert panel is not None
    qtbot.waitUntil(lambda: panel.tables["golden"].rowCount() > 0, timeout=30_000)
    return panel


def _verdicts(panel: BeliefWindow, what: str) -> list[str]:
    table = panel.tables[what]
    last = table.columnCount() - 1
    return [str(table.model().index(at, last).data()) for at in range(table.rowCount())]


def test_before_a_run_nothing_is_claimed(window: MainWindow, qtbot: QtBot) -> None:
    panel = _opened(window, qtbot)
    assert _verdicts(panel, "golden") == [NOT_RUN] * len(case_ids())
    assert set(_verdicts(panel, "incidents")) == {NOT_RUN}
    assert "proves nothing" in " ".join(
        label.text() for label in panel.findChildren(type(panel.status))
    )


def test_everything_has_a_name_a_key_and_room(window: MainWindow, qtbot: QtBot) -> None:
    panel = _opened(window, qtbot)
    assert nameless(panel) == []
    assert out_of_reach(panel) == []
    assert cut(panel) == []


def test_a_case_is_run_and_kept(window: MainWindow, qtbot: QtBot) -> None:
    panel = _opened(window, qtbot)
    table = panel.tables["golden"]
    table.selectRow(case_ids().index(_CASE))
    assert table.chosen == [_CASE]
    QTest.mouseClick(panel.runs["golden"], Qt.MouseButton.LeftButton)
    assert not panel.runs["incidents"].isEnabled()
    assert panel.cancel.isVisible()
    qtbot.waitUntil(lambda: "1 of 1 agree" in panel.status.text(), timeout=60_000)
    verdicts = _verdicts(panel, "golden")
    assert verdicts[case_ids().index(_CASE)].startswith("✓ agrees")
    assert verdicts.count(NOT_RUN) == len(verdicts) - 1
    assert list(kept()["golden"]) == [_CASE]
    assert panel.runs["incidents"].isEnabled()


def test_a_run_is_cancelled_and_another_can_follow(window: MainWindow, qtbot: QtBot) -> None:
    panel = _opened(window, qtbot)
    QTest.mouseClick(panel.runs["golden"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.cancel, Qt.MouseButton.LeftButton)
    assert "Cancelled" in panel.status.text()
    assert panel.runs["golden"].isEnabled()
    assert not panel.cancel.isVisible()
    assert kept() == {}


def test_the_window_closed_ends_its_process(window: MainWindow, qtbot: QtBot) -> None:
    panel = _opened(window, qtbot)
    panel.close()
    qtbot.waitUntil(lambda: window.belief.panel is None)
    assert not window.belief._process.is_running


def test_results_of_another_engine_say_so(window: MainWindow, qtbot: QtBot) -> None:
    texts = [_CASE, "M4", "corner", "38", "30", "1", "1", "min", "16", "deviates"]
    keep("golden", "1", [{"texts": texts, "good": False, "told": "It deviates."}])
    found = _verdicts(_opened(window, qtbot), "golden")[case_ids().index(_CASE)]
    assert found.startswith("✗ deviates")
    assert "engine 1: run it again" in found


def test_rubbish_that_is_kept_is_nothing() -> None:
    data_folder().mkdir(parents=True, exist_ok=True)
    file = data_folder() / "verification.json"
    for rubbish in ("{", "[]", json.dumps({"golden": {"a": 1}}), json.dumps({"golden": None})):
        file.write_text(rubbish, encoding="utf-8")
        assert kept() == {}
