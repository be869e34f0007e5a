"""Cards in line and at equal distances, the mini-map, a lasso, and the canvas as a picture."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from app.tokens import GRID
from app.window.canvas.aligning import Box, aligned, spread

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow

BOXES = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=2),
    st.builds(
        Box,
        st.integers(-500, 500).map(lambda n: float(n * GRID)),
        st.integers(-500, 500).map(lambda n: float(n * GRID)),
        st.just(12.0 * GRID),
        st.integers(2, 20).map(lambda n: float(n * GRID)),
    ),
    min_size=3,
    max_size=9,
)


@given(BOXES)
def test_aligned_cards_share_a_line_and_stay_in_their_box(boxes: dict[str, Box]) -> None:
    left = aligned(boxes, "left")
    assert {x for x, _ in left.values()} == {round(min(b.x for b in boxes.values()))}
    assert {k: y for k, (_, y) in left.items()} == {k: round(b.y) for k, b in boxes.items()}
    bottom = aligned(boxes, "bottom")
    lowest = max(b.y + b.height for b in boxes.values())
    assert all(abs(y + boxes[k].height - lowest) <= GRID / 2 for k, (_, y) in bottom.items())
    middle = aligned(boxes, "middle")
    centres = [y + boxes[k].height / 2 for k, (_, y) in middle.items()]
    assert max(centres) - min(centres) <= GRID


@given(BOXES)
def test_spread_cards_have_equal_gaps_in_the_same_order(boxes: dict[str, Box]) -> None:
    found = spread(boxes, "down")
    order = sorted(boxes, key=lambda key: (boxes[key].y, key))
    assert found[order[0]][1] == round(boxes[order[0]].y)
    last = order[-1]
    assert abs(found[last][1] - boxes[last].y) <= GRID / 2
    gaps = [
        found[after][1] - found[before][1] - boxes[before].height
        for before, after in pairwise(order)
    ]
    assert max(gaps) - min(gaps) <= 2 * GRID
    assert {k: x for k, (x, _) in found.items()} == {k: round(b.x) for k, b in boxes.items()}


def test_too_few_cards_stay_where_they_are() -> None:
    boxes = {"a": Box(0, 0, 10, 10), "b": Box(50, 50, 10, 10)}
    assert aligned({"a": boxes["a"]}, "left") == {}
    assert spread(boxes, "across") == {}


def select(window: MainWindow, *keys: str) -> None:
    for key, card in window.organisation.scene.cards.items():
        card.setSelected(key in keys)


def test_align_is_one_step_of_the_history(opened: MainWindow) -> None:
    cards = opened.organisation.scene.cards
    select(opened, "mail", "triage", "crm")
    before = {key: (cards[key].x(), cards[key].y()) for key in ("mail", "triage", "crm")}
    opened.actions_["layout.top"].trigger()
    assert len({cards[key].y() for key in before}) == 1
    assert opened.document.history.at == 1
    opened.actions_["edit.undo"].trigger()
    opened.document.pace.catch_up()
    assert {key: (cards[key].x(), cards[key].y()) for key in before} == before
    select(opened, "mail")
    opened.actions_["layout.top"].trigger()
    assert opened.document.history.at == 0
    assert "two cards" in opened.statusBar().currentMessage()


def test_the_mini_map_shows_where_one_is_and_goes_there(opened: MainWindow) -> None:
    view, mini_map = opened.organisation.view, opened.organisation.mini_map
    opened.actions_["view.map"].trigger()
    assert mini_map.isVisible()
    view._zoom_to(2.0)
    view.repaint()
    card = opened.organisation.scene.cards["quoter"].sceneBoundingRect()
    at = mini_map.to_map(card).center().toPoint()
    QTest.mouseClick(mini_map, Qt.MouseButton.LeftButton, pos=at)
    view.repaint()
    assert opened.organisation.scene.view_rect.intersects(card)
    mini_map.setFocus()
    before = opened.organisation.scene.view_rect.center().x()
    QTest.keyClick(mini_map, Qt.Key.Key_Left)
    view.repaint()
    assert opened.organisation.scene.view_rect.center().x() < before
    opened.actions_["view.map"].trigger()
    assert not mini_map.isVisible()


def test_a_lasso_catches_what_it_surrounds(opened: MainWindow) -> None:
    view, scene = opened.organisation.view, opened.organisation.scene
    view.fit()
    inside = scene.cards["crm"].sceneBoundingRect().adjusted(-12, -12, 12, 12)
    corners = (inside.topLeft(), inside.topRight(), inside.bottomRight(), inside.bottomLeft())
    points = [view.mapFromScene(corner) for corner in corners]
    alt, left = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton
    QTest.mousePress(view.viewport(), left, alt, points[0])
    for point in (*points[1:], points[0]):
        QTest.mouseMove(view.viewport(), point)
    QTest.mouseRelease(view.viewport(), left, alt, points[0])
    assert [card.node.key for card in scene.selected_cards()] == ["crm"]
    assert opened.document.selection[0].id == "crm"


def test_many_cards_are_told_once_however_they_are_selected(
    opened: MainWindow, qtbot: QtBot
) -> None:
    view, scene, document = opened.organisation.view, opened.organisation.scene, opened.document
    told: list[int] = []
    document.selection_changed.connect(lambda: told.append(len(document.selection)))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert told == [len(scene.cards)]
    assert len(scene.selected_cards()) == len(scene.cards)
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert told == [len(scene.cards), 0]
    view.fit()
    inside = scene.extent.adjusted(4, 4, -4, -4)
    corners = (inside.topLeft(), inside.topRight(), inside.bottomRight(), inside.bottomLeft())
    points = [view.mapFromScene(corner) for corner in corners]
    alt, left = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton
    with qtbot.waitSignal(scene.chosen):
        QTest.mousePress(view.viewport(), left, alt, points[0])
        for point in (*points[1:], points[0]):
            QTest.mouseMove(view.viewport(), point)
        QTest.mouseRelease(view.viewport(), left, alt, points[0])
    assert told[2:] == [len(scene.cards)]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    for _ in range(2):  # to the first card, and from it to the one on its right
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert told[3:] == [0, 1, 1], "an arrow key leaves one selection for another in one step"


@pytest.mark.parametrize(
    ("ending", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")]
)
def test_the_canvas_as_a_picture(
    opened: MainWindow, tmp_path: Path, ending: str, start: bytes
) -> None:
    path = tmp_path / f"canvas.{ending}"
    select(opened, "crm")
    opened.arranging.write(path)
    assert path.read_bytes().startswith(start)
    assert opened.organisation.scene.selected_cards()
    if ending == "png":
        image = QImage(str(path))
        scene = opened.organisation.scene
        extent: QRectF = scene.extent
        assert image.width() > extent.width()
        card = scene.cards["crm"].sceneBoundingRect().center() - extent.topLeft()
        # The card's ground, not the canvas': it was painted, not left out.
        place = QPoint(round((card.x() + 24) * 2), round((card.y() + 80) * 2))
        around = {image.pixelColor(place.x() + dx, place.y()).name() for dx in range(-40, 40, 2)}
        assert len(around) > 1
    if ending == "svg":
        text = path.read_text(encoding="utf-8")
        assert "Sales SaaS" in text


def test_where_nothing_can_be_written_it_says_so(opened: MainWindow, tmp_path: Path) -> None:
    said: list[str] = []
    opened.arranging.said.connect(said.append)
    opened.arranging.write(tmp_path / "canvas.gif")
    opened.arranging.write(tmp_path / "nowhere" / "canvas.png")
    assert "PNG, SVG or PDF" in said[0]
    assert "was not written" in said[1]
