"""What can be done on the canvas can be done in the outline, by keys that are pressed there."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.tokens import GRID
from app.window.commands.layout_menu import COMMANDS as LAYOUT
from app.window.objects import ObjectRef
from models.scenario.building import folded_domains

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.frame.main_window import MainWindow

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT, NO = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
CRM, MAIL, TRIAGE = (
    ObjectRef("platform", "crm"), ObjectRef("platform", "mail"), ObjectRef("fleet", "triage"),
)  # fmt: skip


def _select(window: MainWindow, *refs: ObjectRef) -> None:
    """Select rows; the keyboard stays in the tree from here on."""
    outline = window.organisation.outline
    outline.tree.setFocus()
    model = outline.tree.selectionModel()
    outline.tree.setCurrentIndex(outline.index_of(refs[0]))
    for ref in refs[1:]:
        model.select(outline.index_of(ref), QItemSelectionModel.SelectionFlag.Select)
    assert set(window.document.selection) == set(refs)


def _press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
    tree = window.organisation.outline.tree
    assert tree.hasFocus()
    QTest.keyClick(tree, key, modifiers)


def _at(window: MainWindow, key: str) -> tuple[float, float]:
    card = window.organisation.scene.cards[key]
    return card.x(), card.y()


def _moves(window: MainWindow) -> None:
    _select(window, CRM, TRIAGE)
    before = {key: _at(window, key) for key in ("crm", "triage", "mail")}
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Down):
        _press(window, key, CTRL | SHIFT)
    for card in ("crm", "triage"):
        assert _at(window, card) == (before[card][0] + 2 * GRID, before[card][1] + GRID)
    assert _at(window, "mail") == before["mail"]
    _press(window, KEY.Key_Left, CTRL | SHIFT)
    _press(window, KEY.Key_Up, CTRL | SHIFT)
    assert _at(window, "crm") == (before["crm"][0] + GRID, before["crm"][1])
    assert window.document.history.at == 5
    assert window.document.scenario.layout["crm"] == _at(window, "crm")


def _aligns(window: MainWindow) -> None:
    _select(window, CRM, TRIAGE)
    _press(window, KEY.Key_Up, CTRL | ALT)
    assert _at(window, "crm")[1] == _at(window, "triage")[1]


def _spreads(window: MainWindow) -> None:
    _select(window, CRM, MAIL, TRIAGE)
    _press(window, KEY.Key_Y, CTRL | ALT)
    cards = window.organisation.scene.cards
    boxes = sorted((cards[key].sceneBoundingRect() for key in ("crm", "mail", "triage")),
                   key=lambda box: box.top())  # fmt: skip
    gaps = [below.top() - above.bottom() for above, below in pairwise(boxes)]
    assert abs(gaps[0] - gaps[1]) <= 2 * GRID


def _arranges(window: MainWindow) -> None:
    _moves(window)
    _press(window, KEY.Key_L, CTRL)
    assert not window.document.scenario.layout


def _folds(window: MainWindow) -> None:
    _select(window, ObjectRef("directory", "entra"))
    window.document.show_design("unified")
    _press(window, KEY.Key_B, CTRL)
    assert folded_domains(window.document.scenario) == ["entra"]


def _selects_all(window: MainWindow) -> None:
    _select(window, CRM)
    _press(window, KEY.Key_A, CTRL)
    assert len(window.organisation.scene.selected_cards()) == len(window.organisation.scene.cards)


def _zooms_to_the_selection(window: MainWindow) -> None:
    _select(window, TRIAGE)
    view, scene = window.organisation.view, window.organisation.scene
    before = view.scale_now
    _press(window, KEY.Key_0, CTRL | SHIFT)
    view.repaint()
    assert view.scale_now > before
    assert scene.view_rect.contains(scene.cards["triage"].sceneBoundingRect())


def _connects(window: MainWindow) -> None:
    _select(window, TRIAGE)
    before = window.document.scenario.workload.fleets["triage"].uses
    _press(window, KEY.Key_J, CTRL | SHIFT)
    picker = window.builder.picker
    QTest.keyClick(picker.line, KEY.Key_Return)
    assert window.document.scenario.workload.fleets["triage"].uses != before


def _disconnects(window: MainWindow) -> None:
    _select(window, TRIAGE)
    before = window.document.scenario.workload.fleets["triage"].uses
    _press(window, KEY.Key_J, CTRL | ALT)
    QTest.keyClick(window.builder.picker.line, KEY.Key_Return)
    assert len(window.document.scenario.workload.fleets["triage"].uses) < len(before)


def _copies_and_pastes(window: MainWindow) -> None:
    _select(window, TRIAGE)
    before = len(window.document.scenario.workload.fleets)
    _press(window, KEY.Key_C, CTRL)
    assert "triage" in QGuiApplication.clipboard().text()
    _press(window, KEY.Key_V, CTRL)
    assert len(window.document.scenario.workload.fleets) == before + 1


def _cuts(window: MainWindow) -> None:
    _select(window, TRIAGE)
    _press(window, KEY.Key_X, CTRL)
    assert "triage" not in window.document.scenario.workload.fleets


def _duplicates(window: MainWindow) -> None:
    _select(window, TRIAGE)
    _press(window, KEY.Key_J, CTRL)
    assert "triage_2" in window.document.scenario.workload.fleets


def _deletes(window: MainWindow) -> None:
    _select(window, TRIAGE, ObjectRef("fleet", "quoter"))
    _press(window, KEY.Key_Delete)
    assert not {"triage", "quoter"} & set(window.document.scenario.workload.fleets)


def _opens_the_fields(window: MainWindow) -> None:
    _select(window, CRM)
    _press(window, KEY.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.organisation.inspector.isAncestorOf(focus)


CAPABILITIES: dict[str, Callable[[MainWindow], None]] = {
    "drag cards": _moves,
    "align": _aligns,
    "spread": _spreads,
    "arrange": _arranges,
    "fold a domain": _folds,
    "select all": _selects_all,
    "zoom to selection": _zooms_to_the_selection,
    "draw a wire": _connects,
    "part what is joined": _disconnects,
    "copy and paste": _copies_and_pastes,
    "cut": _cuts,
    "duplicate": _duplicates,
    "delete": _deletes,
    "Enter on a card": _opens_the_fields,
}
"""Everything that changes something or leads somewhere on the canvas."""


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_what_the_canvas_can_do_the_outline_can_do(opened: MainWindow, capability: str) -> None:
    CAPABILITIES[capability](opened)


def test_the_menu_of_a_row_leads_to_every_command_on_places(opened: MainWindow) -> None:
    menu = opened.organisation.outline.menu
    (places,) = (action.menu() for action in menu.actions() if action.text() == "&Lay out")
    assert isinstance(places, QMenu)
    held = [action.objectName() for action in places.actions() if not action.isSeparator()]
    assert held == [command.id for command in LAYOUT]
    _select(opened, CRM, TRIAGE)
    next(a for a in places.actions() if a.objectName() == "layout.top").trigger()
    assert _at(opened, "crm")[1] == _at(opened, "triage")[1]


def test_where_nothing_has_a_card_it_says_so(opened: MainWindow) -> None:
    _select(opened, ObjectRef("design", "unified"))
    _press(opened, KEY.Key_Right, CTRL | SHIFT)
    assert "Select one card" in opened.statusBar().currentMessage()
    assert opened.document.history.at == 0
