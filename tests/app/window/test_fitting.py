"""Fit shows every card where nothing lies over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QRect, QSizeF, Qt
from PySide6.QtTest import QTest

from app.window.canvas.free_room import roomiest
from app.window.objects import ObjectRef

if TYPE_CHECKING:
    from app.window.frame.main_window import MainWindow

WHOLE = QRect(0, 0, 760, 560)
BOXES = st.lists(
    st.builds(QRect, st.integers(0, 740), st.integers(0, 540), st.integers(8, 200),
              st.integers(8, 120)),
    max_size=3,
)  # fmt: skip


@given(BOXES, st.builds(QSizeF, st.floats(100, 4000), st.floats(100, 4000)))
def test_the_roomiest_part_is_free_or_all_there_is(over: list[QRect], size: QSizeF) -> None:
    room = roomiest(WHOLE, over, size)
    assert WHOLE.contains(room)
    assert room == WHOLE or not any(room.intersects(one) for one in over)
    assert over or room == WHOLE


def _covered(window: MainWindow) -> list[str]:
    """Return the names of cards over which something lies."""
    page, view = window.organisation, window.organisation.view
    parts = (page.zoom_bar, page.mini_map, page.next_step)
    over = [part.geometry() for part in parts if part.isVisible()]
    assert over
    return [
        key
        for key, card in window.organisation.scene.cards.items()
        if any(
            one.intersects(view.mapFromScene(card.sceneBoundingRect()).boundingRect())
            for one in over
        )
    ]


def test_nothing_lies_over_a_card_after_fit(opened: MainWindow) -> None:
    view = opened.organisation.view
    page = opened.organisation
    QTest.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert _covered(opened) == []
    QTest.keyClick(view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert page.mini_map.isVisible()
    assert _covered(opened) == [], "what was fitted is fitted again beside the mini-map"
    opened.resize(1280, 1000)
    QCoreApplication.processEvents()
    assert _covered(opened) == []
    box = view.mapFromScene(opened.organisation.scene.extent).boundingRect()
    assert view.viewport().rect().adjusted(-2, -2, 2, 2).contains(box)


def test_nothing_lies_over_a_card_while_a_hint_says_what_is_next(opened: MainWindow) -> None:
    document, view = opened.document, opened.organisation.view
    for _ in range(2):  # without its other designs it is not complete
        design = [key for key in document.scenario.designs if key != document.baseline][-1]
        tree = opened.organisation.outline.tree
        tree.setFocus()
        tree.setCurrentIndex(opened.organisation.outline.index_of(ObjectRef("design", design)))
        QTest.keyClick(tree, Qt.Key.Key_Delete)
    QCoreApplication.processEvents()
    assert opened.organisation.next_step.isVisible()
    QTest.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert _covered(opened) == []
