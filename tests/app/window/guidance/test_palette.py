from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.window.building.offers import offers_of
from app.window.guidance.entries import fitting
from app.window.guidance.matching import badness
from app.window.objects import ObjectRef

if TYPE_CHECKING:
    from app.window.frame.main_window import MainWindow


def texts(window: MainWindow) -> list[str]:
    return [text_of(window, at) for at in range(len(window.guidance.palette.shown()))]


def text_of(window: MainWindow, at: int, column: int = 0) -> str:
    item = window.guidance.palette.list.topLevelItem(at)
    assert item is not None
    return item.text(column)


def ask(window: MainWindow, letters: str) -> None:
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.guidance.palette.isVisible()
    QTest.keyClicks(window.guidance.palette.line, letters)


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.guidance.palette.line, key)


def test_a_command_is_found_by_letters_and_done_by_enter(opened: MainWindow) -> None:
    ask(opened, "next des")
    assert texts(opened)[0] == "View: Next design"
    press(opened, Qt.Key.Key_Return)
    assert not opened.guidance.palette.isVisible()
    assert opened.document.design == "two_hubs"


def test_commands_show_their_keys(opened: MainWindow) -> None:
    ask(opened, "save")
    assert text_of(opened, 0) == "File: Save"
    assert text_of(opened, 0, 1) == "Ctrl+S"


def test_what_cannot_be_done_says_why_and_is_not_done(window: MainWindow) -> None:
    ask(window, "run comparison")
    assert text_of(window, 0).endswith("(not possible)")
    assert window.guidance.palette.hint.text() == "Open a scenario first."
    press(window, Qt.Key.Key_Return)
    assert window.guidance.palette.isVisible()
    assert not window.runs.client.running


def test_every_command_that_waits_says_for_what(opened: MainWindow) -> None:
    for key in ("run.cancel", "run.pause", "edit.undo", "edit.redo", "file.export"):
        assert opened.actions_.why_not(key).endswith(".")
        assert "could work on" not in opened.actions_.why_not(key)


def test_an_object_is_gone_to(opened: MainWindow) -> None:
    opened.show_page("compare")
    ask(opened, "claims ana")
    assert texts(opened)[0] == "Go to Claims analyst"
    press(opened, Qt.Key.Key_Return)
    assert opened.document.selection == (ObjectRef("fleet", "analyst"),)
    assert opened.page is opened.organisation


def test_a_setting_is_gone_to_in_the_matrix(opened: MainWindow) -> None:
    opened.show_page("designs")
    opened.designs.search.setText("nothing that exists")
    opened.show_page("organisation")
    ask(opened, "set access ttl")
    assert "access token" in texts(opened)[0]
    press(opened, Qt.Key.Key_Return)
    assert opened.page is opened.designs
    view = opened.designs.view
    assert opened.designs.model.paths[view.currentIndex().row()] == "access_ttl"


def test_arrows_walk_and_escape_gives_the_keyboard_back(opened: MainWindow) -> None:
    search = opened.organisation.outline.search
    opened.activateWindow()
    search.setFocus()
    ask(opened, "zoom")
    press(opened, Qt.Key.Key_Down)
    palette = opened.guidance.palette
    assert palette.current_row == 1
    press(opened, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert search.hasFocus()


def test_nothing_that_fits_is_told(window: MainWindow) -> None:
    ask(window, "qqqq zzzz")
    assert texts(window) == []
    assert "Nothing fits" in window.guidance.palette.hint.text()
    press(window, Qt.Key.Key_Return)


def test_a_term_is_explained(window: MainWindow) -> None:
    ask(window, "what is: assurance gap")
    press(window, Qt.Key.Key_Return)
    assert window.guidance.glossary is not None
    assert window.guidance.glossary.name.text() == "Assurance gap"
    window.guidance.glossary.close()


@pytest.mark.parametrize(
    ("wanted", "better", "worse"),
    [("save", "File: Save", "File: Save as"), ("des", "Next design", "Decides"),
     ("zs", "Zoom to selection", "Zoom a long way off some")],
)  # fmt: skip
def test_the_nearer_text_is_better(wanted: str, better: str, worse: str) -> None:
    near, far = badness(wanted, better), badness(wanted, worse)
    assert near is not None
    assert far is not None
    assert near < far


def test_a_cloud_is_offered_before_its_products(opened: MainWindow) -> None:
    entries = offers_of(opened.document.scenario, "platform", lambda _: None, lambda _: None)
    assert fitting(entries, "azure")[0].text == "Microsoft Azure"
    assert fitting(entries, "entra")[0].text == "Entra ID"
    assert fitting(entries, "google")[0].text == "Google Cloud"


def test_letters_in_the_wrong_order_do_not_fit() -> None:
    assert badness("vase", "Save") is None
    assert badness("save quit", "Save") is None
