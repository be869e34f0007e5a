"""Charts are enlarged, copied and saved; replications are listed and lead to Playback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from app.window.comparing.replications import outliers
from models.scenario.edits import with_value
from tests.app.window.test_comparison import RUN_MS, compared, ready

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.window.comparing.panels import Panel
    from app.window.frame.main_window import MainWindow

__all__ = ["compared", "ready"]


def first_panel(window: MainWindow, qtbot: QtBot) -> Panel:
    grid = window.compare.grid
    assert grid is not None
    qtbot.waitUntil(lambda: grid.panels[0].canvas is not None, timeout=20_000)
    return grid.panels[0]


def press(panel: Panel, name: str) -> None:
    button = next(
        b for b in panel.tools.findChildren(QToolButton) if b.accessibleName().startswith(name)
    )
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_chart_is_enlarged_copied_and_saved(
    compared: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    panel = first_panel(compared, qtbot)
    press(panel, "Enlarge")
    large = panel.enlarged
    assert large is not None
    qtbot.waitUntil(lambda: large.canvas is not None, timeout=10_000)
    assert large.canvas is not None
    assert large.canvas.width() > panel.width()
    QTest.keyClick(large, Qt.Key.Key_Escape)
    assert not large.isVisible()
    press(panel, "Copy")
    assert QGuiApplication.clipboard().pixmap().width() > 100
    for ending, start in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        path = tmp_path / f"chart.{ending}"
        panel.save(path)
        assert path.read_bytes().startswith(start)
    said: list[str] = []
    panel.said.connect(said.append)
    panel.save(tmp_path / "nowhere" / "chart.png")
    panel.save(tmp_path / "chart.nonsense")
    assert all("was not written" in text for text in said)
    assert len(said) == 2


def test_a_replication_leads_to_playback_of_what_was_run(
    compared: MainWindow, qtbot: QtBot
) -> None:
    page = compared.compare
    table = page.replications
    assert table is not None
    assert page.comparison is not None
    assert table.rowCount() == page.comparison.replications == 2
    ran = page.scenario
    compared.document.edit("Seed", lambda s: with_value(s, ("experiment", "seed"), "7"))
    table.setCurrentCell(1, 0)
    chosen = table.item(1, 0)
    assert chosen is not None
    number = int(chosen.text())
    with qtbot.waitSignal(compared.playback.recorded, timeout=RUN_MS):
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert compared.page is compared.playback
    heading = compared.playback.recordings[0][0].trace.heading
    assert ran is not None
    assert heading.seed == ran.experiment.seed
    assert heading.replication == number
    assert "edited since" in compared.playback.bar.state.whole


def test_outliers_are_far_from_the_others() -> None:
    values = np.array([1.0, 2.0, 3.0, 2.5, 1.5, 40.0, np.nan])
    assert outliers(values).tolist() == [False] * 5 + [True, False]
    assert not outliers(np.array([1.0, 1.0, 90.0])).any()
    assert not outliers(np.zeros(9)).any()


@given(st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=40), st.floats(-1e6, 1e6))
def test_where_zero_is_does_not_matter(values: list[float], shift: float) -> None:
    whole = np.round(np.array(values))
    assert outliers(whole).tolist() == outliers(whole + round(shift)).tolist()


@pytest.mark.parametrize("count", [5, 20])
def test_at_most_half_are_outliers(count: int) -> None:
    draws = np.random.default_rng(1).lognormal(0.0, 2.0, count)
    assert outliers(draws).sum() <= count / 2
