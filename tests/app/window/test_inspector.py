from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from app.window.objects import ObjectRef
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from app.window.frame.main_window import MainWindow
    from app.window.inspector.field_row import FieldRow


def is_dirty(window: MainWindow) -> bool:
    return window.document.is_dirty


def row_of(window: MainWindow, label: str) -> FieldRow:
    return next(row for row in window.organisation.inspector.rows if row.field.label == label)


def type_into(row: FieldRow, text: str) -> None:
    line = row.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_number_is_edited_and_taken_back(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("fleet", "triage"),))
    type_into(row_of(opened, "Agents"), "30")
    assert opened.document.scenario.workload.fleets["triage"].agents == 30
    assert is_dirty(opened)
    assert "agents" in opened.actions_["edit.undo"].text().lower()
    opened.actions_["edit.undo"].trigger()
    assert opened.document.scenario.workload.fleets["triage"].agents == 12
    assert not is_dirty(opened)
    line = row_of(opened, "Agents").findChild(QLineEdit)
    assert line is not None
    assert line.text() == "12"
    opened.actions_["edit.redo"].trigger()
    assert opened.document.scenario.workload.fleets["triage"].agents == 30


@pytest.mark.parametrize(
    ("label", "wrong"), [("Agents", "many"), ("Agents", "0"), ("Tasks", "20"), ("Novelty", "2")]
)
def test_a_wrong_value_is_refused_in_place(opened: MainWindow, label: str, wrong: str) -> None:
    opened.document.select((ObjectRef("fleet", "triage"),))
    before = opened.document.scenario
    row = row_of(opened, label)
    type_into(row, wrong)
    assert "xpected" in row.complaint
    assert opened.document.scenario is before
    assert not is_dirty(opened)
    line = row.findChild(QLineEdit)
    assert line is not None
    assert line.text() == wrong
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert row.complaint == ""
    assert line.text() == row.field.text


def test_a_duration_keeps_the_words_in_which_it_is_written(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("design", "fragmented"),))
    type_into(row_of(opened, "Access TTL"), "1 h 30 min")
    standard = opened.document.scenario.designs["fragmented"].standard
    assert standard.access_ttl is not None
    assert str(standard.access_ttl.value.chosen) == "1 h 30 min"


def test_binding_a_platform_elsewhere_redraws_the_outlines(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("design", "fragmented"),))
    box = row_of(opened, "Data lake").findChild(QComboBox)
    assert box is not None
    before = len(opened.organisation.scene.outlines.outlines)
    box.setCurrentIndex(box.findData("entra"))
    box.activated.emit(box.currentIndex())
    assert opened.document.scenario.designs["fragmented"].binding["lake"] == "entra"
    assert len(opened.organisation.scene.outlines.outlines) == before - 1


def test_a_platform_shows_what_holds_there_and_why(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("platform", "crm"),))
    profile = opened.organisation.inspector.profile
    assert profile is not None
    few = profile.model().rowCount()
    section = opened.organisation.inspector.section
    assert section is not None
    section.more.click()
    assert profile.model().rowCount() > 2 * few
    texts = [
        profile.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(profile.model().rowCount())
    ]
    assert len(texts) > 30
    credential = next(text for text in texts if text.startswith("Credential"))
    assert "shared account" in credential
    assert "weaker than declared" in credential
    assert "rule" in credential
    opened.document.show_design("unified")
    profile = opened.organisation.inspector.profile
    assert profile is not None
    first = profile.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "exception" in first


def test_links_lead_to_other_objects(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("platform", "mail"),))
    link = next(
        button
        for button in opened.organisation.inspector.findChildren(QPushButton)
        if button.accessibleName() == "Go to Entra ID"
    )
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert opened.document.selection == (ObjectRef("directory", "entra"),)


def test_names_are_shown_literally(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("platform", "crm"),))
    type_into(row_of(opened, "Title"), "<img src=x> & $a$")
    assert opened.document.scenario.organisation.platforms["crm"].title == "<img src=x> & $a$"
    card = opened.organisation.scene.cards["crm"]
    assert card.node.content.title == "<img src=x> & $a$"


def test_the_end_of_an_exception_stands_above_what_holds(opened: MainWindow) -> None:
    opened.document.show_design("unified")
    opened.document.select((ObjectRef("platform", "crm"),))
    profile = opened.organisation.inspector.section
    assert profile is not None
    assert profile.when.isHidden()
    path = ("designs", "unified", "exceptions", "crm_cannot_federate_agents", "until")
    opened.document.edit("End", lambda s: with_value(s, path, "90 d"))
    profile = opened.organisation.inspector.section
    assert profile is not None
    assert profile.when.isVisible()
    assert "From 90 d on" in profile.when.text()
