"""Presets and the names in lists are chosen, not known by heart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from app.window.inspector.items_button import ItemsButton
from app.window.objects import ObjectRef
from models.presets import platform_presets
from tests.app.window.inspector.test_editing import line_of, row_at, type_into

if TYPE_CHECKING:
    from app.window.frame.main_window import MainWindow
    from app.window.inspector.field_row import FieldRow

RULE = "designs.unified.rules"


def items_of(row: FieldRow) -> ItemsButton:
    button = row.findChild(ItemsButton)
    assert button is not None
    assert button.isVisibleTo(row)
    return button


def choose(row: FieldRow, title: str) -> None:
    """Open the menu by key, walk down to a title, press Enter."""
    button = items_of(row)
    titles = [action.text() for action in button.offered.actions()]
    button.offered.popup(button.mapToGlobal(button.rect().bottomLeft()))
    for _ in range(titles.index(title) + 1):
        QTest.keyClick(button.offered, Qt.Key.Key_Down)
    QTest.keyClick(button.offered, Qt.Key.Key_Return)


def compared(window: MainWindow) -> list[str]:
    return list(window.document.scenario.experiment.compare)


def test_presets_of_the_kind_come_first_and_are_chosen(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("platform", "crm"),))
    row = row_at(opened, "organisation.platforms.crm.preset")
    box = row.findChild(QComboBox)
    assert box is not None
    shown = [box.itemText(at) for at in range(box.count())]
    assert box.currentText() == "Salesforce"
    assert shown[0] == "not set"
    known = platform_presets()
    like = [each.title for each in known.values() if each.kind == "saas"]
    assert sorted(shown[1 : 1 + len(like)]) == sorted(like)
    assert len(shown) == 1 + len(known)
    row.focus_editor()
    while box.currentText() != "Slack":
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < shown.index("Slack")
                       else Qt.Key.Key_Up)  # fmt: skip
    box.activated.emit(box.currentIndex())
    assert opened.document.scenario.organisation.platforms["crm"].preset == "slack"


def test_compared_designs_and_headline_metrics_are_chosen(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("experiment"),))
    row = row_at(opened, "experiment.compare")
    assert line_of(row).text() == "unified, two_hubs"
    choose(row, "Unified")
    assert compared(opened) == ["two_hubs"]
    choose(row_at(opened, "experiment.compare"), "Unified")
    assert opened.document.scenario.experiment.compare == ("two_hubs", "unified")
    titles = [
        each.text() for each in items_of(row_at(opened, "experiment.headline")).offered.actions()
    ]
    assert "Excess privilege" in titles
    type_into(row_at(opened, "experiment.compare"), "unified")
    ticked = [a.text() for a in items_of(row_at(opened, "experiment.compare")).offered.actions()
              if a.isChecked()]  # fmt: skip
    assert ticked == ["Unified"]


@pytest.mark.parametrize(
    ("key", "title", "held"),
    [("platform", "Data lake", "lake"), ("fleet", "Claims analyst", "analyst"),
     ("directory", "Entra ID", "entra"), ("kind", "SaaS", "saas")],
)  # fmt: skip
def test_where_a_rule_holds_is_chosen(opened: MainWindow, key: str, title: str, held: str) -> None:
    opened.actions_["add.rule"].trigger()
    (ref,) = opened.document.selection
    design, _, rule = ref.id.partition("/")
    path = f"designs.{ref.design or design}.rules.{rule or ref.id}.where.{key}"
    choose(row_at(opened, path), title)
    rules = opened.document.scenario.designs[ref.design or design].rules
    assert list(getattr(next(reversed(rules.values())).where, key)) == [held]
