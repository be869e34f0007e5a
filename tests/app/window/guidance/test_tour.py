from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame

from app.window.guidance.tour import STEPS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow


def shown_page(window: MainWindow) -> QWidget | None:
    return window.page


def start(window: MainWindow) -> None:
    window.actions_["help.tour"].trigger()
    assert window.guidance.tour.card is not None


def card_title(window: MainWindow) -> str:
    card = window.guidance.tour.card
    return card.title.text() if card is not None else ""


def press(window: MainWindow, name: str) -> None:
    card = window.guidance.tour.card
    assert card is not None
    QTest.mouseClick(getattr(card, name), Qt.MouseButton.LeftButton)


def test_five_steps_lead_through_the_window(window: MainWindow) -> None:
    start(window)
    seen = [card_title(window)]
    assert shown_page(window) is window.start_page
    for _ in range(len(STEPS) - 1):
        press(window, "next")
        card = window.guidance.tour.card
        assert card is not None
        assert window.rect().contains(card.geometry())
        seen.append(card_title(window))
    assert len(set(seen)) == len(STEPS) == 5
    assert window.document.is_open
    assert shown_page(window) is window.organisation
    press(window, "back")
    assert card_title(window) == seen[-2]
    press(window, "next")
    press(window, "next")
    assert window.guidance.tour.card is None


def test_escape_skips_it_and_it_starts_again(window: MainWindow) -> None:
    start(window)
    card = window.guidance.tour.card
    assert card is not None
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert window.guidance.tour.card is None
    start(window)
    press(window, "skip")
    assert window.guidance.tour.card is None


def test_it_is_offered_once_and_takes_no_work_away(opened: MainWindow) -> None:
    opened.guidance.offer_tour()
    bar = opened.keeping.notices.bars["tour"]
    assert bar.isVisible()
    QTest.mouseClick(bar.buttons[0], Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    press(opened, "next")
    assert opened.document.scenario.title == "Three assistants"
    assert opened.document.file is not None
    opened.guidance.offer_tour()
    assert not bar.isVisible()


def test_it_stays_in_the_window_when_that_shrinks(opened: MainWindow) -> None:
    start(opened)
    press(opened, "next")
    opened.resize(1000, 700)
    QCoreApplication.processEvents()
    card = opened.guidance.tour.card
    assert card is not None
    assert opened.rect().contains(card.geometry())


def test_the_frame_stays_at_what_a_step_is_about(opened: MainWindow, qtbot: QtBot) -> None:
    start(opened)
    tile = opened.start_page.tiles[0]

    def apart() -> int:
        (ring,) = [one for one in opened.findChildren(QFrame, "ring") if one.isVisible()]
        middle = tile.mapTo(opened, tile.rect().center())
        return (ring.geometry().center() - middle).manhattanLength()

    for width, height in ((1900, 1000), (1100, 720)):
        opened.resize(width, height)
        qtbot.waitUntil(lambda: apart() <= 2)
