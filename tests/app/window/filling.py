"""Fills what is empty until a process has answered or time has passed: docks, and the belief."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.window.believing.kept import keep
from app.window.running import WaitingRun
from models.scenario.edits import with_value
from models.verification.service import serve
from tests.app.report.cases import compared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from app.window.frame.main_window import MainWindow

RUNS = (128, 127)


def filled_docks(window: MainWindow) -> Iterator[str]:
    """Show each dock in turn with something in it; yield its name."""
    for command, fill in (
        ("view.edits", _fill_edits),
        ("view.runs", fill_runs),
        ("view.queue", _fill_queue),
    ):
        window.actions_[command].trigger()
        fill(window)
        yield f"dock of {command}"
        window.actions_[command].trigger()  # one behind another is put aside by Qt, still "visible"
    window.runs.queue.clear()
    window.document.undo()


def _fill_edits(window: MainWindow) -> None:
    path = ("experiment", "seed")
    window.document.edit("Seed of the experiment", lambda s: with_value(s, path, "9"))


def fill_runs(window: MainWindow) -> None:
    """List two runs, pin the newer one and say what is other since then."""
    past, document = window.past, window.document
    assert past.runs is not None
    run = {"finished": "2026-01-02T03:04:05Z", "title": document.scenario.title, "seed": 7,
           "replications": 40, "digest": "0" * 64}  # fmt: skip
    past.client.listed.emit([{"id": number, **run} for number in RUNS])
    past.runs.pin_asked.emit(0)
    past.runs.table.selectRow(0)
    QTest.mouseClick(past.runs.pin_button, Qt.MouseButton.LeftButton)
    past.close()  # its process: the library is read where that is tested
    before = with_value(document.scenario, ("experiment", "seed"), "8")
    found = compared(document.scenario)
    past.finished(before, found)
    past.client.fetched.emit(RUNS[0], before, found)
    past.close()
    assert "Edited in between" in past.runs.since.text()


def _fill_queue(window: MainWindow) -> None:
    for edit in ("Seed of the experiment", "Lifetime of access tokens of the unified design"):
        name = f"{window.document.name}, after “{edit}”"
        window.runs.queue.add(WaitingRun(window.document.scenario, name))


def filled_belief(window: MainWindow) -> Iterator[str]:
    """Fill the belief with every case, some of them run; yield each of its states."""
    control, panel = window.belief, window.belief.panel
    assert panel is not None
    control.close()  # its process: it verifies where that is tested
    told = BytesIO()
    serve(BytesIO(b'{"do": "list"}\n'), told)
    cases = json.loads(told.getvalue())
    keep("golden", cases["engine"], [_golden(case, is_good=True) for case in cases["golden"][::2]])
    keep("golden", "1", [_golden(cases["golden"][1], is_good=False)])
    keep("incidents", cases["engine"], [_incident(case) for case in cases["incidents"][:3]])
    control.listed.emit(cases)
    assert panel.tables["golden"].rowCount() == len(cases["golden"])
    yield "belief"
    control.running = "golden"
    control.listed.emit(cases)
    control.progressed.emit(3, 40, cases["golden"][0][1])
    assert panel.cancel.isVisible()
    yield "belief while it runs"
    control.running = ""
    control.ended.emit("The run failed: there is no room on the disk")
    yield "belief after a failure"


def _golden(case: list[str], *, is_good: bool) -> dict[str, Any]:
    key, mechanism, corner, unit = case
    verdict = "agrees" if is_good else "deviates"
    texts = [key, mechanism, corner, "2038.51", "2041.07", "16.3", "12.4", unit, "4000", verdict]
    return {"texts": texts, "good": is_good, "told": "" if is_good else "It deviates."}


def _incident(case: list[str]) -> dict[str, Any]:
    key, quantity, unit, documented, evidence = case
    texts = [key, quantity, unit, documented, "0.52 to 12.6", "24.3", "0.01 to 0.21", "400",
             evidence, "does not fit"]  # fmt: skip
    return {"texts": texts, "good": False, "told": "The band is too wide."}
