"""Fields have the room that they need from the first moment, whatever is done how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from app.window.inspector.editors import Paragraph
from app.window.inspector.profile_painting import KIND, ORIGIN, SETTING, VALUE, _row_of
from app.window.objects import ObjectRef
from models.scenario.objects import objects_of

if TYPE_CHECKING:
    from app.window.frame.main_window import MainWindow


def squashed(window: MainWindow) -> list[str]:
    """Return the fields that are lower than they ask for, as they would be drawn now."""
    return [
        f"{row.field.label}: {each.height()} px of {each.sizeHint().height()}"
        for row in window.organisation.inspector.rows
        for kind in (QLineEdit, QComboBox, Paragraph)
        for each in row.findChildren(kind)
        if each.height() < each.sizeHint().height()
    ]


@pytest.mark.parametrize("height", [800, 560])
def test_no_field_is_squashed_in_fifty_quick_selections(opened: MainWindow, height: int) -> None:
    opened.resize(1280, height)
    QApplication.processEvents()
    document = opened.document
    objects = [*objects_of(document.scenario), ObjectRef("experiment")]
    fleets = [ObjectRef("fleet", key) for key in document.scenario.workload.fleets]
    for at in range(50):
        among = fleets if at % 2 else objects
        document.select((among[at * 7 % len(among)],))
        assert not squashed(opened)  # as a window is drawn that gets to nothing else in between
        if at % 3 == 0:
            QApplication.processEvents()
            assert not squashed(opened)


def test_no_field_is_squashed_where_rows_are_made_anew(opened: MainWindow) -> None:
    document = opened.document
    document.select((ObjectRef("fleet", "triage"),))
    inspector = opened.organisation.inspector
    inspector.verticalScrollBar().setValue(200)
    for design in (*document.scenario.designs, document.design):
        document.show_design(design)
        assert not squashed(opened)
        inspector._rebuild_in_place()
        assert not squashed(opened)


@pytest.mark.parametrize("width", [1280, 2560])
def test_settings_that_hold_are_written_whole(opened: MainWindow, width: int) -> None:
    opened.resize(width, 800)
    opened.document.select((ObjectRef("platform", "crm"),))
    section = opened.organisation.inspector.section
    assert section is not None
    section.more.setChecked(True)
    profile = section.list
    QTest.keyClick(profile, Qt.Key.Key_Right)
    QApplication.processEvents()
    room = profile.viewport().width() - 4
    model = profile.model()
    bottom = 0
    for at in range(model.rowCount()):
        index = model.index(at, 0)
        indent = 0 if index.data(KIND) == SETTING else 16
        row = _row_of(index, room - indent)
        text = " ".join([*row.label, *row.value, *row.origin])
        whole = f"{index.data()} {index.data(VALUE)} {index.data(ORIGIN)}"
        assert text.replace("◆ ", "").replace("▲ ", "").replace(" ", "") == whole.replace(" ", "")
        place = profile.visualRect(index)
        assert place.top() >= bottom
        bottom = place.bottom()
    assert bottom < profile.viewport().height()
