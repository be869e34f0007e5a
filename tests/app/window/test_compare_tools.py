"""Charts are enlarged, copied and saved; replications are listed and lead to Playback."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QToolTip

from app.window.objects import ObjectRef
from models.formats import write_scenario
from models.metrics import NUMBERS
from models.scenario.edits import with_value
from tests.app.window.test_comparison import RUN_MS, compared, ready, tiny
from tests.app.window.test_saving_dialogs import type_name

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.window.comparing.panels import Panel
    from app.window.comparing.verdict import Verdict
    from app.window.frame.main_window import MainWindow
    from models.comparison import MetricComparison

__all__ = ["compared", "ready"]


def first_panel(window: MainWindow, qtbot: QtBot) -> Panel:
    grid = window.compare.grid
    assert grid is not None
    qtbot.waitUntil(lambda: grid.panels[0].canvas is not None, timeout=20_000)
    return grid.panels[0]


def press(panel: Panel | Verdict, name: str) -> None:
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


def panel_called(window: MainWindow, key: str, qtbot: QtBot) -> Panel:
    grid = window.compare.grid
    assert grid is not None
    panel = next(panel for panel in grid.panels if panel.panel_id == key)
    window.compare.area.ensureWidgetVisible(panel)
    qtbot.waitUntil(
        lambda: panel.canvas is not None and panel.canvas.isVisible() and not panel.dirty,
        timeout=20_000,
    )
    return panel


def test_values_are_read_by_mouse_and_keys(compared: MainWindow, qtbot: QtBot) -> None:
    chart = panel_called(compared, "authority_over_time", qtbot).canvas
    assert chart is not None
    assert chart.size() == chart._drawn_size  # pixel by pixel, not stretched
    middle = chart.rect().center()
    QTest.mouseMove(chart, middle - QPoint(60, 0))
    first = chart.told
    assert [line.partition(":")[0] for line in first.splitlines()[1:]] == ["As found", "Unified"]
    assert "standing" in first
    assert chart.accessibleDescription() == first
    QTest.mouseMove(chart, middle)
    assert chart.told != first
    # The title is no value: the definition stands there.
    QTest.mouseMove(chart, QPoint(30, 12))
    assert chart.told == ""
    assert "What agents may use" in chart.accessibleDescription()
    # A whole picture is not drawn anew for that.
    picture = chart._picture.cacheKey()
    chart.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(chart, key)
        chart.repaint()
    assert chart.told.splitlines()[0].endswith(" d")
    assert chart._picture.cacheKey() == picture


def test_a_click_on_a_domain_selects_it_on_the_canvas(compared: MainWindow, qtbot: QtBot) -> None:
    chart = panel_called(compared, "coverage", qtbot).canvas
    assert chart is not None
    platforms = list(compared.document.scenario.organisation.platforms)
    spot = next(at for at, spot in enumerate(chart._spots) if spot.row == 0)
    assert "Click to select" not in chart.told
    QTest.mouseMove(chart, chart._rectangle(spot).center())
    assert "Click to select" in chart.told
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart._rectangle(spot).center())
    assert compared.page_name == "organisation"
    assert compared.document.selection == (ObjectRef("platform", platforms[0]),)
    # By keyboard, and where the figures are of a scenario that has changed since.
    compared.show_page("compare")
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    with qtbot.waitSignal(compared.compare.platform_chosen) as chosen:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert chosen.args == [platforms[0]]
    compared.show_page("compare")
    compared.compare.platform_chosen.emit("gone")
    assert compared.page_name == "compare"
    assert "gone is not in the scenario" in compared.statusBar().currentMessage()


def test_a_chart_has_its_table(compared: MainWindow, qtbot: QtBot) -> None:
    panel = panel_called(compared, "lag_by_domain", qtbot)
    press(panel, "Table or chart")
    table = panel.table
    assert table is not None
    assert panel.canvas is not None
    assert not panel.canvas.isVisible()
    assert table.isVisible()
    qtbot.waitUntil(lambda: table.geometry().bottom() < panel.tools.geometry().top())
    scenario = compared.document.scenario
    assert table.rowCount() == len(scenario.organisation.platforms)
    heads = [item.text() for c in range(3) if (item := table.horizontalHeaderItem(c)) is not None]
    assert heads == ["Platform", "As found", "Unified"]
    press(panel, "Copy")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + table.rowCount()
    assert lines[0] == "Platform\tAs found\tUnified"
    table.setCurrentCell(1, 0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    second = list(scenario.organisation.platforms)[1]
    assert compared.document.selection == (ObjectRef("platform", second),)
    compared.show_page("compare")
    press(panel, "Table or chart")
    assert panel.table is None
    assert panel.canvas.isVisible()


def test_names_are_read_literally(compared: MainWindow, qtbot: QtBot) -> None:
    title = ("organisation", "platforms", "crm", "title")
    hostile = '<img src="x">'
    scenario = with_value(compared.document.scenario, title, hostile)
    page = compared.compare
    assert page.comparison is not None
    page.show_comparison(page.comparison, scenario)
    chart = panel_called(compared, "coverage", qtbot).canvas
    assert chart is not None
    row = list(scenario.organisation.platforms).index("crm") * 3
    spot = next(at for at, spot in enumerate(chart._spots) if spot.row == row)
    QTest.mouseMove(chart, chart._rectangle(spot).center())
    assert chart.told.startswith(hostile)
    assert "&lt;img" in QToolTip.text()


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


@pytest.fixture
def spread(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A run of eight replications, of which numbers 1 and 4 are far from the others."""
    path = tmp_path / "eight.yaml"
    scenario = with_value(tiny("20 d", "8"), ("experiment", "seed"), "2")
    write_scenario(with_value(scenario, ("experiment", "replications", "at_least"), "8"), path)
    window.files.open(path)
    with qtbot.waitSignal(window.runs.compared, timeout=RUN_MS):
        QTest.mouseClick(window.top_bar.run, Qt.MouseButton.LeftButton)
    return window


