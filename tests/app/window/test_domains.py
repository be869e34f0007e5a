"""Domains folded into one card and opened again, by mouse and by keyboard; kept in the layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from app.window.objects import ObjectRef
from models.formats import read_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from app.window.frame.main_window import MainWindow

LEFT, NO = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
CARD = "domain/entra"


@pytest.fixture
def unified(opened: MainWindow) -> MainWindow:
    """A window in whose design one directory authenticates three platforms."""
    opened.document.show_design("unified")
    assert len(opened.document.governed().platforms_under("entra")) == 3
    return opened


def name_of_the_box(window: MainWindow) -> QPoint:
    scene = window.organisation.scene
    box = next(one for one in scene.outlines.outlines if one.key == "entra")
    return window.organisation.view.mapFromScene(box.rect.topLeft() + QPointF(30, 14))


def click(window: MainWindow, where: QPoint) -> None:
    QTest.mouseClick(window.organisation.view.viewport(), LEFT, NO, where)


def keys(window: MainWindow) -> set[str]:
    return set(window.organisation.scene.cards)


def place_of(window: MainWindow, key: str) -> tuple[int, int]:
    card = window.organisation.scene.cards[key]
    return round(card.x()), round(card.y())


def middle(window: MainWindow, key: str) -> QPoint:
    card = window.organisation.scene.cards[key]
    return window.organisation.view.mapFromScene(card.sceneBoundingRect().center())


def test_a_click_on_the_name_folds_and_another_one_opens(unified: MainWindow) -> None:
    before, corner = keys(unified), unified.organisation.scene.corner_of("entra")
    click(unified, name_of_the_box(unified))
    assert keys(unified) == before - {"mail", "lake", "crm"} | {CARD}
    card = unified.organisation.scene.cards[CARD]
    assert place_of(unified, CARD) == corner
    assert card.node.content.title == "3 platforms"
    assert "Sales SaaS" in card.node.content.subtitle
    assert unified.document.history.undo_name == "Fold Entra ID"
    assert unified.document.history.at == 1
    click(unified, name_of_the_box(unified))
    assert keys(unified) == before
    QTest.keyClick(unified, Qt.Key.Key_Z, CTRL)
    assert CARD in keys(unified)
    QTest.keyClick(unified, Qt.Key.Key_Z, CTRL)
    assert keys(unified) == before


def test_the_wires_of_what_is_folded_lead_to_its_card(unified: MainWindow) -> None:
    unified.organisation.scene.domain_toggled.emit("entra")
    plan = unified.organisation.scene.plan
    assert plan is not None
    assert plan.node_of[ObjectRef("platform", "crm")] == CARD
    ends = {(wire.left, wire.right): wire.count for wire in plan.wires}
    assert ends["entra", CARD] == 3
    assert any(left == CARD for left, _ in ends)


def test_by_keyboard_from_a_platform_its_directory_or_the_card(unified: MainWindow) -> None:
    view, document = unified.organisation.view, unified.document
    document.select((ObjectRef("platform", "lake"),))
    QTest.keyClick(unified, Qt.Key.Key_B, CTRL)
    assert CARD in keys(unified)
    assert unified.organisation.scene.selected_cards()[0].node.key == CARD
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert CARD not in keys(unified)
    document.select((ObjectRef("directory", "entra"),))
    QTest.keyClick(unified, Qt.Key.Key_B, CTRL)
    assert CARD in keys(unified)
    QTest.keyClick(unified, Qt.Key.Key_B, CTRL | Qt.KeyboardModifier.AltModifier)
    assert CARD not in keys(unified)
    QTest.keyClick(unified, Qt.Key.Key_B, CTRL | Qt.KeyboardModifier.AltModifier)
    assert CARD in keys(unified)


def test_what_has_no_domain_says_what_to_select(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("platform", "crm"),))  # its own users, in this design
    QTest.keyClick(opened, Qt.Key.Key_B, CTRL)
    assert opened.document.history.at == 0
    assert "Select a platform" in opened.statusBar().currentMessage()


def test_a_double_click_on_the_card_opens_it(unified: MainWindow) -> None:
    click(unified, name_of_the_box(unified))
    QTest.mouseDClick(unified.organisation.view.viewport(), LEFT, NO, middle(unified, CARD))
    assert CARD not in keys(unified)


def test_what_is_folded_is_kept_in_the_file_and_stays_where_it_is_dragged(
    unified: MainWindow, tmp_path: Path
) -> None:
    click(unified, name_of_the_box(unified))
    port, start = unified.organisation.view.viewport(), middle(unified, CARD)
    QTest.mousePress(port, LEFT, NO, start)
    QTest.mouseMove(port, start + QPoint(10, 10))
    QTest.mouseMove(port, start + QPoint(40, 40))
    QTest.mouseRelease(port, LEFT, NO, start + QPoint(40, 40))
    place = place_of(unified, CARD)
    assert unified.document.scenario.layout[CARD] == place
    file = tmp_path / "folded.yaml"
    unified.files.save_to(file)
    assert read_scenario(file) == unified.document.scenario
    unified.files.open(file)
    unified.document.show_design("unified")
    assert place_of(unified, CARD) == place


def test_arranging_keeps_what_is_folded(unified: MainWindow) -> None:
    click(unified, name_of_the_box(unified))
    QTest.keyClick(unified, Qt.Key.Key_L, CTRL)
    assert set(unified.document.scenario.layout) == {CARD}
    assert CARD in keys(unified)
    fleets = [c for c in unified.organisation.scene.cards.values() if c.node.kind == "fleet"]
    assert unified.organisation.scene.cards[CARD].x() < min(card.x() for card in fleets)


def test_selecting_a_member_shows_the_card_that_stands_for_it(unified: MainWindow) -> None:
    click(unified, name_of_the_box(unified))
    at = unified.document.history.at
    unified.document.select((ObjectRef("platform", "crm"),))
    assert [c.node.key for c in unified.organisation.scene.selected_cards()] == [CARD]
    assert unified.document.selection == (ObjectRef("platform", "crm"),)
    assert unified.document.history.at == at


def test_the_mark_follows_the_directory(unified: MainWindow) -> None:
    click(unified, name_of_the_box(unified))
    unified.builder.name(ObjectRef("directory", "entra"), "tenant", is_id=True)
    assert "domain/tenant" in keys(unified)
    unified.document.select((ObjectRef("directory", "tenant"),))
    unified.actions_["object.delete"].trigger()
    assert "domain/tenant" not in unified.document.scenario.layout
    assert {"mail", "lake", "crm"} < keys(unified)


def test_a_press_beside_the_name_draws_a_band_as_before(unified: MainWindow) -> None:
    scene, view = unified.organisation.scene, unified.organisation.view
    box = next(one for one in scene.outlines.outlines if one.key == "entra")
    beside = view.mapFromScene(QPointF(box.rect.right() - 4, box.rect.top() + 4))
    click(unified, beside)
    assert unified.document.history.at == 0
    where = name_of_the_box(unified)
    QTest.mouseMove(view.viewport(), where)
    assert scene.outlines in view.items(where)  # so that its tooltip is shown
    assert scene.outlines not in view.items(beside)
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
