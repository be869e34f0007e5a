"""Joining by mouse: a handle at the card in focus, lit ends, the reason elsewhere, one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.window.canvas.items import FAR_SCALE
from app.window.objects import ObjectRef
from models.formats import write_scenario
from models.profile import ends
from models.scenario.building import domain_key
from tests.benchmarks.test_canvas import large

if TYPE_CHECKING:
    from pathlib import Path

    from app.window.frame.main_window import MainWindow

LEFT, NO = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CRM, ENTRA, TRIAGE = (
    ObjectRef("platform", "crm"), ObjectRef("directory", "entra"), ObjectRef("fleet", "triage"),
)  # fmt: skip


def middle(window: MainWindow, key: str) -> QPoint:
    card = window.organisation.scene.cards[key]
    return window.organisation.view.mapFromScene(card.sceneBoundingRect().center())


def handle(window: MainWindow, key: str) -> QPoint:
    page = window.organisation
    return page.view.mapFromScene(page.scene.handles.place(key))


def lit(window: MainWindow) -> set[str] | None:
    found = window.organisation.scene.lit
    return None if found is None else set(found)


def move(window: MainWindow, *points: QPoint) -> None:
    for point in points:
        QTest.mouseMove(window.organisation.view.viewport(), point)


def take_hold(window: MainWindow, key: str) -> None:
    """Point at a card, then at its handle, and press."""
    move(window, middle(window, key))
    assert key in window.organisation.scene.handles.shown()
    move(window, handle(window, key))
    QTest.mousePress(window.organisation.view.viewport(), LEFT, NO, handle(window, key))
    assert window.organisation.wire.is_drawing


def let_go(window: MainWindow, where: QPoint) -> None:
    QTest.mouseRelease(window.organisation.view.viewport(), LEFT, NO, where)
    assert not window.organisation.wire.is_drawing
    assert window.organisation.wire.note.isHidden()


def test_a_platform_is_bound_by_a_wire_in_one_step(opened: MainWindow) -> None:
    document, scene = opened.document, opened.organisation.scene
    take_hold(opened, "crm")
    valid = {
        ref.id for ref, why in ends(document.scenario, [CRM], document.design).items()
        if not why and ref.id in scene.cards
    }  # fmt: skip
    assert set(scene.ringed) == valid
    assert lit(opened) == {*valid, "crm"}
    move(opened, middle(opened, "entra"))
    note = opened.organisation.wire.note
    assert note.isVisible()
    assert note.text() == "“Entra ID” authenticates for “Sales SaaS” in this design"
    assert note.property("mood") == "ok"
    assert scene.pointed == "entra"
    let_go(opened, middle(opened, "entra"))
    assert document.scenario.designs[document.design].binding["crm"] == "entra"
    assert document.history.at == 1
    assert lit(opened) is None
    QTest.keyClick(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.scenario.designs[document.design].binding["crm"] == "local"


def test_over_an_invalid_end_the_reason_stands_in_place(opened: MainWindow) -> None:
    before = opened.document.scenario
    take_hold(opened, "triage")
    where = middle(opened, "entra")
    move(opened, where)
    note = opened.organisation.wire.note
    assert note.text().startswith("✕")
    assert "authenticate where they work" in note.text()
    assert note.property("mood") == "bad"
    box = note.geometry()
    assert (box.topLeft() - where).manhattanLength() < 60
    assert opened.organisation.view.viewport().rect().contains(box)
    assert opened.organisation.scene.pointed == ""
    let_go(opened, where)
    assert opened.document.scenario is before


def test_what_is_joined_already_says_so_and_the_ground_says_what_to_do(
    opened: MainWindow,
) -> None:
    before = opened.document.scenario
    take_hold(opened, "mail")
    move(opened, middle(opened, "entra"))
    assert opened.organisation.wire.note.text().endswith("already")
    port = opened.organisation.view.viewport()
    ground = QPoint(port.width() - 3, 3)
    move(opened, ground)
    assert "ring" in opened.organisation.wire.note.text()
    assert port.rect().contains(opened.organisation.wire.note.geometry())
    move(opened, middle(opened, "mail"))
    let_go(opened, middle(opened, "mail"))
    assert opened.document.scenario is before


def test_escape_leaves_everything_as_it_is_and_the_card_where_it_stands(
    opened: MainWindow,
) -> None:
    before, scene = opened.document.scenario, opened.organisation.scene
    at = scene.cards["crm"].pos()
    take_hold(opened, "crm")
    move(opened, middle(opened, "entra"))
    QTest.keyClick(opened.organisation.view, Qt.Key.Key_Escape)
    assert not opened.organisation.wire.is_drawing
    assert lit(opened) is None
    QTest.mouseRelease(opened.organisation.view.viewport(), LEFT, NO, middle(opened, "entra"))
    assert opened.document.scenario is before
    assert scene.cards["crm"].pos() == at


def test_several_selected_cards_are_joined_together(opened: MainWindow) -> None:
    refs = (ObjectRef("platform", "lake"), CRM)
    opened.document.select(refs)
    take_hold(opened, "lake")
    move(opened, middle(opened, "entra"))
    assert "2 objects" in opened.organisation.wire.note.text()
    let_go(opened, middle(opened, "entra"))
    binding = opened.document.scenario.designs[opened.document.design].binding
    assert (binding["lake"], binding["crm"]) == ("entra", "entra")
    assert opened.document.history.at == 1


def test_a_handle_stands_at_what_is_pointed_at_or_selected(opened: MainWindow) -> None:
    scene, view = opened.organisation.scene, opened.organisation.view
    handles = scene.handles
    move(opened, QPoint(2, 2))
    assert handles.shown() == []
    opened.document.select((TRIAGE,))
    assert handles.shown() == ["triage"]
    move(opened, middle(opened, "crm"))
    assert handles.shown() == ["crm", "triage"]
    # The outer half of the handle lies beside the card and belongs to it still.
    outside = handle(opened, "crm") + QPoint(5, 0)
    card = scene.cards["crm"].sceneBoundingRect()
    assert not card.contains(view.mapToScene(outside))
    move(opened, handle(opened, "crm"), outside)
    assert "crm" in handles.shown()
    assert view.viewport().cursor().shape() == Qt.CursorShape.CrossCursor
    assert handles in view.items(outside)  # whose tooltip is shown then
    assert "Ctrl+Shift+J" in handles.toolTip()
    move(opened, QPoint(2, 2))
    assert handles.shown() == ["triage"]
    opened.actions_["edit.select_all"].trigger()
    assert len(scene.selected_cards()) <= 12 or handles.shown() == []


def test_a_press_beside_the_handle_still_drags_the_card(opened: MainWindow) -> None:
    start, port = middle(opened, "quoter"), opened.organisation.view.viewport()
    move(opened, start)
    QTest.mousePress(port, LEFT, NO, start)
    assert not opened.organisation.wire.is_drawing
    move(opened, start + QPoint(30, 20), start + QPoint(60, 40))
    QTest.mouseRelease(port, LEFT, NO, start + QPoint(60, 40))
    assert "quoter" in opened.document.scenario.layout


def test_over_a_folded_domain_one_chooses_which(opened: MainWindow) -> None:
    document, scene = opened.document, opened.organisation.scene
    opened.document.show_design("unified")  # all three platforms are bound there
    scene.domain_toggled.emit("entra")
    key = domain_key("entra")
    take_hold(opened, "analyst")
    assert key in scene.ringed
    move(opened, middle(opened, key))
    note = opened.organisation.wire.note
    assert note.text().endswith("2 of 3 here can be joined: let go to choose one")
    assert note.property("mood") == "ok"
    before = document.history.at
    let_go(opened, middle(opened, key))
    picker = opened.builder.picker
    assert {entry.text for entry in picker.shown()} == {"Mail and files", "Sales SaaS"}
    QTest.keyClicks(picker.line, "sales")
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    assert {"customers", "quotes"} <= set(document.scenario.workload.fleets["analyst"].uses)
    assert document.history.at == before + 1
    # Of those that are left only one is a valid end: nothing is asked.
    take_hold(opened, "analyst")
    move(opened, middle(opened, key))
    assert "Mail and files" in note.text()
    let_go(opened, middle(opened, key))
    assert not picker.isVisible()
    assert "inbox" in document.scenario.workload.fleets["analyst"].uses
    take_hold(opened, "analyst")
    move(opened, middle(opened, key))
    assert note.text().startswith("✕")
    assert note.text().endswith("already")
    let_go(opened, middle(opened, key))
    assert document.history.at == before + 2


def test_a_group_is_an_end_where_any_of_it_is(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    write_scenario(large(80), path)
    window.files.open(path)
    QApplication.processEvents()
    scene, view = window.organisation.scene, window.organisation.view
    assert scene.plan is not None
    group = next(n for n in scene.plan.nodes.values() if n.kind == "platform" and n.content.group)
    view._zoom_to(max(view.scale_now, FAR_SCALE * 1.5))
    view.centerOn(scene.cards["entra"])
    take_hold(window, "entra")
    some = ends(window.document.scenario, [ENTRA], window.document.design)
    joinable = [one for one in group.members if not some[ObjectRef("platform", one)]]
    assert joinable
    assert group.key in scene.ringed
    let_go(window, QPoint(3, 3))


def test_the_ground_moves_on_where_the_wire_comes_to_the_edge(opened: MainWindow) -> None:
    view = opened.organisation.view
    view._zoom_to(1.5)
    view.centerOn(opened.organisation.scene.cards["crm"])
    take_hold(opened, "crm")
    port = view.viewport()
    edge = QPoint(port.width() - 4, port.height() // 2)
    before = view.mapToScene(edge)
    move(opened, edge, edge + QPoint(1, 0))
    assert view.mapToScene(edge).x() > before.x()
    assert opened.organisation.scene.handles.wire is not None
    assert opened.organisation.scene.handles.wire[1] == QPointF(
        view.mapToScene(edge + QPoint(1, 0))
    )
    let_go(opened, edge)


def test_a_search_is_lit_again_after_a_wire(opened: MainWindow) -> None:
    opened.actions_["edit.find"].trigger()
    QTest.keyClicks(opened.organisation.search.bar.line, "sales saas")
    take_hold(opened, "crm")
    let_go(opened, QPoint(3, 3))
    assert lit(opened) == {"crm"}


@pytest.mark.parametrize("key", ["crm", "triage", "entra"])
def test_a_press_on_the_handle_alone_changes_nothing(opened: MainWindow, key: str) -> None:
    before = opened.document.scenario
    take_hold(opened, key)
    let_go(opened, handle(opened, key))
    assert opened.document.scenario is before
