"""Names are typed into the dialogs that ask where something is saved, and files are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QXmlStreamReader
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QToolButton

from app.window.look.saving import PICTURES
from models.formats import read_scenario
from tests.app.window.test_comparison import compared, ready

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow

__all__ = ["compared", "ready"]

SHIFT_CTRL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def name_of(dialog: QFileDialog | None, qtbot: QtBot) -> QLineEdit:
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setFocus()
    return name


def type_name(dialog: QFileDialog | None, path: Path, qtbot: QtBot) -> None:
    line = name_of(dialog, qtbot)
    assert dialog is not None
    dialog.setDirectory(str(path.parent))  # as one goes there by the list at its side
    qtbot.waitUntil(line.hasFocus)
    line.selectAll()
    QTest.keyClicks(line, path.name)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def choose_kind(dialog: QFileDialog | None, kind: str, qtbot: QtBot) -> None:
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    kinds = dialog.findChild(QComboBox, "fileTypeCombo")
    assert kinds is not None
    kinds.setFocus()
    row = kinds.findText(kind)
    assert row >= 0
    for _ in range(abs(row - kinds.currentIndex())):
        QTest.keyClick(kinds, Qt.Key.Key_Down if row > kinds.currentIndex() else Qt.Key.Key_Up)
    assert kinds.currentText() == kind
    kinds.textActivated.emit(kind)  # a list that drops down says so; the keys alone do not


def assert_is_picture(path: Path) -> None:
    match path.suffix:
        case ".png":
            image = QImage(str(path))
            assert min(image.width(), image.height()) > 300
            seen = {
                image.pixel(x, y)
                for x in range(0, image.width(), 3)
                for y in range(0, image.height(), 3)
            }
            assert len(seen) > 5
        case ".svg":
            reader, names = QXmlStreamReader(path.read_text(encoding="utf-8")), []
            while not reader.atEnd():
                if reader.readNext() == QXmlStreamReader.TokenType.StartElement:
                    names.append(str(reader.name()))
            assert not reader.hasError(), reader.errorString()
            assert names[0] == "svg"
            assert names.count("path") > 10
        case other:
            assert other == ".pdf"
            whole = path.read_bytes()
            assert whole.startswith(b"%PDF-")
            assert whole.rstrip().endswith(b"%%EOF")


@pytest.mark.parametrize("ending", list(PICTURES))
def test_the_canvas_is_exported_by_the_name_that_is_typed(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, ending: str
) -> None:
    opened.actions_["file.picture"].trigger()
    type_name(opened.arranging.dialog, tmp_path / f"mine.{ending}", qtbot)
    assert opened.statusBar().currentMessage() == f"Saved mine.{ending}"
    assert_is_picture(tmp_path / f"mine.{ending}")


@pytest.mark.parametrize("ending", list(PICTURES))
def test_the_kind_that_is_chosen_is_the_ending(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, ending: str
) -> None:
    opened.actions_["file.picture"].trigger()
    dialog = opened.arranging.dialog
    choose_kind(dialog, PICTURES[ending], qtbot)
    assert name_of(dialog, qtbot).text() == f"Three assistants.{ending}"
    type_name(dialog, tmp_path / "plain", qtbot)
    assert_is_picture(tmp_path / f"plain.{ending}")


def test_a_picture_that_cannot_be_written_leaves_what_was_there(
    opened: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "taken.png").mkdir()
    opened.arranging.write(tmp_path / "taken.png")
    assert "taken.png was not written" in opened.statusBar().currentMessage()
    opened.arranging.write(tmp_path / "picture.bmp")
    assert "PNG, SVG or PDF" in opened.statusBar().currentMessage()
    assert not (tmp_path / "picture.bmp").exists()


def test_a_scenario_is_saved_under_another_name(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    QTest.keyClick(opened, Qt.Key.Key_S, SHIFT_CTRL)
    type_name(opened.files.dialog, tmp_path / "other", qtbot)
    assert read_scenario(tmp_path / "other.yaml") == opened.document.scenario


def test_a_chart_and_the_report_are_saved_under_the_names_that_are_typed(
    compared: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    compared.show_page("compare")
    grid = compared.compare.grid
    assert grid is not None
    panel = next(p for p in grid.panels if p.panel_id == "coverage")
    save = next(b for b in panel.tools.findChildren(QToolButton) if "Save as" in b.toolTip())
    for ending in PICTURES:
        QTest.mouseClick(save, Qt.MouseButton.LeftButton)
        type_name(panel.dialog, tmp_path / f"chart.{ending}", qtbot)
        assert_is_picture(tmp_path / f"chart.{ending}")
    compared.show_page("report")
    QTest.mouseClick(compared.report.web, Qt.MouseButton.LeftButton)
    type_name(compared.report.dialog, tmp_path / "told", qtbot)
    assert "Three assistants" in (tmp_path / "told.html").read_text(encoding="utf-8")
    QTest.mouseClick(compared.report.pdf, Qt.MouseButton.LeftButton)
    type_name(compared.report.dialog, tmp_path / "told", qtbot)
    assert_is_picture(tmp_path / "told.pdf")
