from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsItem

from app.tokens import GRID
from app.window.canvas.items import FAR_SCALE
from app.window.objects import ObjectRef
from models.formats import read_scenario
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from pathlib import Path

    from app.window.frame.main_window import MainWindow

NO = Qt.KeyboardModifier.NoModifier


_NO, _SHIFT, _CONTROL = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip


def at(window: MainWindow, key: str) -> tuple[int, int]:
    card = window.organisation.scene.cards[key]
    return round(card.x()), round(card.y())


def selection(window: MainWindow) -> tuple[ObjectRef, ...]:
    return window.document.selection


def middle_of(window: MainWindow, key: str) -> QPoint:
    card = window.organisation.scene.cards[key]
    return window.organisation.view.mapFromScene(card.sceneBoundingRect().center())


def test_every_object_of_the_drawing_has_a_card(opened: MainWindow) -> None:
    scenario = opened.document.scenario
    expected = {
        *scenario.organisation.directories,
        *scenario.organisation.platforms,
        *scenario.organisation.vaults,
        *scenario.organisation.log_sinks,
        *scenario.workload.fleets,
    }
    assert set(opened.organisation.scene.cards) == expected


def test_outlines_follow_the_design(opened: MainWindow) -> None:
    outlines = opened.organisation.scene.outlines
    assert sorted(o.label for o in outlines.outlines) == ["Entra ID", "Own users", "Own users"]
    QTest.mouseClick(opened.top_bar.switcher.buttons["unified"], Qt.MouseButton.LeftButton)
    assert [o.label for o in outlines.outlines] == ["Entra ID"]
    assert not outlines.outlines[0].local


def test_chips_say_what_is_weaker_than_declared(opened: MainWindow) -> None:
    chips = {chip.text: chip for chip in opened.organisation.scene.cards["lake"].node.content.chips}
    key = next(chip for text, chip in chips.items() if text.startswith("static key"))
    assert key.tone == "bad"
    assert key.shown.startswith("◆")
    assert "declared" in key.hint
    opened.document.show_design("unified")
    now = opened.organisation.scene.cards["lake"].node.content.chips
    assert not any(chip.tone == "bad" for chip in now)


def test_click_selects_and_outline_and_inspector_follow(opened: MainWindow) -> None:
    view = opened.organisation.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NO, middle_of(opened, "crm"))
    assert opened.document.selection == (ObjectRef("platform", "crm"),)
    rows = opened.organisation.outline.tree.selectionModel().selectedRows()
    assert [row.data() for row in rows] == ["Sales SaaS"]
    assert opened.organisation.scene.focus_keys() == {"crm"}


@pytest.mark.parametrize("held", [_SHIFT, _CONTROL], ids=["shift", "ctrl"])
def test_a_click_with_shift_or_ctrl_adds_to_the_selection_and_takes_from_it(
    opened: MainWindow, held: Qt.KeyboardModifier
) -> None:
    port = opened.organisation.view.viewport()
    for key, keys in (("crm", _NO), ("mail", held), ("lake", held), ("mail", held)):
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, keys, middle_of(opened, key))
    assert {ref.id for ref in selection(opened)} == {"crm", "lake"}
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, _NO, middle_of(opened, "mail"))
    assert [ref.id for ref in selection(opened)] == ["mail"]


def test_space_that_is_let_go_of_elsewhere_does_not_go_on_dragging_the_ground(
    opened: MainWindow,
) -> None:
    view = opened.organisation.view
    view.setFocus()
    QTest.keyPress(view, Qt.Key.Key_Space)
    opened.organisation.outline.search.setFocus()
    QTest.keyRelease(opened.organisation.outline.search, Qt.Key.Key_Space)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, _NO, middle_of(opened, "crm"))
    assert [ref.id for ref in selection(opened)] == ["crm"]


def test_a_lasso_selects_what_it_holds(opened: MainWindow) -> None:
    view = opened.organisation.view
    port = view.viewport()
    first, last = QPoint(4, 4), QPoint(port.width() - 4, port.height() - 4)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, NO, first)
    QTest.mouseMove(port, last / 2)
    QTest.mouseMove(port, last)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, NO, last)
    assert len(opened.document.selection) == len(opened.organisation.scene.cards)


