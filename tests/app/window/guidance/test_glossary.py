from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.window.guidance.asked import explanation_of
from app.window.guidance.keys import KeysPanel
from app.window.guidance.terms import glossary, term_called
from app.window.objects import SINGULARS
from models.metrics import METRICS
from models.profile import control_table

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow


def name_of_this(widget: QWidget) -> str:
    term = explanation_of(widget)
    return term.name if term else ""


def test_metrics_and_controls_are_defined_by_their_own_tables() -> None:
    for metric in METRICS:
        term = term_called(metric.name)
        assert term is not None
        assert metric.text in term.text
    for path, control in control_table().items():
        term = term_called(path)
        assert term is not None, path
        assert control.text in term.text or term.subject == "word"


def test_every_kind_of_object_is_a_term() -> None:
    kinds = set(SINGULARS.values()) - {"Scenario", "Experiment"}
    assert all(term_called(kind) for kind in kinds)
    assert all(term.text.endswith((".", ")")) or term.subject == "control" for term in glossary())


def test_whats_this_explains_what_the_keyboard_is_on(opened: MainWindow) -> None:
    opened.activateWindow()
    opened.top_bar.run.setFocus()
    QTest.keyClick(opened.top_bar.run, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    window = opened.guidance.glossary
    assert window is not None
    assert window.isVisible()
    assert "Compare the designs" in window.text.text()
    window.close()


def test_the_strip_is_explained_by_its_metric(opened: MainWindow) -> None:
    cell = opened.strip.cells[0]
    name = cell.accessibleName().partition(":")[0]
    assert name in {metric.name for metric in METRICS}
    assert name_of_this(cell.line) == name


def test_a_cell_of_the_matrix_is_explained_by_its_control(opened: MainWindow) -> None:
    opened.show_page("designs")
    view = opened.designs.view
    view.setCurrentIndex(view.model().index(1, 1))
    term = explanation_of(view)
    assert term is not None
    assert term.subject == "control"


def test_terms_are_searched(window: MainWindow) -> None:
    window.actions_["help.glossary"].trigger()
    shown = window.guidance.glossary
    assert shown is not None
    QTest.keyClicks(shown.search, "blast")
    assert 0 < shown.list.count() < 20
    assert "last" in shown.name.text()
    assert shown.text.text()
    shown.search.setText("qqqqq")
    assert shown.name.text() == "No such term"
    shown.close()
    QApplication.processEvents()


def test_the_sheet_of_keys_is_searched(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    QTest.keyClicks(window, "?")
    panel = window.findChild(KeysPanel)
    assert isinstance(panel, KeysPanel)
    qtbot.waitUntil(panel.isVisible)
    QTest.keyClicks(panel.search, "undo")
    shown = [row for row in range(panel.table.rowCount()) if not panel.table.isRowHidden(row)]
    assert panel.table.model().index(shown[0], 1).data() == "Undo"
    panel.close()
