"""A question above the page: what is asked next takes the place of what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton

from app.window.question import Question

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_buttons_of_the_last_question_are_not_painted_over_the_next(qtbot: QtBot) -> None:
    asked = Question()
    qtbot.addWidget(asked)
    for names in (("Save", "Leave it"), ("Run again", "Back")):
        asked.ask("What now?", [(name, asked.hide) for name in names])
        QCoreApplication.processEvents()  # shows what a layout took in
    seen = [b.text() for b in asked.findChildren(QPushButton) if b.isVisible()]
    assert seen == ["Run again", "Back"]