def test_a_dragged_card_stays_on_the_grid_and_can_be_taken_back(opened: MainWindow) -> None:
    view, port = opened.organisation.view, opened.organisation.view.viewport()
    before = at(opened, "quoter")
    start = middle_of(opened, "quoter")
    QTest.mousePress(port, Qt.MouseButton.LeftButton, NO, start)
    QTest.mouseMove(port, start + QPoint(20, 11))
    QTest.mouseMove(port, start + QPoint(43, 37))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, NO, start + QPoint(43, 37))
    moved = opened.document.scenario.layout["quoter"]
    assert moved[0] > before[0]
    assert moved[0] % GRID == 0
    assert moved[1] % GRID == 0
    assert at(opened, "quoter") == moved
    opened.actions_["edit.undo"].trigger()
    assert at(opened, "quoter") == before
    assert view.scale_now > 0


def test_keys_walk_move_and_let_go(opened: MainWindow) -> None:
    view = opened.organisation.view
    opened.document.select((ObjectRef("platform", "mail"),))
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert selection(opened) == (ObjectRef("platform", "lake"),)
    before = opened.organisation.scene.cards["lake"].y()
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert opened.document.scenario.layout["lake"][1] == before + GRID
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert selection(opened) == ()


def test_the_wheel_pans_and_with_ctrl_zooms(opened: MainWindow) -> None:
    view = opened.organisation.view

    def turn(modifier: Qt.KeyboardModifier) -> None:
        middle = QPointF(view.viewport().rect().center())
        event = QWheelEvent(
            middle,
            view.mapToGlobal(middle),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)

    before = view.scale_now
    turn(Qt.KeyboardModifier.ControlModifier)
    assert view.scale_now > before
    zoomed, at = view.scale_now, view.verticalScrollBar().value()
    turn(Qt.KeyboardModifier.NoModifier)
    assert view.scale_now == zoomed
    assert view.verticalScrollBar().value() < at
    opened.actions_["view.fit"].trigger()
    extent = opened.organisation.scene.extent
    assert view.mapToScene(view.viewport().rect()).boundingRect().contains(extent.center())


def test_far_away_cards_are_dots(opened: MainWindow) -> None:
    view, scene = opened.organisation.view, opened.organisation.scene
    view.zoom_by(FAR_SCALE / view.scale_now / 2)
    flag = QGraphicsItem.GraphicsItemFlag.ItemHasNoContents
    assert all(card.flags() & flag for card in scene.cards.values())
    assert scene._dots.isVisible()
    assert not view.grab().isNull()
    view.zoom_by(4)
    assert not any(card.flags() & flag for card in scene.cards.values())
    assert not view.grab().isNull()


@pytest.fixture
def many(window: MainWindow, teaching: Path, tmp_path: Path) -> MainWindow:
    """An organisation of which one column is folded."""
    from models.formats import write_scenario

    scenario = read_scenario(teaching)
    fleet = scenario.workload.fleets["triage"]
    fleets = {f"bot{at}": fleet.model_copy(update={"title": f"ops-bot-{at}"}) for at in range(30)}
    scenario = with_value(scenario, ("workload", "fleets"), fleets)
    scenario = with_value(scenario, ("layout",), {})
    scenario = with_value(scenario, ("incidents",), {})
    designs = {
        key: design.model_copy(update={"rules": {}}) for key, design in scenario.designs.items()
    }
    scenario = scenario.model_copy(update={"designs": designs})
    path = tmp_path / "many.yaml"
    write_scenario(scenario, path)
    window.files.open(path)
    assert window.document.is_open, window.problems.heading.text()
    return window


def test_many_fleets_are_folded_and_unfold(many: MainWindow) -> None:
    scene, view = many.organisation.scene, many.organisation.view
    groups = [key for key, card in scene.cards.items() if card.node.content.group]
    assert len(groups) == 1
    assert "bot3" not in scene.cards
    many.document.select((ObjectRef("fleet", "bot3"),))
    assert "bot3" in scene.cards
    assert scene.selected_cards()[0].node.key == "bot3"
    scene.clearSelection()
    scene.cards[groups[0]].setSelected(True)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert "bot3" not in scene.cards


def test_arrange_forgets_positions(opened: MainWindow) -> None:
    assert opened.document.scenario.layout
    opened.actions_["edit.arrange"].trigger()
    assert not opened.document.scenario.layout
    opened.actions_["edit.undo"].trigger()
    assert opened.document.scenario.layout
