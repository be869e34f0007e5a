"""No text is cut off at 1280 x 800: on any page or dock, painted by Qt or by us."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.window.canvas.card_painting import paint_card
from app.window.look import appearance
from app.window.objects import COLLECTIONS, ObjectRef, collection
from app.window.watching.stage_picture import paint_names
from models.formats import write_scenario
from models.scenario.edits import with_value
from tests.app.report.cases import compared, larkfield
from tests.app.window.filling import filled_docks
from tests.app.window.longnames import with_long_names
from tests.app.window.reading import DOTS, unread, written
from tests.app.window.walking import cut as cut_off
from tests.app.window.walking import places, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow
    from models.scenario import Scenario

RECORD_MS = 60_000


def quick(scenario: Scenario) -> Scenario:
    """Return a scenario of which a replication is recorded in a moment."""
    for path, raw in (
        (("incidents",), {}),
        (("experiment", "horizon"), "20 d"),
        (("experiment", "warm_up"), "2 d"),
        (("experiment", "follow_up"), "5 d"),
    ):
        scenario = with_value(scenario, path, raw)
    return scenario


@pytest.fixture(params=[pytest.param("flagship", marks=pytest.mark.nightly), "long names"])
def played(
    request: pytest.FixtureRequest, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> MainWindow:
    """A window with a comparison and a recording."""
    scenario = quick(larkfield())
    if request.param == "long names":
        scenario = with_long_names(scenario)
        appearance().choose("dark")
    path = tmp_path / "whole.yaml"
    write_scenario(scenario, path)
    window.files.open(path)
    found = compared(window.document.scenario)
    window.compare.show_comparison(found, window.document.scenario)
    window.strip.show_comparison(found)
    window.show_page("playback")
    with qtbot.waitSignal(window.playback.recorded, timeout=RECORD_MS):
        window.playback.record()
    window.playback.clock.go(300.0)
    return window


def everything(window: MainWindow, *, has_own_names: bool) -> Iterator[tuple[str, QWidget]]:
    """Yield states that only this scenario has, and all that is walked elsewhere.

    What shows no name of the scenario is read once: with the names that it has.
    """
    yield from states(window)
    if has_own_names:
        yield from places(window)
    else:
        yield from objects(window)


def objects(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield every page, and the inspector with an object of each kind, and earlier runs."""
    for page in window.page_names:
        window.show_page(page)
        yield page, window
    window.show_page("organisation")
    scenario = window.document.scenario
    for kind in COLLECTIONS:
        for key in list(collection(scenario, kind))[:1]:
            window.document.select((ObjectRef(kind, key),))
            yield f"organisation with a {kind}", window


