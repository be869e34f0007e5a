"""Views take turns: frames are painted in between, and who looks at one sees the last edit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest

from app.window.document import Pace
from app.window.objects import ObjectRef
from models.scenario.edits import with_value, without

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.window.document import Turn
    from app.window.frame.main_window import MainWindow

TITLE = ("organisation", "platforms", "crm", "title")


class Passes(QObject):
    """Notes who came, and the passes of the event loop by an own timer."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._clock = QTimer(self, interval=0)
        self._clock.timeout.connect(partial(self.seen.append, "frame"))
        self._clock.start()

    def join(self, pace: Pace, name: str) -> Turn:
        turn = pace.join()
        turn.came.connect(partial(self.seen.append, name))
        return turn


def test_each_comes_once_in_a_pass_of_its_own(qtbot: QtBot) -> None:
    passes, pace = Passes(), Pace()
    turns = [passes.join(pace, name) for name in "abc"]
    for turn in (*turns, turns[0]):
        turn.ask()
    assert passes.seen == []
    qtbot.waitUntil(lambda: "c" in passes.seen)
    came = [name for name in passes.seen if name != "frame"]
    assert came == ["a", "b", "c"]
    for one, next_one in ("ab", "bc"):
        between = passes.seen[passes.seen.index(one) : passes.seen.index(next_one)]
        assert "frame" in between


def test_who_looks_does_not_wait_and_who_follows_already_is_left_out(qtbot: QtBot) -> None:
    passes, pace = Passes(), Pace()
    first, second, third = (passes.join(pace, name) for name in "abc")
    for turn in (first, second, third):
        turn.ask()
    second.take()
    second.take()
    third.skip()
    assert passes.seen == ["b"]
    qtbot.waitUntil(lambda: "a" in passes.seen)
    pace.catch_up()
    assert [name for name in passes.seen if name != "frame"] == ["b", "a"]


def test_the_views_follow_an_edit_by_themselves(opened: MainWindow, qtbot: QtBot) -> None:
    page = opened.organisation
    card, item = page.scene.cards["crm"], page.outline.rows.items[ObjectRef("platform", "crm")]
    opened.document.edit("Rename", partial(with_value, path=TITLE, raw="Customers"))
    assert card.node.content.title != "Customers"  # a frame may be painted before
    qtbot.waitUntil(lambda: card.node.content.title == "Customers" == item.text())
    opened.document.undo()
    assert page.scene.cards["crm"].node.content.title == "Sales SaaS"  # who looks sees it now


def test_a_press_on_a_card_that_an_edit_removed_chooses_nothing(
    opened: MainWindow,
) -> None:
    page, document = opened.organisation, opened.document
    path, title = ("organisation", "vaults", "spare"), {"kind": "hashicorp_vault"}
    document.edit("Add", partial(with_value, path=path, raw=title))
    view, card = page.view, page.scene.cards["spare"]
    view.fit()
    spot = view.mapFromScene(card.sceneBoundingRect().center())
    document.edit("Delete", partial(without, path=path))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert not document.selection
    document.undo()
    document.pace.catch_up()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert document.selection == (ObjectRef("vault", "spare"),)
