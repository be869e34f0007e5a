"""Fields have the room that they need from the first moment, whatever is done how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from app.window.inspector.editors import Paragraph
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