def test_a_chart_leads_to_the_replication_that_is_marked(spread: MainWindow, qtbot: QtBot) -> None:
    page, table = spread.compare, spread.compare.replications
    assert table is not None
    panel = panel_called(spread, "differences", qtbot)
    press(panel, "Replications one by one")
    QApplication.processEvents()
    assert table.hasFocus()
    assert not table.visibleRegion().isEmpty()
    marked = table.currentItem()
    spot = table.viewport().mapTo(page.area.viewport(), table.visualItemRect(marked).center())
    assert page.area.viewport().rect().contains(spot)
    assert marked.text().startswith("✖ ")
    assert "Far from the others" in marked.toolTip()
    assert marked.row() == 1
    with qtbot.waitSignal(spread.playback.recorded, timeout=RUN_MS):
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert spread.page is spread.playback
    assert spread.playback.recordings[0][0].trace.heading.replication == 1


def test_a_click_on_an_outlier_of_a_chart_lists_it_and_opens_playback(
    spread: MainWindow, qtbot: QtBot
) -> None:
    panel, table = panel_called(spread, "differences", qtbot), spread.compare.replications
    chart = panel.canvas
    assert chart is not None
    assert table is not None
    readings = chart._table[1]
    spot = next(at for at, spot in enumerate(chart._spots) if readings[spot.row].replication == 4)
    before = spread.document.design
    QTest.mouseMove(chart, chart._rectangle(spot).center())
    assert "replication 4, far from the others" in chart.told
    assert chart.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart._rectangle(spot).center())
    assert spread.document.design == readings[chart._spots[spot].row].design != before
    QApplication.processEvents()
    assert table.hasFocus()
    assert table.currentItem().text().startswith("✖ ")
    row = table.item(table.currentRow(), 0)
    assert row is not None
    assert row.text() == "4"
    with qtbot.waitSignal(spread.playback.recorded, timeout=RUN_MS):
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert spread.page is spread.playback
    assert spread.playback.recordings[0][0].trace.heading.replication == 4


def test_the_verdict_is_copied_whole(compared: MainWindow) -> None:
    verdict = compared.compare.verdict
    assert verdict is not None
    said: list[str] = []
    compared.compare.said.connect(said.append)
    press(verdict, "Copy")
    copied = QGuiApplication.clipboard().text()
    assert compared.compare.comparison is not None
    for sentence in compared.compare.comparison.verdict:
        assert sentence.text in copied
    assert "2 replications of " in copied
    assert said == ["The verdict is on the clipboard"]


def test_the_verdict_is_enlarged_saved_and_leads_to_its_figures(
    compared: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page, comparison = compared.compare, compared.compare.comparison
    assert page.verdict is not None
    assert page.table is not None
    assert comparison is not None
    press(page.verdict, "Enlarge")
    large = page.verdict.enlarged
    assert large is not None
    told = [label.text() for label in large.labels]
    assert all(any(one.text in line for line in told) for one in comparison.verdict)
    assert large.labels[0].fontInfo().pixelSize() > page.verdict.labels[0].fontInfo().pixelSize()
    QTest.keyClick(large, Qt.Key.Key_Escape)
    press(page.verdict, "Save as text")
    type_name(page.verdict.dialog, tmp_path / "told.txt", qtbot)
    saved = (tmp_path / "told.txt").read_text(encoding="utf-8")
    assert all(one.text in saved for one in comparison.verdict)
    about = next(one for one in comparison.verdict if one.metric)
    label = next(each for each in page.verdict.labels if about.text.startswith(each.text()[2:40]))
    assert NUMBERS[about.metric].text in label.toolTip()
    press(page.verdict, "The figures")
    assert compared.focusWidget() is page.table
    assert not page.table.visibleRegion().isEmpty()


def test_a_mark_of_the_table_is_explained_below_it(compared: MainWindow) -> None:
    table = compared.compare.table
    assert table is not None
    frame = table.parentWidget()
    assert frame is not None
    foot = next(each for each in frame.findChildren(QLabel) if each.text().startswith("†"))
    shown = compared.compare.shown
    assert shown is not None
    comparison = shown.comparison
    assert foot.isVisibleTo(frame) is table.metrics.has_crossing
    crossed = replace(comparison, metrics=tuple(map(_crossed, comparison.metrics)))
    table.show_target(replace(shown, comparison=crossed), compared.compare.target)
    assert foot.isVisibleTo(frame)
    assert "levels by themselves" in foot.text()


def _crossed(metric: MetricComparison) -> MetricComparison:
    """Return a metric whose levels differ the other way than its pairs."""
    low, high = (
        replace(level.interval, estimate=at)
        for level, at in zip(metric.levels[:2], (1.0, 2.0), strict=True)
    )
    levels = (
        replace(metric.levels[0], interval=low),
        replace(metric.levels[1], interval=high),
        *metric.levels[2:],
    )
    first = metric.differences[0]
    total = replace(first.effects["total"], estimate=-1.0)
    return replace(
        metric,
        levels=levels,
        differences=(
            replace(first, effects={**first.effects, "total": total}),
            *metric.differences[1:],
        ),
    )
