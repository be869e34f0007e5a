from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from app.window.inspector.editors import SmallButton
from app.window.objects import ObjectRef
from models.scenario.edits import with_value
from tests.app.window.inspector.test_editing import line_of, paths, row_at, type_into

if TYPE_CHECKING:
    from app.window.frame.main_window import MainWindow
    from app.window.inspector.field_row import FieldRow

Z = Qt.Key.Key_Z
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def reset_of(row: FieldRow) -> SmallButton | None:
    buttons = [one for one in row.findChildren(SmallButton) if not one.isHidden()]
    return next((b for b in buttons if b.accessibleName() == f"Reset {row.field.label}"), None)


def tooltip(button: QToolButton) -> str:
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), button.mapToGlobal(QPoint(2, 2)))
    QApplication.sendEvent(button, event)
    return button.toolTip()


def test_a_default_comes_back_by_the_button_in_one_step(opened: MainWindow) -> None:
    document = opened.document
    document.select(())
    path = "experiment.replications.half_width"
    type_into(row_at(opened, path), "0.2")
    button = reset_of(row_at(opened, path))
    assert button is not None
    assert "“0.05”, the default" in tooltip(button)
    at = document.history.at
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.scenario.experiment.replications.half_width == 0.05
    assert document.history.at == at + 1
    assert reset_of(row_at(opened, path)) is None
    assert line_of(row_at(opened, path)).hasFocus()
    opened.actions_["edit.undo"].trigger()
    assert reset_of(row_at(opened, path)) is not None
    assert document.scenario.experiment.replications.half_width == 0.2


def test_the_key_resets_the_field_that_has_the_keyboard(opened: MainWindow) -> None:
    document = opened.document
    document.select((ObjectRef("fleet", "triage"),))
    type_into(row_at(opened, "workload.fleets.triage.growth"), "0.5")
    line = line_of(row_at(opened, "workload.fleets.triage.growth"))
    assert line.hasFocus()
    QTest.keyClick(line, Z, CTRL_ALT)
    assert document.scenario.workload.fleets["triage"].growth.value == 0.0
    line = line_of(row_at(opened, "workload.fleets.triage.growth"))
    assert line.hasFocus()
    assert line.text() == "0"
    before = document.scenario
    QTest.keyClick(line, Z, CTRL_ALT)
    assert document.scenario is before
    assert "no value of its own" in opened.statusBar().currentMessage()


def test_several_fleets_are_reset_in_one_step(opened: MainWindow) -> None:
    document = opened.document
    fleets = list(document.scenario.workload.fleets)[:3]
    start = document.scenario
    document.select(tuple(ObjectRef("fleet", key) for key in fleets))
    path = f"workload.fleets.{fleets[0]}.growth"
    for at, key in enumerate(fleets[1:]):
        where = ("workload", "fleets", key, "growth")
        document.edit("grow", partial(with_value, path=where, raw=f"0.{at + 3}"))
    button = reset_of(row_at(opened, path))
    assert button is not None
    assert tooltip(button).count("It becomes “0”, the default.") == 1
    at = document.history.at
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.history.at == at + 1
    assert [document.scenario.workload.fleets[key].growth.value for key in fleets] == [0.0] * 3
    assert [str(document.scenario.workload.fleets[key]) for key in fleets] == [
        str(start.workload.fleets[key]) for key in fleets
    ]


def test_a_setting_of_the_standard_says_which_default_would_hold(opened: MainWindow) -> None:
    document = opened.document
    document.select((ObjectRef("design", "unified"),))
    path = "designs.unified.standard.access_ttl"
    button = reset_of(row_at(opened, path))
    assert button is not None
    told = tooltip(button)
    assert "“1 h”, vendor default, AWS (Data lake)" in told
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.scenario.designs["unified"].standard.access_ttl is None
    assert path not in paths(opened)
    focus = opened.focusWidget()
    assert focus is not None
    assert opened.organisation.inspector.isAncestorOf(focus)
    opened.actions_["edit.undo"].trigger()
    assert path in paths(opened)


def test_a_rule_gives_way_to_the_standard(opened: MainWindow) -> None:
    document = opened.document
    document.select((ObjectRef("rule", "lake_keys", "fragmented"),))
    row = next(row for row in opened.organisation.inspector.rows
               if row.field.path[-1] == "credential")  # fmt: skip
    button = reset_of(row)
    assert button is not None
    told = tooltip(button)
    assert "declared standard (Data lake)" in told
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    rule = document.scenario.designs["fragmented"].rules["lake_keys"]
    assert rule.set.credential is None


def test_a_binding_falls_back_to_own_users_or_the_elder(opened: MainWindow) -> None:
    document = opened.document
    document.edit(
        "child", lambda s: with_value(s, ("designs", "child"), {"extends": "unified",
                                                                "binding": {"crm": "local"}})
    )  # fmt: skip
    document.select((ObjectRef("design", "child"),))
    button = reset_of(row_at(opened, "designs.child.binding.crm"))
    assert button is not None
    assert "as in Unified" in tooltip(button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.scenario.designs["child"].binding == {}


@pytest.mark.parametrize("wrong", ["workload.fleets.triage.agents", "workload.fleets.triage.uses"])
def test_what_must_be_said_has_no_reset(opened: MainWindow, wrong: str) -> None:
    opened.document.select((ObjectRef("fleet", "triage"),))
    assert reset_of(row_at(opened, wrong)) is None
