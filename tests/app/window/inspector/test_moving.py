from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from app.window.inspector.editors import SmallButton
from app.window.inspector.moving import item_moved
from app.window.objects import ObjectRef
from models.scenario.edits import with_value
from tests.app.window.inspector.test_editing import line_of, row_at

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.window.frame.main_window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier
UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


def button(row: QWidget, name: str) -> SmallButton:
    return next(one for one in row.findChildren(SmallButton) if one.accessibleName() == name)


def rules(window: MainWindow) -> list[str]:
    return list(window.document.scenario.designs["fragmented"].rules)


def with_rules(window: MainWindow) -> None:
    for key in ("first", "second", "third"):
        rule = {"title": key.title(), "set": {"access_ttl": "5 min"}}
        path = ("designs", "fragmented", "rules", key)
        window.document.edit(f"Add {key}", partial(with_value, path=path, raw=rule))


def test_rules_of_a_design_are_moved_by_button_and_by_key(opened: MainWindow) -> None:
    with_rules(opened)
    opened.document.select((ObjectRef("design", "fragmented"),))
    before = rules(opened)
    at = opened.document.history.at
    link = next(one for one in opened.organisation.inspector.links if one.ref.id == "third")
    up = button(link, "Move Third earlier")
    assert "later one wins" in up.toolTip()
    assert "Alt+Up" in up.toolTip()
    up.setFocus()
    QTest.mouseClick(up, Qt.MouseButton.LeftButton)
    assert rules(opened) == [*before[:-2], "third", "second"]
    assert opened.document.history.at == at + 1
    links = [one.ref.id for one in opened.organisation.inspector.links if one.ref.kind == "rule"]
    assert links == rules(opened)
    focus = opened.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Move Third earlier"  # again and again
    QTest.keyClick(focus, UP, ALT)
    assert rules(opened) == [*before[:-3], "third", "first", "second"]
    opened.actions_["edit.undo"].trigger()
    opened.actions_["edit.undo"].trigger()
    assert rules(opened) == before
    links = [one.ref.id for one in opened.organisation.inspector.links if one.ref.kind == "rule"]
    assert links == before


def test_rules_and_designs_are_moved_in_the_outline(opened: MainWindow) -> None:
    with_rules(opened)
    document, tree = opened.document, opened.organisation.outline.tree
    design, rule = ObjectRef("design", "fragmented"), ObjectRef("rule", "third", "fragmented")
    tree.setExpanded(opened.organisation.outline.index_of(design), True)
    document.select((rule,))
    tree.setFocus()
    QTest.keyClick(tree, UP, ALT)
    assert rules(opened)[-2:] == ["third", "second"]
    assert document.selection == (rule,)
    document.pace.catch_up()
    assert tree.currentIndex() == opened.organisation.outline.index_of(rule)
    QTest.keyClick(tree, DOWN, ALT)
    assert rules(opened)[-2:] == ["second", "third"]
    QTest.keyClick(tree, DOWN, ALT)  # it is the last: no step of undo
    before = document.history.at
    QTest.keyClick(tree, DOWN, ALT)
    assert document.history.at == before
    document.select((design,))
    QTest.keyClick(tree, DOWN, ALT)
    assert list(document.scenario.designs) == ["two_hubs", "fragmented", "unified"]
    assert tree.isExpanded(opened.organisation.outline.index_of(design))
    assert document.selection == (design,)


def test_what_has_no_order_says_so(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("platform", "crm"),))
    before = opened.document.scenario
    opened.organisation.outline.tree.setFocus()
    QTest.keyClick(opened.organisation.outline.tree, DOWN, ALT)
    assert opened.document.scenario is before
    assert "means nothing" in opened.statusBar().currentMessage()


def test_the_item_at_the_cursor_is_moved_in_a_list(opened: MainWindow) -> None:
    document = opened.document
    document.select(())
    path = ("experiment", "headline")
    ids = ["last_domain_lag", "wait_per_1000", "accounts_per_agent"]
    document.edit("headline", partial(with_value, path=path, raw=ids))
    row = row_at(opened, "experiment.headline")
    line = line_of(row)
    line.setFocus()
    line.setCursorPosition(len(line.text()))
    QTest.keyClick(line, UP, ALT)
    assert document.scenario.experiment.headline == (ids[0], ids[2], ids[1])
    QTest.keyClick(line, UP, ALT)
    assert document.scenario.experiment.headline == (ids[2], ids[0], ids[1])
    later = button(row, "Move the item at the cursor of Headline later")
    QTest.mouseClick(later, Qt.MouseButton.LeftButton)
    assert document.scenario.experiment.headline == (ids[0], ids[2], ids[1])
    opened.actions_["edit.undo"].trigger()
    assert document.scenario.experiment.headline == (ids[2], ids[0], ids[1])


def test_steps_of_a_plan_are_moved_as_rows(opened: MainWindow) -> None:
    document = opened.document
    steps = {key: {"at": "10 d", "platforms": [where]}
             for key, where in (("one", "mail"), ("two", "lake"))}  # fmt: skip
    path = ("designs", "unified", "plan")
    document.edit("plan", partial(with_value, path=path, raw={"steps": steps}))
    document.select((ObjectRef("design", "unified"),))
    down = button(row_at(opened, "designs.unified.plan.steps.one"), "Move one later")
    down.setFocus()
    QTest.keyClick(down, Qt.Key.Key_Space)
    plan = document.scenario.designs["unified"].plan
    assert plan is not None
    assert list(plan.steps) == ["two", "one"]
    focus = opened.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Move one later"


def test_a_choice_of_the_inspector_still_opens_on_alt_down(opened: MainWindow) -> None:
    with_rules(opened)
    opened.document.select((ObjectRef("rule", "first", "fragmented"),))
    opened.document.edit("Logging", partial(
        with_value, path=("designs", "fragmented", "rules", "first", "set", "logging"),
        raw={"data": "recorded"}))  # fmt: skip
    before = rules(opened)
    row = row_at(opened, "designs.fragmented.rules.first.set.logging.data")
    box = row.findChild(QComboBox)
    assert box is not None
    box.setFocus()
    QTest.keyClick(box, DOWN, ALT)
    assert rules(opened) == before
    assert box.view().isVisible()
    box.hidePopup()


def test_on_the_canvas_the_same_keys_still_move_cards(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("platform", "crm"),))
    opened.organisation.view.setFocus()
    before = opened.document.scenario.layout.get("crm")
    QTest.keyClick(opened.organisation.view, DOWN, ALT)
    assert opened.document.scenario.layout.get("crm") != before


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5, unique=True),
       st.integers(0, 20), st.sampled_from([-1, 1]))  # fmt: skip
def test_moving_an_item_there_and_back_changes_nothing(
    items: list[str], cursor: int, by: int
) -> None:
    text = ", ".join(items)
    cursor = min(cursor, len(text))
    moved, then = item_moved(text, cursor, by)
    assert sorted(moved.split(", ")) == sorted(items)
    if moved != text:
        back, _ = item_moved(moved, then, -by)
        assert back == text


@pytest.mark.parametrize("by", [-1, 1])
def test_a_list_of_one_stays(by: int) -> None:
    assert item_moved("alone", 3, by) == ("alone", 3)
