"""The canvas is printed, spread and looked at with the keys and dialogs that people use."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from app.tokens import GRID

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def _click(window: MainWindow, key: str, modifiers: Qt.KeyboardModifier) -> None:
    """Click a card on its name."""
    view = window.organisation.view
    at = view.mapFromScene(window.organisation.scene.cards[key].sceneBoundingRect().center())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, at)


def test_escape_in_the_dialog_writes_nothing(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.glob("*.png"))
    opened.actions_["file.picture"].trigger()
    dialog = opened.arranging.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert sorted(tmp_path.glob("*.png")) == before


def test_ctrl_p_asks_for_a_printer_and_one_page_is_printed(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    QTest.keyClick(opened, Qt.Key.Key_P, CTRL)
    dialog = opened.arranging.print_dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    line = dialog.findChild(QLineEdit, "filename")
    assert isinstance(line, QLineEdit), "without a printer it asks for a file"
    line.selectAll()
    QTest.keyClicks(line, str(tmp_path / "paper.pdf"))
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    QTest.mouseClick(box.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)
    qtbot.waitUntil((tmp_path / "paper.pdf").exists)
    printed = (tmp_path / "paper.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page\n") == 1
    assert "Sent to the printer" in opened.statusBar().currentMessage()


def test_zoom_to_what_was_clicked(opened: MainWindow) -> None:
    view, scene = opened.organisation.view, opened.organisation.scene
    before = view.scale_now
    _click(opened, "quoter", Qt.KeyboardModifier.NoModifier)
    QTest.keyClick(view, Qt.Key.Key_0, CTRL | SHIFT)
    view.repaint()
    assert view.scale_now > before
    card = scene.cards["quoter"].sceneBoundingRect()
    assert scene.view_rect.contains(card)
    assert abs(scene.view_rect.center().x() - card.center().x()) < GRID
    _click(opened, "quoter", CTRL)  # nothing is selected now
    assert not scene.selected_cards()
    QTest.keyClick(view, Qt.Key.Key_0, CTRL | SHIFT)
    assert view.scale_now == pytest.approx(before, rel=0.01)


def test_clicked_cards_are_spread_in_one_step(opened: MainWindow) -> None:
    view, cards = opened.organisation.view, opened.organisation.scene.cards
    keys = ("entra", "mail", "triage")
    for key, modifiers in zip(keys, (Qt.KeyboardModifier.NoModifier, CTRL, CTRL), strict=True):
        _click(opened, key, modifiers)
    assert {ref.id for ref in opened.document.selection} == set(keys)
    QTest.keyClick(view, Qt.Key.Key_Right, ALT)  # uneven gaps to begin with
    before = {key: cards[key].x() for key in keys}
    QTest.keyClick(view, Qt.Key.Key_X, CTRL | ALT)
    boxes = [cards[key].sceneBoundingRect() for key in keys]
    gaps = [after.left() - one.right() for one, after in pairwise(boxes)]
    assert abs(gaps[0] - gaps[1]) <= GRID
    assert (cards["entra"].x(), cards["triage"].x()) == (before["entra"], before["triage"])
