"""Tables at any width: texts are whole, rows and columns follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.window.comparing.standing import Shown
from app.window.comparing.table import MetricsTable
from app.window.launch import make_application
from app.window.look import appearance
from app.window.look.number_box import number_box
from app.window.look.tables import TextTable
from app.window.strip.cells import Cell, Figures
from tests.app.report.cases import compared, larkfield

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow


@pytest.fixture(autouse=True)
def _look(qapp: object) -> None:
    """Give tables the fonts of the program: without a look they have those of the system."""
    assert qapp is make_application()
    appearance().choose("light")


LONG = "a sentence that does not fit into a narrow column without a second line"


def test_rows_are_as_tall_as_their_text_at_any_width(qtbot: QtBot) -> None:
    table = TextTable("Things", "Things.", ("One", "Two"))
    qtbot.addWidget(table)
    table.show_rows([(LONG, "short"), ("short", "short")])
    table.resize(1400, 300)
    table.show()
    qtbot.waitUntil(lambda: table.rowHeight(0) == table.rowHeight(1))
    wide = table.rowHeight(0)
    table.resize(300, 300)
    line = table.fontMetrics().height()
    qtbot.waitUntil(lambda: table.rowHeight(0) >= wide + 2 * line)  # three lines or more
    assert table.rowHeight(1) == wide


def test_what_is_copied_stands_on_one_line_a_row(qtbot: QtBot) -> None:
    table = TextTable("Things", "Things.", ("One", "Two"))
    qtbot.addWidget(table)
    table.show_rows([("a\nb", "−1\u00a0d [−2\u00a0to\u00a00]"), ("c", "d")], ("Left", "Right"))
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text == "Left\tRight\na; b\t−1 d [−2 to 0]\nc\td\n"


def test_all_columns_of_the_metrics_can_be_read_in_a_small_window(qtbot: QtBot) -> None:
    table = MetricsTable()
    qtbot.addWidget(table)
    table.resize(1216, 400)
    table.show()
    found = compared(larkfield())
    table.show_target(Shown(found, larkfield()), found.columns[1].id)
    QCoreApplication.processEvents()
    columns = range(table.model().columnCount())
    assert sum(map(table.columnWidth, columns)) <= table.viewport().width()
    low = table.rowHeight(0)
    table.resize(2400, 400)
    QCoreApplication.processEvents()
    assert table.rowHeight(0) < low
    room = table.fontMetrics()
    for row in range(table.model().rowCount()):
        text = str(table.model().index(row, 4).data())
        assert room.horizontalAdvance(text) < table.columnWidth(4)


def test_a_number_stands_where_the_text_of_other_fields_does(qtbot: QtBot) -> None:
    box = number_box(0, 20)
    qtbot.addWidget(box)
    assert (box.minimum(), box.maximum()) == (0, 20)
    assert box.lineEdit().textMargins().left() == 8


def test_few_domains_share_the_room_of_the_matrix(opened: MainWindow) -> None:
    opened.show_page("designs")
    header = opened.designs.view.horizontalHeader()
    for width in (1280, 2560):
        opened.resize(width, 800)
        QCoreApplication.processEvents()
        QCoreApplication.processEvents()
        room = opened.designs.view.viewport().width()
        share = room // header.count()
        assert header.sectionSize(0) == min(max(share, 190), 420)


def test_long_figures_of_the_strip_are_written_smaller_not_cut(qtbot: QtBot) -> None:
    cell = Cell()
    qtbot.addWidget(cell)
    cell.resize(209, 100)
    cell.show()
    QCoreApplication.processEvents()
    for text, tight in (("● 1 d → ▲ 2 d", False), ("● 0.644 % → ▲ 0.644 %", True)):
        cell.show_figures(Figures("metric", "Name", text, "", "muted", ""))
        QCoreApplication.processEvents()
        assert cell.amount.property("tight") is tight
        assert cell.amount.sizeHint().width() <= cell.amount.width()
