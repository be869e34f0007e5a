"""The list of kinds: dragged onto the canvas with the mouse, added by Enter with the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem

from app.tokens import GRID
from app.window.frame.main_window import MainWindow
from app.window.kinds.entries import headings, members
from app.window.objects import ObjectRef
from app.window.settings import Memory
from models.profile.templates import GROUPS, templates
from models.scenario.objects import KINDS

LEFT, NO = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def heading(window: MainWindow, title: str) -> QTreeWidgetItem:
    (item,) = window.organisation.kinds.tree.findItems(title, Qt.MatchFlag.MatchExactly)
    return item


def member(window: MainWindow, of: str, title: str) -> QTreeWidgetItem:
    """Open a heading and return the entry of that title below it."""
    item, tree = heading(window, of), window.organisation.kinds.tree
    tree.setCurrentItem(item)
    QTest.keyClick(tree, Qt.Key.Key_Right)
    children = [item.child(at) for at in range(item.childCount())]
    return next(one for one in children if one is not None and one.text(0) == title)


def in_tree(window: MainWindow, where: QPoint) -> QPoint:
    """Return a place of the canvas as the tree sees it: it holds the mouse while one drags."""
    port = window.organisation.view.viewport()
    return window.organisation.kinds.tree.viewport().mapFromGlobal(port.mapToGlobal(where))


def carry(window: MainWindow, item: QTreeWidgetItem, *points: QPoint) -> None:
    tree = window.organisation.kinds.tree
    tree.scrollToItem(item)
    start = tree.visualItemRect(item).center()
    QTest.mousePress(tree.viewport(), LEFT, NO, start)
    QTest.mouseMove(tree.viewport(), start + QPoint(1, 0))
    assert window.organisation.carrying.note.isHidden()
    QTest.mouseMove(tree.viewport(), start + QPoint(30, 0))
    assert tree.is_carrying
    for point in points:
        QTest.mouseMove(tree.viewport(), in_tree(window, point))


def let_go(window: MainWindow, where: QPoint) -> None:
    tree = window.organisation.kinds.tree
    QTest.mouseRelease(tree.viewport(), LEFT, NO, in_tree(window, where))
    assert not tree.is_carrying
    assert window.organisation.carrying.note.isHidden()
    assert window.organisation.scene.landing.ghost.isNull()


def middle(window: MainWindow, key: str) -> QPoint:
    card = window.organisation.scene.cards[key]
    return window.organisation.view.mapFromScene(card.sceneBoundingRect().center())


def places(window: MainWindow) -> dict[str, tuple[float, float]]:
    return {key: (card.x(), card.y()) for key, card in window.organisation.scene.cards.items()}


def test_everything_that_can_be_added_is_listed(opened: MainWindow) -> None:
    entries = headings()
    assert {entry.group for entry in entries if entry.group} == set(GROUPS)
    assert {entry.kind for entry in entries} == set(KINDS)
    scenario = opened.document.scenario
    for entry in entries:
        if entry.group:
            offered = [one.template for one in members(scenario, entry) if one.template]
            assert offered == list(templates(scenario, entry.group))
        assert entry.hint
    tree = opened.organisation.kinds.tree
    assert tree.topLevelItemCount() == len(entries)
    assert all(not heading(opened, entry.title).icon(0).isNull() for entry in entries)


def test_a_vault_lands_where_it_is_let_go_and_nothing_else_moves(opened: MainWindow) -> None:
    before, scene, view = places(opened), opened.organisation.scene, opened.organisation.view
    view.zoom_by(0.6)
    item = member(opened, "Vault", "HashiCorp Vault")
    where = QPoint(view.viewport().width() // 2, view.viewport().height() - 60)
    carry(opened, item, where)
    ghost = scene.landing.ghost
    assert ghost.contains(view.mapToScene(where))
    assert "HashiCorp Vault" in opened.organisation.carrying.note.text()
    let_go(opened, where)
    (made,) = opened.document.selection
    assert made.kind == "vault"
    card = scene.cards[made.id]
    assert (card.x(), card.y()) == (ghost.x(), ghost.y())
    assert card.x() % GRID == 0
    assert opened.document.history.at == 1
    after = places(opened)
    assert {key: after[key] for key in before} == before
    QTest.keyClick(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert places(opened) == before
    assert made.id not in opened.document.scenario.organisation.vaults


def test_a_platform_in_a_box_is_bound_to_its_directory(opened: MainWindow) -> None:
    item, scene = member(opened, "SaaS product", "Slack"), opened.organisation.scene
    carry(opened, item, middle(opened, "mail"))
    domain = scene.outlines.domain_at(scene.cards["mail"].sceneBoundingRect().center())
    assert domain is not None
    assert scene.landing.target == domain.rect
    assert "“Entra ID” authenticates it" in opened.organisation.carrying.note.text()
    let_go(opened, middle(opened, "mail"))
    (made,) = opened.document.selection
    binding = opened.document.scenario.designs[opened.document.design].binding
    assert binding[made.id] == "entra"
    boxes = [card.sceneBoundingRect() for key, card in scene.cards.items() if key != made.id]
    new = scene.cards[made.id].sceneBoundingRect()
    assert not any(new.intersects(box) for box in boxes)
    assert opened.document.history.at == 1
    other = next(key for key in opened.document.scenario.designs if key != opened.document.design)
    assert opened.document.scenario.designs[other].binding.get(made.id) != "entra"


def test_what_is_dropped_on_a_card_belongs_to_it(opened: MainWindow) -> None:
    scene, document = opened.organisation.scene, opened.document
    carry(opened, heading(opened, "Resource"), middle(opened, "crm"))
    assert scene.landing.target == scene.cards["crm"].sceneBoundingRect()
    assert scene.landing.ghost.isNull()
    let_go(opened, middle(opened, "crm"))
    (made,) = document.selection
    assert document.scenario.organisation.resources[made.id].platform == "crm"

    carry(opened, heading(opened, "Trust edge"), middle(opened, "lake"))
    assert "from a resource of “" in opened.organisation.carrying.note.text()
    let_go(opened, middle(opened, "lake"))
    picker = opened.builder.picker
    assert [entry.text for entry in picker.shown()] == ["Claims history", "Reports"]
    QTest.keyClicks(picker.line, "reports")
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    (made,) = document.selection
    assert document.scenario.organisation.trust_edges[made.id].source == "reports"

    carry(opened, member(opened, "Team", "Team around the clock"), middle(opened, "crm"))
    let_go(opened, middle(opened, "crm"))
    (made,) = document.selection
    assert document.scenario.organisation.platforms["crm"].owner == made.id

    carry(opened, heading(opened, "Rule"), middle(opened, "triage"))
    let_go(opened, middle(opened, "triage"))
    (made,) = document.selection
    rule = document.scenario.designs[document.design].rules[made.id]
    assert rule.where.fleet == ("triage",)
    assert document.history.at == 4


def test_a_heading_asks_which_and_the_answer_lands_there(opened: MainWindow) -> None:
    view = opened.organisation.view
    view.zoom_by(0.6)
    where = QPoint(view.viewport().width() - 140, 60)
    carry(opened, heading(opened, "Agent fleet"), where)
    assert "choose which" in opened.organisation.carrying.note.text()
    ghost = opened.organisation.scene.landing.ghost
    let_go(opened, where)
    picker = opened.builder.picker
    assert picker.isVisible()
    QTest.keyClicks(picker.line, "like claims ana")
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    (made,) = opened.document.selection
    assert opened.document.scenario.layout[made.id] == (ghost.x(), ghost.y())
    assert opened.document.history.at == 1


def test_the_first_platform_of_an_empty_page_is_dragged_in(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    where = window.organisation.view.viewport().rect().center()
    carry(window, member(window, "Cloud", "Google Cloud"), where)
    ghost = window.organisation.scene.landing.ghost
    assert ghost.contains(window.organisation.view.mapToScene(where))
    let_go(window, where)
    (made,) = window.document.selection
    assert window.document.scenario.layout[made.id] == (ghost.x(), ghost.y())
    carry(window, heading(window, "Resource"), middle(window, made.id))
    let_go(window, middle(window, made.id))
    (resource,) = window.document.selection
    assert window.document.scenario.organisation.resources[resource.id].platform == made.id


def test_beside_the_canvas_or_after_escape_nothing_is_added(opened: MainWindow) -> None:
    before, tree = opened.document.scenario, opened.organisation.kinds.tree
    item = heading(opened, "Design")
    carry(opened, item, QPoint(-30, 40))
    assert opened.organisation.carrying.note.isHidden()
    let_go(opened, QPoint(-30, 40))
    carry(opened, item, middle(opened, "crm"))
    QTest.keyClick(tree, Qt.Key.Key_Escape)
    assert not tree.is_carrying
    assert opened.organisation.carrying.note.isHidden()
    QTest.mouseRelease(tree.viewport(), LEFT, NO, in_tree(opened, middle(opened, "crm")))
    assert opened.document.scenario is before


def test_by_keyboard_from_the_key_to_the_new_object(opened: MainWindow) -> None:
    tree = opened.organisation.kinds.tree
    QTest.keyClick(opened, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert opened.focusWidget() is tree
    while tree.currentItem() is not heading(opened, "Log sink"):
        QTest.keyClick(tree, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_Right)
    QTest.keyClick(tree, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    (made,) = opened.document.selection
    assert opened.document.scenario.organisation.log_sinks[made.id].central
    assert tree.hasFocus()  # ready for the next one
    QTest.keyClick(opened, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert opened.organisation.kinds.isHidden()
    assert not opened.actions_["view.kinds"].isChecked()
    QTest.keyClick(opened, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert opened.organisation.kinds.isVisible()


def test_a_list_that_is_hidden_stays_so_at_the_next_start(window: MainWindow) -> None:
    window.organisation.kinds.hide()
    window.close()
    memory = Memory()
    assert not memory.lists_kinds()
    again = MainWindow(memory)
    assert again.organisation.kinds.isHidden()
    assert not again.actions_["view.kinds"].isChecked()
    again.close()
    again.deleteLater()


def test_enter_on_a_heading_asks_which_and_a_double_click_on_an_entry_adds(
    opened: MainWindow,
) -> None:
    tree = opened.organisation.kinds.tree
    tree.setFocus()
    tree.setCurrentItem(heading(opened, "Directory"))
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert opened.builder.picker.isVisible()
    QTest.keyClick(opened.builder.picker.line, Qt.Key.Key_Escape)
    item = member(opened, "Directory", "Okta")
    tree.scrollToItem(item)
    QTest.mouseDClick(tree.viewport(), LEFT, NO, tree.visualItemRect(item).center())
    (made,) = opened.document.selection
    assert opened.document.scenario.organisation.directories[made.id].kind == "okta"


def test_templates_about_what_there_is_follow_it(opened: MainWindow) -> None:
    member(opened, "Agent fleet", "Like Claims analyst")
    opened.document.select((ObjectRef("fleet", "analyst"),))
    opened.actions_["object.delete"].trigger()
    item = heading(opened, "Agent fleet")
    titles = [child.text(0) for at in range(item.childCount()) if (child := item.child(at))]
    assert "Like Claims analyst" not in titles
    assert "Assistants" in titles


@pytest.mark.parametrize("key", ["crm", "entra"])
def test_the_first_card_that_is_dragged_moves_no_other(opened: MainWindow, key: str) -> None:
    QTest.keyClick(opened, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not opened.document.scenario.layout
    before, port = places(opened), opened.organisation.view.viewport()
    start = middle(opened, key)
    QTest.mousePress(port, LEFT, NO, start)
    QTest.mouseMove(port, start + QPoint(20, 30))
    QTest.mouseMove(port, start + QPoint(40, 60))
    QTest.mouseRelease(port, LEFT, NO, start + QPoint(40, 60))
    QApplication.processEvents()
    after = places(opened)
    assert {one for one in before if before[one] != after[one]} == {key}


def test_the_key_that_opens_all_opens_a_heading_and_comes_back(opened: MainWindow) -> None:
    """Rows that come while Qt opens all of them let it open them for ever."""
    tree = opened.organisation.kinds.tree
    tree.setCurrentItem(heading(opened, "Cloud"))
    QTest.keyClick(tree, Qt.Key.Key_Asterisk)
    assert heading(opened, "Cloud").isExpanded()
    assert heading(opened, "Cloud").childCount() > 1
    tree.expandAll()
    assert heading(opened, "Vault").childCount() > 1
