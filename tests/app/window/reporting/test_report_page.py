from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest

from app.report import chart_names
from app.window.look import appearance
from tests.app.report.cases import HOSTILE, compared, hostile, larkfield

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow
    from models.comparison import Comparison
    from models.scenario import Scenario

_IMAGE = QTextDocument.ResourceType.ImageResource


@pytest.fixture
def run(opened: MainWindow) -> tuple[Comparison, Scenario]:
    """Give the window the result of a run, as its process would."""
    scenario = larkfield()
    comparison = compared(scenario)
    opened.report.show_comparison(comparison, scenario)
    return comparison, scenario


def _open(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert window.page is window.report
    qtbot.waitUntil(lambda: not window.report.is_drawing, timeout=20_000)


def test_without_a_run_the_page_says_what_to_do(opened: MainWindow, qtbot: QtBot) -> None:
    _open(opened, qtbot)
    assert not opened.report.has_report
    assert not opened.report.text.isVisible()
    assert not opened.actions_["file.report"].isEnabled()


def test_the_page_shows_what_is_printed_with_every_chart(
    opened: MainWindow, run: tuple[Comparison, Scenario], qtbot: QtBot
) -> None:
    comparison, scenario = run
    _open(opened, qtbot)
    text = opened.report.text.toPlainText()
    for heading in ("Verdict", "Results", "Organisation", "Plans", "What it rests on",
                    "Assumptions", "Limits", "How to reproduce"):  # fmt: skip
        assert heading in text, heading
    assert scenario.question in text
    assert comparison.digest in text
    assert "{" not in text
    document = opened.report.text.document()
    for name in chart_names(comparison):
        assert not document.resource(_IMAGE, QUrl(name)).isNull()
    assert "changed since" in opened.report.note.text()  # another scenario is open


def test_dark_colours_are_written_anew(
    opened: MainWindow, run: tuple[Comparison, Scenario], qtbot: QtBot
) -> None:
    comparison, _ = run
    _open(opened, qtbot)
    name = QUrl(next(iter(chart_names(comparison))))
    light = opened.report.text.document().resource(_IMAGE, name).pixelColor(2, 2)
    appearance().choose("dark")
    qtbot.waitUntil(lambda: not opened.report.is_drawing, timeout=20_000)
    dark = opened.report.text.document().resource(_IMAGE, name).pixelColor(2, 2)
    assert dark.lightness() < light.lightness()


@pytest.mark.usefixtures("run")
def test_the_report_is_saved_as_pdf_and_as_a_web_page(opened: MainWindow, tmp_path: Path) -> None:
    opened.report.save(tmp_path / "report.pdf")
    opened.report.save(tmp_path / "report.html")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert "<svg" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("run")
def test_a_folder_that_is_not_there_is_told(opened: MainWindow, tmp_path: Path) -> None:
    said: list[str] = []
    opened.report.said.connect(said.append)
    opened.report.save(tmp_path / "nowhere" / "report.html")
    assert "was not written" in said[-1]


@pytest.mark.usefixtures("run")
def test_names_are_text_whatever_they_hold(opened: MainWindow, qtbot: QtBot) -> None:
    scenario = hostile()
    opened.report.show_comparison(compared(scenario), scenario)
    _open(opened, qtbot)
    assert HOSTILE in opened.report.text.toPlainText()


@pytest.mark.usefixtures("run")
def test_another_file_has_no_report_yet(opened: MainWindow, teaching: Path, qtbot: QtBot) -> None:
    opened.files.open(teaching)
    qtbot.waitUntil(lambda: not opened.report.has_report)