def states(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield Playback with each state of it, several objects, tables of charts, edits, a run."""
    body = window.playback.body
    assert body is not None
    body.filter.fleet.setCurrentIndex(2)
    body.filter.agent.setCurrentIndex(1)
    yield "playback of one agent", window
    window.playback.show_all_events()
    document = window.document
    window.show_page("organisation")
    for kind in ("platform", "fleet", "resource"):
        keys = list(collection(document.scenario, kind))[:3]
        document.select(tuple(ObjectRef(kind, key) for key in keys))
        yield f"organisation with three of {kind}", window
    for kind in COLLECTIONS:
        index = window.organisation.outline.group_index(kind)
        window.organisation.outline.tree.expand(index)
    window.organisation.kinds.tree.expandAll()
    yield "outline and kinds, all of them", window
    window.guidance.palette.open()
    window.guidance.palette.line.setText("o")
    yield "palette with objects", window
    window.guidance.palette.leave()
    yield from docks(window)
    window.show_page("designs")
    beside = window.designs.beside
    beside.setCurrentIndex(beside.count() - 1)
    beside.activated.emit(beside.currentIndex())
    yield "designs beside each other", window
    window.designs.as_list.click()
    yield "designs as a list", window
    window.designs.as_list.click()
    document.edit("Seed", lambda scenario: with_value(scenario, ("experiment", "seed"), "7"))
    window.top_bar.show_running()
    window.top_bar.left.show_text("12 of 120 · 3 min left · 2 more")
    yield "top bar of a run", window
    window.top_bar.show_idle()
    document.undo()
    yield from tables(window)


def docks(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield docks with earlier runs, the history and the queue in them."""
    for dock in filled_docks(window):
        yield dock, window


def tables(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield each panel of Compare as a table."""
    window.show_page("compare")
    grid = window.compare.grid
    assert grid is not None
    for panel in grid.panels:
        panel.draw()
        panel.toggle_table()
    QCoreApplication.processEvents()  # tables get the width of their panels
    shown = [panel.table for panel in grid.panels if panel.table is not None]
    while any(table.is_settling for table in shown):
        QCoreApplication.processEvents()
    yield "compare as tables", window
    for panel in grid.panels:
        panel.toggle_table()


def on_cards(window: MainWindow) -> list[str]:
    """Return texts that are shortened on cards of the canvas or of a stage."""
    theme = appearance().theme
    contents = [card.node.content for card in window.organisation.scene.cards.values()]
    assert window.playback.body is not None
    stages = window.playback.body.stages

    def paint(painter: QPainter) -> None:
        for content in contents:
            paint_card(painter, content, theme, selected=False, hovered=False)
        for stage in stages:
            paint_names(painter, stage.arrangement.cards.values(), theme)

    texts = [piece.text for piece in written(paint)]
    assert len(texts) > len(contents)
    return [text for text in texts if DOTS in text]


def test_every_text_is_whole(played: MainWindow) -> None:
    assert (played.width(), played.height()) == (1280, 800)
    is_flagship = played.document.name == larkfield().title
    cut = [f"card: {text}" for text in on_cards(played)]
    body = played.playback.body
    assert body is not None
    assert all(stage.arrangement.least_height <= stage.height() for stage in body.stages)
    found: dict[str, str] = {}
    for name, root in everything(played, has_own_names=is_flagship):
        for offence in (*unread(root), *cut_off(root)):
            found.setdefault(offence, f"{name}: {offence}")
    assert not [*cut, *found.values()], "\n".join(["", *cut, *found.values()])


# -- the reading itself ------------------------------------------------------------------


class Painted(QWidget):
    """Writes a text of its own, wider than itself."""

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.drawText(self.rect(), Qt.TextFlag.TextDontClip, "A text that nobody else knows")


def narrow(widget: QWidget, size: tuple[int, int] = (40, 24)) -> QWidget:
    widget.setGeometry(QRect(10, 10, *size))
    return widget


def planted() -> dict[str, QWidget]:
    """Return a widget of each kind that is too small for its text."""
    words = "Words that are wider than that"
    box, table, tabs = QComboBox(), QTableWidget(1, 1), QTabBar()
    box.addItem(words)
    table.setItem(0, 0, QTableWidgetItem("W" * 40))
    table.setHorizontalHeaderLabels([words])
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for _ in range(2):
        tabs.addTab(words)
    tabs.setElideMode(Qt.TextElideMode.ElideRight)
    tabs.setUsesScrollButtons(False)
    low = QLabel(words)
    low.setWordWrap(True)
    return {
        "label": narrow(QLabel(words)),
        "low label": narrow(low, (90, 18)),
        "button": narrow(QPushButton(words)),
        "field": narrow(QLineEdit(words)),
        "choice": narrow(box),
        "cell and head": narrow(table, (120, 90)),
        "tab": narrow(tabs, (90, 24)),
        "own painting": narrow(Painted()),
    }


def test_the_reading_finds_what_is_cut(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    root.resize(400, 300)
    root.show()
    for name, widget in planted().items():
        widget.setParent(root)
        widget.show()
        settle()
        found = unread(root)
        assert found, name
        if name == "cell and head":
            assert any("W" in line for line in found)
            assert any("Words" in line for line in found)
        widget.setParent(None)
        widget.deleteLater()
    whole = QLabel("Whole", root)
    whole.show()
    assert unread(root) == []
    QTest.qWait(0)


def test_a_very_long_name_keeps_its_ends(opened: MainWindow) -> None:
    name = f"Begin {'x' * 190} end"
    opened.document.edit("Name", lambda s: with_value(s, ("title",), name))
    opened.document.edit(
        "Name", lambda s: with_value(s, ("organisation", "platforms", "crm", "title"), name)
    )
    settle()
    assert (opened.width(), opened.height()) == (1280, 800)
    assert DOTS in opened.top_bar.title.text()
    assert opened.top_bar.title.whole == opened.document.name
    cards = opened.organisation.scene.cards.values()
    content = next(card.node.content for card in cards if card.node.content.title == name)
    theme = appearance().theme
    lines = [
        piece.text
        for piece in written(
            lambda painter: paint_card(painter, content, theme, selected=False, hovered=False)
        )
    ]
    assert lines[0].startswith("Begin")
    assert any(line.endswith("end") and DOTS in line for line in lines)
