"""Ctrl+F: what is found is lit, the rest dimmed; Enter, Shift+Enter and F3 go from hit to hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.window.governed import govern
from app.window.objects import ObjectRef
from app.window.searching.finding import Findable, findables, found_by
from models.formats import read_scenario, write_scenario
from tests.benchmarks.test_canvas import large

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from app.window.frame.main_window import MainWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def search(window: MainWindow, words: str) -> None:
    QTest.keyClick(window, Qt.Key.Key_F, CTRL)
    assert window.focusWidget() is window.organisation.search.bar.line
    QTest.keyClicks(window.organisation.search.bar.line, words)


def lit(window: MainWindow) -> set[str] | None:
    found = window.organisation.scene.lit
    return None if found is None else set(found)


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    target = window.organisation.search.bar.line
    QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def colour_in(window: MainWindow, key: str) -> tuple[int, int, int]:
    """Return the mean colour of the picture of a card."""
    view = window.organisation.view
    box = view.mapFromScene(window.organisation.scene.cards[key].sceneBoundingRect())
    image: QImage = view.viewport().grab(box.boundingRect()).toImage().scaled(1, 1)
    colour = image.pixelColor(0, 0)
    return colour.red(), colour.green(), colour.blue()


def test_what_is_found_is_lit_and_counted_while_one_types(opened: MainWindow) -> None:
    search(opened, "s")
    many = lit(opened)
    press(opened, Qt.Key.Key_A)
    QTest.keyClicks(opened.organisation.search.bar.line, "les saas")
    assert many is not None
    assert lit(opened) == {"crm"}
    assert {"crm"} < many
    assert opened.organisation.search.bar.count.text() == "1 found"
    assert opened.document.selection == ()  # typing goes nowhere yet


def test_settings_that_hold_are_found_under_the_design_in_view(opened: MainWindow) -> None:
    search(opened, "static key")
    keys = lit(opened)
    assert keys is not None
    assert "lake" in keys
    opened.document.show_design("unified")
    after = lit(opened)
    assert after is None or "lake" not in after


def test_enter_goes_round_and_shift_enter_back(opened: MainWindow) -> None:
    search(opened, "platform")
    bar, view = opened.organisation.search.bar, opened.organisation.view
    press(opened, Qt.Key.Key_Escape)
    assert bar.isHidden()
    search(opened, "fleet")
    hits = [hit.ref for hit in opened.organisation.search.hits]
    assert len(hits) == len(opened.document.scenario.workload.fleets)
    view.zoom_by(0.4 / view.scale_now)
    seen: list[ObjectRef] = []
    for number in range(1, len(hits) + 2):
        press(opened, Qt.Key.Key_Return)
        seen += opened.document.selection
        assert bar.count.text() == f"{(number - 1) % len(hits) + 1} of {len(hits)}"
    assert seen == [*hits, hits[0]]
    press(opened, Qt.Key.Key_Return, SHIFT)
    assert opened.document.selection == (hits[-1],)
    QTest.keyClick(opened, Qt.Key.Key_F3)
    assert opened.document.selection == (hits[0],)
    QTest.keyClick(opened, Qt.Key.Key_F3, SHIFT)
    assert opened.document.selection == (hits[-1],)
    card = opened.organisation.scene.cards[hits[-1].id].sceneBoundingRect()
    in_view = view.mapToScene(view.viewport().rect()).boundingRect()
    assert in_view.contains(card)
    assert abs(in_view.center().x() - card.center().x()) < card.width()
    assert view.scale_now > 0.7  # near enough to be read
    assert bar.line.hasFocus()


def test_buttons_do_the_same_and_nothing_found_says_so(opened: MainWindow) -> None:
    search(opened, "fleet")
    bar = opened.organisation.search.bar
    QTest.mouseClick(bar.after, Qt.MouseButton.LeftButton)
    first = opened.document.selection
    QTest.mouseClick(bar.after, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.before, Qt.MouseButton.LeftButton)
    assert opened.document.selection == first
    QTest.keyClicks(bar.line, " zzz")
    assert bar.count.text() == "none found"
    assert bar.line.accessibleDescription() == "none found"
    assert lit(opened) is None
    assert not bar.after.isEnabled()
    QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()


def test_escape_lights_everything_and_keeps_what_was_gone_to(opened: MainWindow) -> None:
    search(opened, "sales saas")
    press(opened, Qt.Key.Key_Return)
    press(opened, Qt.Key.Key_Escape)
    assert lit(opened) is None
    assert opened.document.selection == (ObjectRef("platform", "crm"),)
    assert opened.focusWidget() is opened.organisation.view
    QTest.keyClick(opened, Qt.Key.Key_F3)  # the words of last time are still there
    assert opened.organisation.search.bar.count.text() == "1 of 1"
    QTest.keyClick(opened.organisation.view, Qt.Key.Key_Escape)
    assert opened.organisation.search.bar.isHidden()


def test_the_rest_is_dimmed_on_the_screen(opened: MainWindow) -> None:
    before = {key: colour_in(opened, key) for key in ("crm", "lake")}
    search(opened, "sales saas")
    opened.organisation.view.viewport().repaint()
    ground = opened.organisation.scene.theme.background
    back = tuple(int(ground[at : at + 2], 16) for at in (1, 3, 5))

    def contrast(colour: tuple[int, int, int]) -> int:
        return sum(abs(one - other) for one, other in zip(colour, back, strict=True))

    assert contrast(colour_in(opened, "lake")) < contrast(before["lake"])
    assert contrast(colour_in(opened, "crm")) >= contrast(before["crm"])


def test_a_resource_is_found_on_its_platform(opened: MainWindow) -> None:
    key, resource = next(iter(opened.document.scenario.organisation.resources.items()))
    search(opened, f"{resource.title or key} resource")
    press(opened, Qt.Key.Key_Return)
    assert opened.document.selection == (ObjectRef("resource", key),)
    assert lit(opened) == {resource.platform}
    assert opened.organisation.scene.pointed == resource.platform


def test_a_hit_in_a_folded_group_is_unfolded(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    write_scenario(large(200), path)
    window.files.open(path)
    scene = window.organisation.scene
    assert scene.plan is not None
    group = next(node for node in scene.plan.nodes.values() if node.content.group)
    ref = ObjectRef(group.kind, group.members[-1])
    assert ref.id not in scene.cards
    search(window, ref.id)
    assert group.key in (lit(window) or ())
    press(window, Qt.Key.Key_Return)
    assert ref.id in scene.cards
    assert scene.pointed == ref.id


def test_an_edit_keeps_the_place_and_another_file_closes_the_search(
    opened: MainWindow, teaching: Path
) -> None:
    search(opened, "fleet")
    press(opened, Qt.Key.Key_Return)
    press(opened, Qt.Key.Key_Return)
    there = opened.document.selection
    opened.document.select((opened.organisation.search.hits[0].ref,))
    opened.actions_["object.delete"].trigger()
    assert opened.organisation.search.bar.count.text().startswith("1 of ")
    press(opened, Qt.Key.Key_Return, SHIFT)
    press(opened, Qt.Key.Key_Return)
    assert opened.document.selection == there
    opened.actions_["edit.undo"].trigger()
    opened.files.open(teaching)
    assert opened.organisation.search.bar.isHidden()
    assert lit(opened) is None


def test_the_bar_stays_in_its_corner(opened: MainWindow) -> None:
    search(opened, "fleet")
    bar = opened.organisation.search.bar
    for width in (1700, 1280):
        opened.resize(width, 800)
        QApplication.processEvents()
        room = opened.organisation.view.width()
        assert 0 <= room - bar.geometry().right() < 20


WORDS = st.lists(st.text("abc", min_size=1, max_size=3), max_size=3)


@given(st.lists(st.text("abc \n", max_size=12), max_size=8), WORDS, st.text("abc", max_size=2))
def test_more_words_find_no_more(texts: list[str], words: list[str], word: str) -> None:
    ref = ObjectRef("platform", "x")
    everything = [Findable(ref, ref, text) for text in texts]
    wanted = " ".join(words)
    found = found_by(everything, wanted)
    assert all(word in one.text for one in found for word in words)
    if words:
        assert set(found_by(everything, f"{wanted} {word}")) <= set(found)
        assert found_by(everything, " ".join(reversed(words))) == found
    else:
        assert found == []


@pytest.mark.parametrize("words", ["", "  "])
def test_no_word_finds_nothing(teaching: Path, words: str) -> None:
    everything = findables(govern(read_scenario(teaching), "fragmented"))
    assert found_by(everything, words) == []
    assert len(found_by(everything, "E")) > 3
