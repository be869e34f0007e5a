from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.window.inspector.profile_painting import KIND, SETTING, VALUE
from app.window.objects import ObjectRef
from models.profile import chain
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from app.window.frame.main_window import MainWindow
    from app.window.inspector.profile_rows import ProfileList


def profile_of(window: MainWindow, platform: str) -> ProfileList:
    window.document.select((ObjectRef("platform", platform),))
    profile = window.organisation.inspector.profile
    assert profile is not None
    return profile


def spoken(profile: ProfileList) -> list[str]:
    rows = range(profile.model().rowCount())
    return [str(profile.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
            for row in rows]  # fmt: skip


def row_named(profile: ProfileList, label: str) -> int:
    rows = range(profile.model().rowCount())
    return next(row for row in rows if profile.model().index(row, 0).data() == label)


def click(profile: ProfileList, row: int) -> None:
    area = profile.visualRect(profile.model().index(row, 0))
    QTest.mouseClick(profile.viewport(), Qt.MouseButton.LeftButton, pos=area.center())


def test_a_click_shows_every_layer_and_a_second_leads_to_one(opened: MainWindow) -> None:
    profile = profile_of(opened, "crm")
    folded = profile.model().rowCount()
    tall = profile.height()
    row = row_named(profile, "Credential")
    click(profile, row)
    section = opened.organisation.inspector.section
    assert section is not None
    document = opened.document
    links = chain(document.scenario, document.governed().profile, "crm",
                  section.fleet.currentData(), "credential")  # fmt: skip
    assert profile.model().rowCount() == folded + len(links)
    assert profile.height() > tall
    texts = spoken(profile)[row + 1 : row + 1 + len(links)]
    assert texts[0].startswith(f"Layer 1 of {len(links)}, General default: ")
    assert [("decides" in text) for text in texts] == [link.fate == "decides" for link in links]
    deciding = next(at for at, link in enumerate(links) if link.fate == "decides")
    click(profile, row + 1 + deciding)
    (ref,) = document.selection
    assert ref.kind in ("rule", "exception")
    assert ref.design == "fragmented"
    assert ref.id == links[deciding].origin.id


def test_the_cascade_is_walked_by_keyboard(opened: MainWindow) -> None:
    profile = profile_of(opened, "crm")
    profile.setFocus()
    row = row_named(profile, "Access TTL")
    profile.setCurrentIndex(profile.model().index(row, 0))
    folded = profile.model().rowCount()
    QTest.keyClick(profile, Qt.Key.Key_Right)
    assert profile.model().rowCount() > folded
    assert profile.currentIndex().row() == row
    QTest.keyClick(profile, Qt.Key.Key_Down)
    assert profile.currentIndex().data(KIND) != SETTING
    selected = opened.document.selection
    QTest.keyClick(profile, Qt.Key.Key_Return)  # nobody can go to a vendor's default
    assert opened.document.selection == selected
    QTest.keyClick(profile, Qt.Key.Key_Left)
    assert profile.model().rowCount() == folded
    assert profile.currentIndex().row() == row
    QTest.keyClick(profile, Qt.Key.Key_Return)
    assert profile.model().rowCount() > folded
    while "standard" not in str(profile.currentIndex().data()).lower():
        before = profile.currentIndex().row()
        QTest.keyClick(profile, Qt.Key.Key_Down)
        assert profile.currentIndex().row() == before + 1
    QTest.keyClick(profile, Qt.Key.Key_Return)
    assert opened.document.selection == (ObjectRef("design", "fragmented"),)


def test_the_chain_follows_edits_undo_and_the_design(opened: MainWindow) -> None:
    profile = profile_of(opened, "mail")
    click(profile, row_named(profile, "Access TTL"))
    path = ("designs", "fragmented", "standard", "access_ttl")
    before = spoken(profile)
    opened.document.edit("TTL", partial(with_value, path=path, raw="17 min"))
    opened.document.pace.catch_up()
    assert any("Declared standard: 17 min" in text for text in spoken(profile))
    opened.actions_["edit.undo"].trigger()
    opened.document.pace.catch_up()
    assert spoken(profile) == before
    assert not any("taken over" in text for text in before)
    child = partial(with_value, path=("designs", "child"), raw={"extends": "unified"})
    opened.document.edit("Add a design", child)
    opened.document.show_design("child")
    profile = profile_of(opened, "mail")
    click(profile, row_named(profile, "Access TTL"))
    standard = next(text for text in spoken(profile) if "Declared standard" in text)
    assert standard.endswith("taken over from Unified")


def test_what_a_platform_cannot_take_is_said(opened: MainWindow) -> None:
    opened.document.show_design("unified")
    profile = profile_of(opened, "crm")
    click(profile, row_named(profile, "Credential"))
    row = next(text for text in spoken(profile) if "Declared standard" in text)
    assert "workload OIDC" in row
    assert "not taken by this platform" in row


@pytest.mark.parametrize("platform", ["mail", "lake", "crm"])
def test_the_value_of_the_deciding_layer_is_the_value_above_it(
    opened: MainWindow, platform: str
) -> None:
    profile = profile_of(opened, platform)
    section = opened.organisation.inspector.section
    assert section is not None
    section.more.click()
    model = profile.model()
    settings = [row for row in range(model.rowCount()) if model.index(row, 0).data(KIND) == SETTING]
    profile.setFocus()
    for row in settings[::7]:
        profile.setCurrentIndex(model.index(row, 0))
        QTest.keyClick(profile, Qt.Key.Key_Right)
        below = [model.index(at, 0) for at in range(row + 1, model.rowCount())]
        decides = next(index for index in below if index.data(KIND) == "decides")
        assert decides.data(VALUE) == model.index(row, 0).data(VALUE)
        QTest.keyClick(profile, Qt.Key.Key_Left)
