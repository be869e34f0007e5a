from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.window.canvas.card_painting import chip_places
from app.window.guidance.asked import explanation_of
from app.window.guidance.keys import KeysPanel
from app.window.guidance.terms import glossary, term_called
from app.window.objects import SINGULARS, ObjectRef
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


def asked(window: MainWindow, key: str, term: str = "") -> str:
    """Put the pointer on a card, or on its chip of a term, press Shift+F1, read the name."""
    view, card = window.organisation.view, window.organisation.scene.cards[key]
    places = [each.rect for each in chip_places(card.node.content) if each.term == term]
    spot = places[0].center() if places else QPointF(8.0, 8.0)
    port = view.viewport()
    QCursor.setPos(port.mapToGlobal(view.mapFromScene(card.mapToScene(spot))))
    view.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert window.guidance.glossary is not None
    name = window.guidance.glossary.name.text()
    window.guidance.glossary.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return name


def test_every_chip_and_every_kind_of_card_leads_to_its_term(opened: MainWindow) -> None:
    scene = opened.organisation.scene
    terms = {
        (chip.term, key)
        for key, card in scene.cards.items()
        for chip in chip_places(card.node.content)
    }
    assert {term for term, _ in terms} == {
        "credential", "authorisation", "revocation", "logging.data",
    }  # fmt: skip
    for wanted in sorted({term for term, _ in terms}):
        key = next(key for term, key in sorted(terms) if term == wanted)
        about = term_called(wanted)
        assert about is not None
        assert asked(opened, key, wanted) == about.name
    kinds = {card.node.kind: key for key, card in scene.cards.items()}
    for kind, key in kinds.items():
        assert asked(opened, key) == SINGULARS[kind]


def test_a_chosen_card_is_explained_where_the_pointer_is_elsewhere(opened: MainWindow) -> None:
    QCursor.setPos(0, 0)
    opened.document.select((ObjectRef("fleet", "triage"),))
    assert name_of_this(opened.organisation.view) == "Agent fleet"
